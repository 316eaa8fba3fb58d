package io.patchbay.provider.httpgateway;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/** Makes the request of a message. Thread-safe. */
final class RequestWriter {
  private final RequestSettings settings;
  private final Credentials credentials;
  private final String userAgent;

  RequestWriter(RequestSettings settings, Credentials credentials) {
    this.settings = settings;
    this.credentials = credentials;
    String version = RequestWriter.class.getPackage().getImplementationVersion();
    this.userAgent = "patchbay/" + (version == null ? "0.0.0" : version);
  }

  /**
   * The request.
   *
   * @throws Unfit when a value cannot be carried
   */
  Request write(Values values, Transmission transmission) throws Unfit {
    Request.Builder request = new Request.Builder().url(url(values));
    request.header("User-Agent", userAgent);
    request.header("Accept", "*/*");
    for (RequestSettings.Named header : settings.headers()) {
      request.header(header.name(), header.value().fill(values));
    }
    credentials
        .headers()
        .names()
        .forEach(name -> request.header(name, String.valueOf(credentials.headers().get(name))));
    return request
        .method(settings.method(), settings.method().equals("GET") ? null : body(values))
        .tag(Transmission.class, transmission)
        .build();
  }

  private HttpUrl url(Values values) throws Unfit {
    HttpUrl url = HttpUrl.parse(settings.url().fill(values));
    if (url == null) {
      throw new Unfit("with these values url is no address");
    }
    HttpUrl.Builder whole = url.newBuilder();
    for (RequestSettings.Named part : settings.query()) {
      whole.addEncodedQueryParameter(Escape.PERCENT.apply(part.name()), part.value().fill(values));
    }
    return whole.build();
  }

  private RequestBody body(Values values) throws Unfit {
    String text = settings.body() == null ? "" : settings.body().fill(values);
    // A header of the settings counts more: OkHttp sets the type of the body over it.
    boolean own =
        settings.headers().stream().anyMatch(h -> h.name().equalsIgnoreCase("Content-Type"));
    MediaType type =
        own || settings.body() == null ? null : MediaType.get(settings.bodyType().contentType());
    return new OneShot(text.getBytes(StandardCharsets.UTF_8), type);
  }

  /** A body that is written once: OkHttp never sends such a request a second time. */
  private static final class OneShot extends RequestBody {
    private final byte[] bytes;
    private final @Nullable MediaType type;

    OneShot(byte[] bytes, @Nullable MediaType type) {
      this.bytes = bytes;
      this.type = type;
    }

    @Override
    public @Nullable MediaType contentType() {
      return type;
    }

    @Override
    public long contentLength() {
      return bytes.length;
    }

    @Override
    public boolean isOneShot() {
      return true;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
      sink.write(bytes);
    }
  }
}
