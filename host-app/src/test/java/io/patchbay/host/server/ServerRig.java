package io.patchbay.host.server;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.patchbay.Patchbay;
import io.patchbay.channel.ChannelEvent;
import io.patchbay.delivery.Delivery;
import io.patchbay.delivery.DeliverySettings;
import io.patchbay.store.Database;
import io.patchbay.testsupport.Conditions;
import io.patchbay.testsupport.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A server on the loopback over a scripted provider, and a client. */
final class ServerRig implements AutoCloseable {
  static final String KEY = "test-api-key-0123456789";
  static final String NO_KEYS = "{}";
  static final Duration PATIENCE = Duration.ofMinutes(2);

  final ScriptedProvider provider = new ScriptedProvider();
  final List<ChannelEvent> events = new CopyOnWriteArrayList<>();
  final ManualClock clock = new ManualClock();
  final PatchbayServer server;
  final Patchbay patchbay;
  final Delivery delivery;
  private final Path folder;
  final HttpClient client = HttpClient.newHttpClient();

  /** A time that passes when the test says so. */
  static final class ManualClock extends Clock {
    private volatile Instant now = Instant.parse("2026-01-31T12:00:00Z");

    void pass(Duration time) {
      now = now.plus(time);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  ServerRig() {
    this(ServerLimits.standard());
  }

  ServerRig(ServerLimits limits) {
    this(limits, "{ \"apiKeys\": [\"old-api-key-0123456789\", \"" + KEY + "\"] }", null);
  }

  ServerRig(ServerLimits limits, String serverSection, @Nullable URI publicBaseUrl) {
    server =
        new PatchbayServer(
            new ServerOptions(ServerOptions.LOOPBACK, 0, publicBaseUrl, limits, clock));
    folder = newFolder();
    patchbay =
        Patchbay.builder()
            .provider(provider)
            .configuration(configuration(serverSection), Path.of(""))
            .watchInterval(Duration.ZERO)
            .drainTime(Duration.ofSeconds(5))
            .clock(clock)
            .database(Database.sqlite(folder))
            .queue(DeliverySettings.builder().sweepInterval(Duration.ofMillis(5)).build())
            .listener((event, context) -> events.add(event))
            .build();
    delivery = patchbay.queue();
    server.start(patchbay, delivery);
  }

  private static Path newFolder() {
    try {
      return Files.createTempDirectory("patchbay-server");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What became of a message, when it has come to this. */
  JsonObject awaitState(String id, String state) {
    return awaitField(id, "state", state);
  }

  /** The same for any of its fields, such as the status that a webhook has told. */
  JsonObject awaitField(String id, String name, String value) {
    Conditions.await(
        name + " " + value,
        () -> {
          JsonElement found = json(send(find(id))).get(name);
          return found != null && found.getAsString().equals(value);
        });
    return json(send(find(id)));
  }

  static String configuration(String serverSection) {
    return """
    { "server": %s, "workspaces": {
        "acme": { "sms": { "defaultProvider": "scripted", "defaultRegion": "US",
                           "retry": { "attempts": 1 },
                           "providers": { "scripted": {} } } },
        "acme-eu": { "parent": "acme" } } }
    """
        .formatted(serverSection);
  }

  static String message(String id, String text) {
    return "{\"id\": \"%s\", \"workspace\": \"acme\", \"to\": \"+14155550132\", \"text\": \"%s\"}"
        .formatted(id, text);
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(server.address() + path)).timeout(PATIENCE);
  }

  HttpRequest post(String json) {
    return request("/v1/messages")
        .header("Authorization", "Bearer " + KEY)
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(json))
        .build();
  }

  HttpRequest find(String id) {
    return request("/v1/messages/" + id).header("Authorization", "Bearer " + KEY).build();
  }

  HttpResponse<String> send(HttpRequest request) {
    return sendAsync(request).join();
  }

  CompletableFuture<HttpResponse<String>> sendAsync(HttpRequest request) {
    return client.sendAsync(request, HttpResponse.BodyHandlers.ofString());
  }

  static JsonObject json(HttpResponse<String> response) {
    return JsonParser.parseString(response.body()).getAsJsonObject();
  }

  /** A bare connection, for what no decent client does. */
  Socket connect() {
    try {
      Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.address().getPort());
      socket.setSoTimeout((int) PATIENCE.toMillis());
      return socket;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The head of a request, with the empty line that ends it. */
  static String head(String... lines) {
    return String.join("\r\n", lines) + "\r\n\r\n";
  }

  static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
  }

  @Override
  public void close() {
    delivery.close();
    patchbay.close();
    server.close();
    Folders.delete(folder);
  }
}
