package io.patchbay.benchmarks;

import io.patchbay.simulator.WebhookSigner;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Measures how long {@code patchbay serve} takes to answer signed webhooks: 240 a second with a
 * status each, over the loopback, the load on the same machine in another process. Three statuses
 * each are of one message, and each message is to another person, whose number and user id are
 * linked on the disk before the first of the three is answered. Then the same while a thousand
 * connections are open that send nothing. A webhook's time starts when it was due, not when it
 * could be sent, so that a server that stands still does not look fast.
 *
 * <p>The argument is the number of seconds of each measurement, 20 without it. Five seconds before
 * each do not count. Not part of the build.
 */
public final class ServeLoad {
  private static final int RATE = 240;
  private static final int IDLE = 1_000;
  private static final List<String> STATUSES = List.of("sent", "delivered", "read");
  private static final Duration WARM_UP = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String SECRET = "test-app-secret";

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final AtomicInteger serial = new AtomicInteger();
  private final URI webhook;

  private ServeLoad(URI webhook) {
    this.webhook = webhook;
  }

  /** Measures and prints the table. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Duration time = Duration.ofSeconds(arguments.length > 0 ? Integer.parseInt(arguments[0]) : 20);
    Path folder = Files.createTempDirectory("patchbay-serve-load");
    Path file = folder.resolve("patchbay.json");
    Path log = folder.resolve("log");
    Files.writeString(file, configuration());
    Process server = start(file, log);
    try {
      URI address = awaitAddress(server, log);
      ServeLoad load = new ServeLoad(URI.create(address + "/webhooks/acme/whatsapp"));
      System.out.println(
          "| idle connections | webhooks | a second | refused | median | 99 % | slowest |");
      System.out.println("|---|---|---|---|---|---|---|");
      load.measure(0, time);
      List<Socket> idle = new ArrayList<>();
      try {
        for (int i = 0; i < IDLE; i++) {
          idle.add(new Socket(InetAddress.getLoopbackAddress(), address.getPort()));
        }
        load.measure(IDLE, time);
      } finally {
        for (Socket socket : idle) {
          socket.close();
        }
      }
    } finally {
      server.destroy();
      server.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      delete(folder);
    }
    System.exit(0);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static String configuration() {
    return """
        { "workspaces": { "acme": { "sms": { "defaultProvider": "whatsapp", "providers": {
            "whatsapp": { "type": "whatsapp-cloud", "baseUrl": "http://127.0.0.1:1/",
                          "accessToken": "test-token", "phoneNumberId": "109876543210123",
                          "appSecret": "%s" } } } } } }
        """
        .formatted(SECRET);
  }

  private static Process start(Path file, Path log) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            "io.patchbay.host.Main",
            "serve",
            "--json",
            "--port",
            "0",
            "-c",
            file.toString())
        .redirectOutput(log.resolveSibling("out").toFile())
        .redirectError(log.toFile())
        .start();
  }

  private static URI awaitAddress(Process server, Path log) throws IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline && server.isAlive()) {
      List<String> lines = Files.readAllLines(log);
      if (lines.contains("Ctrl-C ends it.")) {
        return lines.stream()
            .filter(line -> line.startsWith("Serving at "))
            .map(line -> URI.create(line.substring("Serving at ".length())))
            .findFirst()
            .orElseThrow();
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
    throw new IOException("It does not serve: " + Files.readString(log));
  }

  private void measure(int idle, Duration time) {
    run(WARM_UP);
    Result result = run(time);
    System.out.printf(
        Locale.ROOT,
        "| %,d | %,d | %.0f | %d | %.1f ms | %.1f ms | %.1f ms |%n",
        idle,
        result.nanos().length,
        result.perSecond(),
        result.refused(),
        result.millis(0.5),
        result.millis(0.99),
        result.millis(1));
  }

  /** The times from when each was due to its answer, sorted. */
  private record Result(long[] nanos, int refused, double perSecond) {
    double millis(double part) {
      int index = (int) Math.ceil(part * nanos.length) - 1;
      return nanos[Math.max(0, index)] / 1e6;
    }
  }

  private Result run(Duration time) {
    int count = (int) (RATE * time.toSeconds());
    AtomicLongArray took = new AtomicLongArray(count);
    AtomicInteger refused = new AtomicInteger();
    List<CompletableFuture<Void>> answers = new ArrayList<>();
    long start = System.nanoTime();
    for (int i = 0; i < count; i++) {
      long due = start + i * TimeUnit.SECONDS.toNanos(1) / RATE;
      while (due - System.nanoTime() > 0) {
        LockSupport.parkNanos(due - System.nanoTime());
      }
      int index = i;
      answers.add(
          client
              .sendAsync(request(), BodyHandlers.discarding())
              .handle(
                  (response, failure) -> {
                    took.set(index, System.nanoTime() - due);
                    if (failure != null || response.statusCode() != 200) {
                      refused.incrementAndGet();
                    }
                    return null;
                  }));
    }
    CompletableFuture.allOf(answers.toArray(CompletableFuture<?>[]::new)).join();
    double seconds = (System.nanoTime() - start) / 1e9;
    long[] nanos = new long[count];
    Arrays.setAll(nanos, took::get);
    Arrays.sort(nanos);
    return new Result(nanos, refused.get(), count / seconds);
  }

  private HttpRequest request() {
    byte[] body = body(serial.incrementAndGet()).getBytes(StandardCharsets.UTF_8);
    return HttpRequest.newBuilder(webhook)
        .timeout(PATIENCE)
        .header("Content-Type", "application/json")
        .header(WebhookSigner.HEADER, WebhookSigner.sign(SECRET, body))
        .POST(BodyPublishers.ofByteArray(body))
        .build();
  }

  private static String body(int number) {
    return """
        {"object":"whatsapp_business_account","entry":[{"id":"102290129340398","changes":[{\
        "field":"messages","value":{"messaging_product":"whatsapp","metadata":{\
        "display_phone_number":"15550783881","phone_number_id":"109876543210123"},"statuses":[{\
        "id":"wamid.load%d","status":"%s","timestamp":"1769860800",\
        "recipient_id":"%d","recipient_user_id":"US.%d",\
        "biz_opaque_callback_data":"pb1.acme.load-%d.1"}]}}]}]}"""
        .formatted(
            number / STATUSES.size(),
            STATUSES.get(number % STATUSES.size()),
            14_150_000_000L + number / STATUSES.size(),
            number / STATUSES.size(),
            number / STATUSES.size());
  }
}
