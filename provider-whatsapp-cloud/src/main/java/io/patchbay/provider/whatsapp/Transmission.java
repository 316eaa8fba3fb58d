package io.patchbay.provider.whatsapp;

import okhttp3.Call;
import okhttp3.EventListener;

/**
 * Watches one call for the moment from which the message may have reached the other side.
 *
 * <p>That is when OkHttp begins to write the request's body. Looking up the name, connecting to one
 * address after the other, TLS, a proxy's tunnel and waiting for a connection all come before it;
 * so does refusing to open a stream on an HTTP/2 connection that the other side is shutting down.
 * None of them carries a recipient or a text, so that a failure there is proof that nothing was
 * sent. After it nothing is proven, because bytes that this side failed to write may have arrived
 * all the same.
 */
final class Transmission extends EventListener {
  private volatile boolean begun;
  private volatile boolean answered;

  @Override
  public void requestBodyStart(Call call) {
    begun = true;
  }

  @Override
  public void responseHeadersStart(Call call) {
    answered = true;
  }

  /** Whether an answer had begun to come in. */
  boolean answered() {
    return answered;
  }

  /** Whether the message may have arrived. */
  boolean begun() {
    return begun;
  }

  /** The listener that travels with a call; none for calls that send nothing. */
  static EventListener of(Call call) {
    Transmission own = call.request().tag(Transmission.class);
    return own == null ? EventListener.NONE : own;
  }
}
