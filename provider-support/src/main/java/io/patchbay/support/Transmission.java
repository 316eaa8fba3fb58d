package io.patchbay.support;

import java.io.IOException;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Observes one call: from when on the message may have reached the other side, and that no second
 * request leaves. A request carries it as a tag of this class.
 *
 * <p>Looking up the name, connecting to one address after the other, TLS, a proxy's tunnel and
 * waiting for a connection all come before that moment; so does refusing to open a stream on an
 * HTTP/2 connection that the other side is shutting down. A failure there is proof that nothing was
 * sent. After it nothing is proven, because bytes that this side failed to write may have arrived
 * all the same.
 *
 * <p>Thread-safe.
 */
public final class Transmission extends EventListener {
  private final boolean headersCount;
  private volatile boolean begun;
  private volatile boolean answered;

  private Transmission(boolean headersCount) {
    this.headersCount = headersCount;
  }

  /** For requests whose address or headers may hold recipient or text. */
  public static Transmission fromHeaders() {
    return new Transmission(true);
  }

  /** For requests that hold recipient and text in the body alone. */
  public static Transmission fromBody() {
    return new Transmission(false);
  }

  @Override
  public void requestHeadersStart(Call call) {
    begun |= headersCount;
  }

  @Override
  public void requestBodyStart(Call call) {
    begun = true;
  }

  @Override
  public void responseHeadersStart(Call call) {
    answered = true;
  }

  /** Whether the message may have arrived. */
  public boolean begun() {
    return begun;
  }

  /** Whether an answer had begun to come in. */
  public boolean answered() {
    return answered;
  }

  /** The listener that a call carries; none for calls that send nothing. */
  static EventListener of(Call call) {
    Transmission own = call.request().tag(Transmission.class);
    return own == null ? EventListener.NONE : own;
  }

  /**
   * Refuses whatever the client would send after its first request. A body that can be written once
   * is enough for POST and PUT, but GET has none, and OkHttp repeats a GET that is answered with
   * 503 and {@code Retry-After: 0}.
   */
  static Response once(Interceptor.Chain chain) throws IOException {
    Request request = chain.request();
    Transmission own = request.tag(Transmission.class);
    if (own == null) {
      return chain.proceed(request);
    }
    if (own.begun()) {
      throw new IOException("a second request was held back");
    }
    Response response = chain.proceed(request);
    // It says nothing, and is what makes OkHttp ask again.
    return "0".equals(response.header("Retry-After"))
        ? response.newBuilder().removeHeader("Retry-After").build()
        : response;
  }
}
