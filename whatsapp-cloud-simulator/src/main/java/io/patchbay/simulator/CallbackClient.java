package io.patchbay.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpRetryException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Calls the host's callback as the platform does: once, without following redirects, on a
 * connection of its own.
 *
 * <p>It is the JDK's old client on purpose: the newer one keeps a thread until it is garbage, and a
 * simulator that is closed must leave none. Fixed-length streaming keeps that client from repeating
 * a POST by itself. One thread posts; {@link #abort} may be called from any.
 */
final class CallbackClient {
  /** What a call came to; the status is 0 when there was no answer. */
  private record Response(int status, String body) {}

  private static final int READ_LIMIT = 64 * 1024;

  private final String appSecret;
  private final String verifyToken;
  private final int timeoutMillis;
  private volatile @Nullable HttpURLConnection current;
  private volatile boolean aborted;

  CallbackClient(String appSecret, String verifyToken, Duration timeout) {
    this.appSecret = appSecret;
    this.verifyToken = verifyToken;
    this.timeoutMillis = (int) Math.min(Integer.MAX_VALUE, Math.max(1, timeout.toMillis()));
  }

  /** Posts one signed webhook; returns the HTTP status, or 0 when there was no answer. */
  int post(URI callback, byte[] body) {
    try {
      HttpURLConnection connection = open(callback);
      current = connection;
      connection.setRequestMethod("POST");
      connection.setDoOutput(true);
      connection.setFixedLengthStreamingMode(body.length);
      connection.setRequestProperty("Content-Type", "application/json");
      connection.setRequestProperty(WebhookSigner.HEADER, WebhookSigner.sign(appSecret, body));
      try (OutputStream out = connection.getOutputStream()) {
        out.write(body);
      }
      return response(connection).status();
    } catch (HttpRetryException e) {
      return e.responseCode();
    } catch (IOException e) {
      return 0;
    } catch (RuntimeException e) {
      // A connection that is ended while it is being made fails in ways that are no I/O errors.
      if (!aborted) {
        throw e;
      }
      return 0;
    } finally {
      current = null;
    }
  }

  /** Plays the platform's part of the subscription handshake. */
  CallbackCheck verify(URI callback) {
    String challenge =
        Integer.toString(ThreadLocalRandom.current().nextInt(100_000_000, 1_000_000_000));
    String query =
        "hub.mode=subscribe&hub.challenge="
            + challenge
            + "&hub.verify_token="
            + URLEncoder.encode(verifyToken, StandardCharsets.UTF_8);
    URI target = URI.create(callback + (callback.getRawQuery() == null ? "?" : "&") + query);
    try {
      Response response = response(open(target));
      if (response.status() != 200) {
        return new CallbackCheck(
            false,
            response.status(),
            "The callback answered %d instead of 200".formatted(response.status()));
      }
      if (!response.body().equals(challenge)) {
        return new CallbackCheck(
            false, 200, "The callback answered 200, but not with the challenge as its whole body");
      }
      return new CallbackCheck(true, 200, "The callback answered the challenge");
    } catch (IOException e) {
      return new CallbackCheck(
          false,
          0,
          "The callback did not answer: " + e.getClass().getSimpleName() + ": " + e.getMessage());
    }
  }

  /** Ends a call that is under way. There is none after it that matters. */
  void abort() {
    aborted = true;
    HttpURLConnection connection = current;
    if (connection != null) {
      connection.disconnect();
    }
  }

  private HttpURLConnection open(URI target) throws IOException {
    if (!(target.toURL().openConnection() instanceof HttpURLConnection connection)) {
      throw new IOException("The callback URL is not an HTTP URL");
    }
    connection.setConnectTimeout(timeoutMillis);
    connection.setReadTimeout(timeoutMillis);
    connection.setInstanceFollowRedirects(false);
    connection.setRequestProperty("User-Agent", "facebookexternalua");
    connection.setRequestProperty("Accept", "*/*");
    connection.setRequestProperty("Connection", "close");
    return connection;
  }

  private static Response response(HttpURLConnection connection) throws IOException {
    int status = connection.getResponseCode();
    InputStream stream = status < 400 ? connection.getInputStream() : connection.getErrorStream();
    if (stream == null) {
      return new Response(status, "");
    }
    try (stream) {
      return new Response(
          status, new String(stream.readNBytes(READ_LIMIT), StandardCharsets.UTF_8));
    }
  }
}
