package com.example.small;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.patchbay.channel.Category;
import io.patchbay.channel.PhoneNumber;
import io.patchbay.channel.Retry;
import io.patchbay.channel.Scope;
import io.patchbay.channel.SendError;
import io.patchbay.channel.SendOutcome;
import io.patchbay.channel.Text;
import io.patchbay.channel.spi.SendRequest;
import io.patchbay.channel.spi.Settings;
import io.patchbay.channel.spi.SmsConnection;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URLEncoder;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One account at Pigeon Post. */
final class PigeonConnection implements SmsConnection {
  private static final Pattern TAKEN = Pattern.compile("OK (\\w+)");
  private static final Pattern REFUSED = Pattern.compile("ERROR (\\d+) (.+)");
  private static final int LONGEST_ANSWER = 10_000;

  private final Settings settings;
  private volatile boolean closed;

  PigeonConnection(Settings settings) {
    this.settings = settings;
  }

  @Override
  public SendOutcome send(SendRequest request) {
    String from = settings.text("from");
    if (closed) {
      return refused(SendError.of(Category.UNAVAILABLE, "The connection is closed"));
    }
    if (!(request.content() instanceof Text text && request.to() instanceof PhoneNumber to)) {
      return refused(SendError.of(Category.UNSUPPORTED, "Only texts to phone numbers"));
    }
    if (request.from() != null && !request.from().equals(from)) {
      return refused(SendError.of(Category.SENDER, "This account sends from another number"));
    }
    byte[] form =
        ("from=" + encoded(from) + "&to=" + to.value() + "&text=" + encoded(text.body()))
            .getBytes(UTF_8);
    HttpURLConnection http;
    try {
      http = connect(form.length, (int) Math.min(request.timeout().toMillis() / 2, 60_000) + 1);
    } catch (IOException e) { // Nothing has left this machine yet.
      return refused(SendError.of(Category.NETWORK, "Pigeon Post cannot be reached"));
    }
    try {
      http.getOutputStream().write(form);
      return outcome(answer(http), request);
    } catch (IOException e) { // It may have arrived.
      return unknown(Category.NETWORK, "No answer from Pigeon Post");
    } finally {
      http.disconnect();
    }
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, UTF_8);
  }

  private HttpURLConnection connect(int length, int millis) throws IOException {
    HttpURLConnection http =
        (HttpURLConnection)
            settings.url("baseUrl").resolve("messages").toURL().openConnection(Proxy.NO_PROXY);
    http.setDoOutput(true);
    http.setRequestMethod("POST");
    http.setRequestProperty("Authorization", "Bearer " + settings.secret("key").reveal());
    http.setConnectTimeout(millis);
    http.setReadTimeout(millis);
    // One request for one message: these three keep the JDK from sending it again by itself.
    http.setInstanceFollowRedirects(false);
    http.setFixedLengthStreamingMode(length);
    http.setRequestProperty("Connection", "close");
    http.connect();
    return http;
  }

  private static String answer(HttpURLConnection http) throws IOException {
    int status = http.getResponseCode();
    if (status == 401) { // The JDK throws the rest of this answer away.
      return "ERROR 10 The key was refused";
    }
    try (InputStream body = status < 400 ? http.getInputStream() : http.getErrorStream()) {
      return body == null ? "" : new String(body.readNBytes(LONGEST_ANSWER), UTF_8).strip();
    }
  }

  private static SendOutcome outcome(String answer, SendRequest request) {
    Matcher taken = TAKEN.matcher(answer);
    if (taken.matches()) {
      return new SendOutcome.Accepted(taken.group(1), List.of(), Map.of());
    }
    Matcher error = REFUSED.matcher(answer);
    if (!error.matches()) {
      return unknown(Category.UNREADABLE_ANSWER, "Not an answer of Pigeon Post");
    }
    String code = error.group(1);
    String words = error.group(2);
    SendError.Builder told =
        switch (code) {
          case "10" -> SendError.of(Category.AUTHENTICATION, words).scope(Scope.CONNECTION);
          case "20" -> SendError.of(Category.RECIPIENT_INVALID, words).scope(Scope.RECIPIENT);
          case "30" ->
              SendError.of(Category.RATE_LIMITED, words).scope(Scope.SENDER).retry(Retry.BACKOFF);
          default -> SendError.of(Category.OTHER, words);
        };
    return refused(told.code(code));
  }

  private static SendOutcome refused(SendError.Builder error) {
    return new SendOutcome.Rejected(error.build());
  }

  private static SendOutcome unknown(Category category, String message) {
    return new SendOutcome.Unknown(SendError.of(category, message).build());
  }

  @Override
  public void close() {
    closed = true;
  }
}
