package io.patchbay.provider.whatsapp;

import com.github.tomakehurst.wiremock.extension.Parameters;
import com.github.tomakehurst.wiremock.extension.ServeEventListener;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okio.Buffer;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/**
 * Every JSON body that a server has received in this whole run of the tests; {@link
 * ReceivedBodiesTest} holds them against Meta's document at its end.
 */
final class ReceivedBodies {
  /**
   * One request that arrived whole.
   *
   * @param path with the version, without the query
   */
  record Body(String method, String path, String json) {}

  private static final Map<Body, Integer> BODIES = new ConcurrentHashMap<>();
  private static final Map<String, String> WRONG = new ConcurrentHashMap<>();

  private ReceivedBodies() {}

  /** Notes a body, if it is JSON. */
  static void add(String method, String target, String contentType, String body) {
    if (contentType.toLowerCase(Locale.ROOT).startsWith("application/json") && !body.isEmpty()) {
      int query = target.indexOf('?');
      String path = query < 0 ? target : target.substring(0, query);
      BODIES.merge(new Body(method, path, body), 1, Integer::sum);
    }
  }

  /** Declares a body that its test makes wrong, or newer than Meta's document, on purpose. */
  static String wrong(String reason, String json) {
    WRONG.put(json, reason);
    return json;
  }

  /** Each distinct body, and how often it arrived. */
  static Map<Body, Integer> all() {
    return Map.copyOf(BODIES);
  }

  /** The bodies that are wrong on purpose, and why. */
  static Map<String, String> wrong() {
    return Map.copyOf(WRONG);
  }

  /** For a server of WireMock. */
  static ServeEventListener listener() {
    return new Listener();
  }

  /** For servers that are not the tests' own: notes what leaves for them. */
  static OkHttpClient.Builder watched(OkHttpClient.Builder network) {
    return network.addNetworkInterceptor(
        chain -> {
          Request request = chain.request();
          RequestBody body = request.body();
          return chain.proceed(
              body == null
                  ? request
                  : request
                      .newBuilder()
                      .method(request.method(), new Copied(request, body))
                      .build());
        });
  }

  /** A body that can be written once only, as a provider's may be. */
  private static final class Copied extends RequestBody {
    private final Request request;
    private final RequestBody body;

    Copied(Request request, RequestBody body) {
      this.request = request;
      this.body = body;
    }

    @Override
    public @Nullable MediaType contentType() {
      return body.contentType();
    }

    @Override
    public long contentLength() throws IOException {
      return body.contentLength();
    }

    @Override
    public boolean isOneShot() {
      return body.isOneShot();
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
      Buffer copy = new Buffer();
      body.writeTo(copy);
      String text = copy.clone().readUtf8();
      add(request.method(), request.url().encodedPath(), String.valueOf(contentType()), text);
      sink.writeAll(copy);
    }
  }

  private static final class Listener implements ServeEventListener {
    @Override
    public String getName() {
      return "received-bodies";
    }

    @Override
    public void beforeMatch(ServeEvent event, Parameters parameters) {
      LoggedRequest request = event.getRequest();
      String type = String.valueOf(request.getHeader("Content-Type"));
      add(request.getMethod().getName(), request.getUrl(), type, request.getBodyAsString());
    }
  }
}
