package io.patchbay.provider.httpgateway;

import java.io.IOException;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Watches one call for the moment from which the message may have reached the other side, and lets
 * one request out.
 *
 * <p>That moment is when OkHttp begins to write the request: its first line may hold recipient and
 * text already. Looking up the name, connecting, TLS and a proxy's tunnel come before it; a failure
 * there is proof that nothing was sent.
 */
final class Transmission extends EventListener {
  private volatile boolean begun;

  @Override
  public void requestHeadersStart(Call call) {
    begun = true;
  }

  /** Whether the message may have arrived. */
  boolean begun() {
    return begun;
  }

  /** The listener that travels with a call. */
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
    if (own != null && own.begun()) {
      throw new IOException("a second request was held back");
    }
    Response response = chain.proceed(request);
    // It says nothing, and is what makes OkHttp ask again.
    return "0".equals(response.header("Retry-After"))
        ? response.newBuilder().removeHeader("Retry-After").build()
        : response;
  }
}
