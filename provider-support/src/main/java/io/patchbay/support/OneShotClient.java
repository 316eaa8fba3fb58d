package io.patchbay.support;

import io.patchbay.channel.Category;
import io.patchbay.channel.SendError;
import io.patchbay.channel.SendOutcome;
import io.patchbay.channel.spi.SendRequest;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/**
 * One connection's HTTP client: its own pool, and no second try of anything. It speaks HTTP/1.1,
 * where a request that was begun and not answered is simply unknown.
 *
 * <p>Thread-safe. A send that is running when the client is closed runs on to its own end, which
 * its time-out bounds.
 */
public final class OneShotClient implements AutoCloseable {
  private static final int POOL_SIZE = 64;
  private static final int LONGEST_ANSWER = 64 << 10;

  private final OkHttpClient http;
  private final CallFailures failures;
  private final Duration longest;
  private volatile boolean closed;

  /** For one connection. */
  public OneShotClient(Peer peer, NetworkSettings network) {
    this(peer, network, UnaryOperator.identity());
  }

  /** The same with another resolver, other sockets and the like. */
  public OneShotClient(
      Peer peer, NetworkSettings network, UnaryOperator<OkHttpClient.Builder> change) {
    this.failures = new CallFailures(peer, network.proxy());
    this.longest = network.timeout();
    this.http =
        once(change.apply(
                new OkHttpClient.Builder()
                    .connectTimeout(network.connectTimeout())
                    .readTimeout(network.timeout())
                    .writeTimeout(network.timeout())
                    .proxy(network.proxy().proxy())
                    .connectionPool(
                        new ConnectionPool(
                            POOL_SIZE, network.keepAlive().toMillis(), TimeUnit.MILLISECONDS))))
            .protocols(List.of(Protocol.HTTP_1_1))
            .build();
  }

  /**
   * Makes a client of any kind send each request once: no repetition, no redirect, no use of a
   * connection that the server has closed. Requests that send a message carry a {@link
   * Transmission}.
   */
  public static OkHttpClient.Builder once(OkHttpClient.Builder client) {
    StaleConnections stale = new StaleConnections();
    return client
        .retryOnConnectionFailure(false)
        .followRedirects(false)
        .followSslRedirects(false)
        .eventListenerFactory(Transmission::of)
        .addInterceptor(stale::again)
        .addNetworkInterceptor(stale::look)
        .addNetworkInterceptor(Transmission::once);
  }

  /**
   * Sends a message, once, within its time-out and that of the settings.
   *
   * @param call without a tag of the class {@link Transmission}
   * @param reader makes an outcome of a whole answer of any status
   */
  public SendOutcome send(
      SendRequest request, Request call, Function<HttpAnswer, SendOutcome> reader) {
    return send(request, call, UnaryOperator.identity(), reader);
  }

  /**
   * The same where an exception's message may quote what must not be shown.
   *
   * @param cleaned removes it
   */
  public SendOutcome send(
      SendRequest request,
      Request call,
      UnaryOperator<String> cleaned,
      Function<HttpAnswer, SendOutcome> reader) {
    if (closed) {
      return new SendOutcome.Rejected(
          SendError.refusal(Category.UNAVAILABLE, "The connection has been closed")
              .remedy("Send again: nothing was sent.")
              .build());
    }
    Duration timeout = request.timeout().compareTo(longest) < 0 ? request.timeout() : longest;
    Transmission transmission = Transmission.fromHeaders();
    SendOutcome outcome =
        failures.outcome(
            transmission,
            timeout,
            cleaned,
            () -> reader.apply(answer(tagged(call, transmission), timeout)));
    if (closed) {
      http.connectionPool().evictAll();
    }
    return outcome;
  }

  /** What an exception proves that is thrown while the request is made: nothing was sent. */
  public SendOutcome defect(RuntimeException failure) {
    return failures.defect(failure, false);
  }

  private static Request tagged(Request call, Transmission transmission) {
    RequestBody body = call.body();
    return call.newBuilder()
        .method(call.method(), body == null ? null : new OneShotBody(body))
        .tag(Transmission.class, transmission)
        .build();
  }

  private HttpAnswer answer(Request request, Duration timeout) throws IOException {
    Call call = http.newCall(request);
    call.timeout().timeout(Math.max(1, timeout.toMillis()), TimeUnit.MILLISECONDS);
    try (Response response = call.execute()) {
      BufferedSource source = response.body().source();
      if (source.request(LONGEST_ANSWER + 1L)) {
        throw new AnswerTooLongException(LONGEST_ANSWER);
      }
      return new HttpAnswer(
          response.code(),
          response.headers(),
          source.readByteString().string(charset(response.body().contentType())));
    }
  }

  private static Charset charset(@Nullable MediaType type) {
    Charset named = type == null ? null : type.charset();
    return named == null ? StandardCharsets.UTF_8 : named;
  }

  @Override
  public void close() {
    closed = true;
    http.connectionPool().evictAll();
    http.dispatcher().executorService().shutdown();
  }
}
