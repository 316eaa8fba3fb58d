package io.patchbay.provider.httpgateway;

import io.patchbay.support.Escape;
import io.patchbay.support.UnrepresentableValue;
import java.nio.charset.StandardCharsets;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;

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
   * @throws UnrepresentableValue when a value cannot be carried
   */
  Request write(Values values) throws UnrepresentableValue {
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
        .build();
  }

  private HttpUrl url(Values values) throws UnrepresentableValue {
    HttpUrl url = HttpUrl.parse(settings.url().fill(values));
    if (url == null) {
      throw new UnrepresentableValue("with these values url is no address");
    }
    HttpUrl.Builder whole = url.newBuilder();
    for (RequestSettings.Named part : settings.query()) {
      whole.addEncodedQueryParameter(Escape.PERCENT.apply(part.name()), part.value().fill(values));
    }
    return whole.build();
  }

  private RequestBody body(Values values) throws UnrepresentableValue {
    String text = settings.body() == null ? "" : settings.body().fill(values);
    // A header of the settings counts more: OkHttp sets the type of the body over it.
    boolean own =
        settings.headers().stream().anyMatch(h -> h.name().equalsIgnoreCase("Content-Type"));
    MediaType type =
        own || settings.body() == null ? null : MediaType.get(settings.bodyType().contentType());
    return RequestBody.create(text.getBytes(StandardCharsets.UTF_8), type);
  }
}
