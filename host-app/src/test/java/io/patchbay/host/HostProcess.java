package io.patchbay.host;

import io.patchbay.testsupport.Conditions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code patchbay serve} in a process of its own, with a umask. */
final class HostProcess implements AutoCloseable {
  static final String KEY = ServedHost.KEY;
  private static final Pattern SERVING =
      Pattern.compile("(?m)^Serving at (\\S+)$[\\s\\S]*^Ctrl-C ends it");

  private final HttpClient client = HttpClient.newHttpClient();
  private final Path err;
  private final Process process;

  HostProcess(Path configuration, String umask) {
    err = configuration.resolveSibling("err");
    ProcessBuilder builder =
        new ProcessBuilder(
                "sh",
                "-c",
                "umask " + umask + " && exec \"$@\"",
                "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                // The log of the tests themselves goes to a file.
                "-Dorg.slf4j.simpleLogger.logFile=System.err",
                "-cp",
                System.getProperty("java.class.path"),
                "io.patchbay.host.Main",
                "serve",
                "--port",
                "0",
                "-c",
                configuration.toString())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(err.toFile());
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What it has written to the error stream, the log included. */
  String log() {
    try {
      return Files.readString(err);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How many lines of the log have this in them. */
  long lines(String text) {
    return log().lines().filter(line -> line.contains(text)).count();
  }

  void awaitLine(String text) {
    Conditions.await("a line with: " + text, () -> lines(text) > 0);
  }

  URI address() {
    Conditions.await("it serves", () -> !process.isAlive() || SERVING.matcher(log()).find());
    Matcher matcher = SERVING.matcher(log());
    if (!matcher.find()) {
      throw new IllegalStateException("It does not serve:\n" + log());
    }
    return URI.create(matcher.group(1));
  }

  HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create(address() + path)).timeout(ServedHost.PATIENCE);
  }

  HttpResponse<String> ask(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  HttpResponse<String> get(String path) {
    return ask(to(path).header("Authorization", "Bearer " + KEY));
  }

  /** Submits a message. */
  int post(String id) {
    return post(id, "Hi");
  }

  int post(String id, String text) {
    return submit(
        "{\"id\": \"%s\", \"workspace\": \"acme\", \"to\": \"+14155550132\", \"text\": \"%s\"}"
            .formatted(id, text));
  }

  int submit(String message) {
    return ask(to("/v1/messages")
            .header("Authorization", "Bearer " + KEY)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(message)))
        .statusCode();
  }

  /** How it ends by itself. */
  int code() {
    try {
      if (!process.waitFor(ServedHost.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new IllegalStateException("It does not end:\n" + log());
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Ends it at once, without a chance to write anything. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Asks it to end, as a service manager does, and waits. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(ServedHost.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
