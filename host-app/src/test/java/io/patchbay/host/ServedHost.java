package io.patchbay.host;

import io.patchbay.host.console.Interruption;
import io.patchbay.host.console.Surroundings;
import io.patchbay.testsupport.Conditions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A command that runs on a thread of its own until it is told to stop. */
final class ServedHost implements AutoCloseable {
  static final String KEY = "test-api-key-0123456789";
  static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Pattern SERVING = Pattern.compile("Serving at (\\S+)\n[\\s\\S]*Ctrl-C ends");

  private final HttpClient client = HttpClient.newHttpClient();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final Interruption interruption = new Interruption();
  private final CompletableFuture<Integer> code = new CompletableFuture<>();

  ServedHost(Map<String, String> environment, String... arguments) {
    Thread thread =
        new Thread(
            () -> {
              try {
                code.complete(
                    new Program(
                            new Surroundings(
                                new PrintWriter(out),
                                new PrintWriter(err),
                                false,
                                environment::get,
                                interruption))
                        .run(arguments));
              } catch (RuntimeException | Error e) {
                code.completeExceptionally(e);
              }
            },
            "host-under-test");
    thread.setDaemon(true);
    thread.start();
  }

  String err() {
    return err.toString();
  }

  String out() {
    return out.toString();
  }

  /** How it ended. */
  int code() {
    try {
      return code.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException("It does not end:\n" + err, e);
    }
  }

  URI address() {
    Conditions.await("it serves", () -> code.isDone() || SERVING.matcher(err.toString()).find());
    Matcher matcher = SERVING.matcher(err.toString());
    if (!matcher.find()) {
      throw new IllegalStateException("It does not serve:\n" + err);
    }
    return URI.create(matcher.group(1));
  }

  HttpResponse<String> get(String path) {
    return ask(HttpRequest.newBuilder(URI.create(address() + path)).GET());
  }

  /** Hands a message over. */
  HttpResponse<String> post(String id, String to, String purpose) {
    return ask(
        HttpRequest.newBuilder(URI.create(address() + "/v1/messages"))
            .header("Content-Type", "application/json")
            .POST(
                BodyPublishers.ofString(
                    "{\"id\": \"%s\", \"workspace\": \"acme\", \"to\": \"%s\", \"text\": \"Hi\", \"purpose\": \"%s\"}"
                        .formatted(id, to, purpose))));
  }

  HttpResponse<String> ask(HttpRequest.Builder request) {
    try {
      return client.send(
          request.header("Authorization", "Bearer " + KEY).timeout(PATIENCE).build(),
          HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    interruption.request();
    code();
  }
}
