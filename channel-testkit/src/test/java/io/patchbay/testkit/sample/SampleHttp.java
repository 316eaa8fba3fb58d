package io.patchbay.testkit.sample;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** One POST. */
final class SampleHttp {
  /** What came back. */
  record Response(int status, String body) {}

  private SampleHttp() {}

  static Response post(URI url, String token, String body, Duration timeout, boolean follow)
      throws IOException {
    HttpURLConnection http = (HttpURLConnection) url.toURL().openConnection();
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    http.setConnectTimeout((int) timeout.toMillis());
    http.setReadTimeout((int) timeout.toMillis());
    http.setInstanceFollowRedirects(false);
    http.setRequestProperty("Authorization", "Bearer " + token);
    http.setRequestProperty("Connection", "close");
    http.setDoOutput(true);
    http.setRequestMethod("POST");
    // Without this the JDK repeats a POST by itself when a connection breaks.
    http.setFixedLengthStreamingMode(bytes.length);
    http.getOutputStream().write(bytes);
    int status = http.getResponseCode();
    if (follow && (status == 307 || status == 308)) {
      return post(url.resolve(http.getHeaderField("Location")), token, body, timeout, false);
    }
    try (InputStream in = status < 400 ? http.getInputStream() : http.getErrorStream()) {
      String text = in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new Response(status, text);
    }
  }
}
