package io.patchbay.provider.httpgateway;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import okhttp3.Authenticator;
import okhttp3.ConnectionPool;
import okhttp3.CookieJar;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/**
 * One connection's HTTP client: its own pool, and no second try of anything. It speaks HTTP/1.1,
 * where a request that was begun and not answered is simply unknown. Thread-safe.
 */
final class GatewayClient implements AutoCloseable {
  private static final int POOL_SIZE = 64;
  private static final int LONGEST_ANSWER = 64 << 10;

  private final OkHttpClient http;

  GatewayClient(NetworkSettings network, UnaryOperator<OkHttpClient.Builder> change) {
    KeptConnections kept = new KeptConnections();
    this.http =
        change
            .apply(
                new OkHttpClient.Builder()
                    .connectTimeout(network.connectTimeout())
                    .readTimeout(network.timeout())
                    .writeTimeout(network.timeout())
                    .proxy(network.proxy())
                    .connectionPool(
                        new ConnectionPool(
                            POOL_SIZE, network.keepAlive().toMillis(), TimeUnit.MILLISECONDS)))
            .protocols(List.of(Protocol.HTTP_1_1))
            .cookieJar(CookieJar.NO_COOKIES)
            .authenticator(Authenticator.NONE)
            .proxyAuthenticator(Authenticator.NONE)
            .retryOnConnectionFailure(false)
            .followRedirects(false)
            .followSslRedirects(false)
            .eventListenerFactory(Transmission::of)
            .addInterceptor(kept::again)
            .addNetworkInterceptor(kept::look)
            .addNetworkInterceptor(Transmission::once)
            .build();
  }

  /**
   * Sends a request, once, within the time-out.
   *
   * @param request tagged with a {@link Transmission} of its own
   */
  GatewayAnswer call(Request request, Duration timeout) throws IOException {
    okhttp3.Call call = http.newCall(request);
    call.timeout().timeout(Math.max(1, timeout.toMillis()), TimeUnit.MILLISECONDS);
    try (Response response = call.execute()) {
      BufferedSource source = response.body().source();
      if (source.request(LONGEST_ANSWER + 1L)) {
        throw new TooLong();
      }
      return new GatewayAnswer(
          response.code(),
          response.headers(),
          source.readByteString().string(charset(response.body().contentType())));
    }
  }

  private static Charset charset(@Nullable MediaType type) {
    Charset named = type == null ? null : type.charset();
    return named == null ? StandardCharsets.UTF_8 : named;
  }

  /** Closes the connections that are not in use; those in use are left alone. */
  void closeIdle() {
    http.connectionPool().evictAll();
  }

  @Override
  public void close() {
    closeIdle();
    http.dispatcher().executorService().shutdown();
  }

  /** The answer is longer than any answer to a message. */
  static final class TooLong extends IOException {
    private static final long serialVersionUID = 1L;

    TooLong() {
      super("the answer is longer than " + LONGEST_ANSWER + " bytes");
    }
  }
}
