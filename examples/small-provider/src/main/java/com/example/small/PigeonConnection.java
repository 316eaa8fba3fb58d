package com.example.small;

import static io.patchbay.channel.Category.AUTHENTICATION;
import static io.patchbay.channel.Category.NETWORK;
import static io.patchbay.channel.Category.OTHER;
import static io.patchbay.channel.Category.RATE_LIMITED;
import static io.patchbay.channel.Category.RECIPIENT_INVALID;
import static io.patchbay.channel.Category.SENDER;
import static io.patchbay.channel.Category.UNAVAILABLE;
import static io.patchbay.channel.Category.UNREADABLE_ANSWER;
import static io.patchbay.channel.Category.UNSUPPORTED;
import static java.net.URLEncoder.encode;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.patchbay.channel.Category;
import io.patchbay.channel.PhoneNumber;
import io.patchbay.channel.SendOutcome;
import io.patchbay.channel.Text;
import io.patchbay.channel.spi.SendRequest;
import io.patchbay.channel.spi.Settings;
import io.patchbay.channel.spi.SmsConnection;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URL;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One account at Pigeon Post. */
final class PigeonConnection implements SmsConnection {
  private static final Pattern ANSWER =
      Pattern.compile("OK (?<id>\\w+)|ERROR (?<code>\\d+) (?<words>.+)");
  private static final Map<String, Category> REFUSALS =
      Map.of("10", AUTHENTICATION, "20", RECIPIENT_INVALID, "30", RATE_LIMITED);

  private final Settings settings;
  private volatile boolean closed;

  PigeonConnection(Settings settings) {
    this.settings = settings;
  }

  @Override
  public SendOutcome send(SendRequest request) {
    String from = settings.text("from");
    if (closed) {
      return SendOutcome.rejected(UNAVAILABLE, "The connection is closed");
    }
    if (!(request.content() instanceof Text text && request.to() instanceof PhoneNumber to)) {
      return SendOutcome.rejected(UNSUPPORTED, "Only texts to phone numbers");
    }
    if (request.from() != null && !request.from().equals(from)) {
      return SendOutcome.rejected(SENDER, "This account sends from another number");
    }
    String form =
        "from=" + encode(from, UTF_8) + "&to=" + to.value() + "&text=" + encode(text.body(), UTF_8);
    HttpURLConnection http;
    try {
      http = connect(form.length(), request.timeout());
    } catch (IOException e) { // Nothing has left this machine yet.
      return SendOutcome.rejected(NETWORK, "Pigeon Post cannot be reached");
    }
    try {
      http.getOutputStream().write(form.getBytes(UTF_8));
      return outcome(http);
    } catch (IOException e) { // It may have arrived.
      return SendOutcome.unknown(NETWORK, "No answer from Pigeon Post");
    } finally {
      http.disconnect();
    }
  }

  private HttpURLConnection connect(int length, Duration timeout) throws IOException {
    URL url = settings.url("baseUrl").resolve("messages").toURL();
    HttpURLConnection http = (HttpURLConnection) url.openConnection(Proxy.NO_PROXY);
    http.setDoOutput(true);
    http.setRequestProperty("Authorization", "Bearer " + settings.secret("key").reveal());
    // Half of the time to connect, half for the answer.
    http.setConnectTimeout((int) Math.min(timeout.toMillis() / 2 + 1, 60_000));
    http.setReadTimeout(http.getConnectTimeout());
    // One request for one message: these three keep the JDK from sending it again by itself.
    http.setInstanceFollowRedirects(false);
    http.setFixedLengthStreamingMode(length);
    http.setRequestProperty("Connection", "close");
    http.connect();
    return http;
  }

  private static SendOutcome outcome(HttpURLConnection http) throws IOException {
    int status = http.getResponseCode();
    InputStream body = status < 400 ? http.getInputStream() : http.getErrorStream();
    // The JDK throws the body of a 401 away.
    String none = status == 401 ? "ERROR 10 The key was refused" : "";
    String answer = body == null ? none : new String(body.readNBytes(10_000), UTF_8).strip();
    Matcher told = ANSWER.matcher(answer);
    if (!told.matches()) {
      return SendOutcome.unknown(UNREADABLE_ANSWER, "Not an answer of Pigeon Post");
    }
    if (told.group("id") != null) {
      return new SendOutcome.Accepted(told.group("id"));
    }
    String code = told.group("code");
    return SendOutcome.rejected(REFUSALS.getOrDefault(code, OTHER), code, told.group("words"));
  }

  @Override
  public void close() {
    closed = true;
  }
}
