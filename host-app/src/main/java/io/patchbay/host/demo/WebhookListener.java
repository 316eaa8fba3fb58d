package io.patchbay.host.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.patchbay.channel.InstanceId;
import io.patchbay.channel.SmsChannel;
import io.patchbay.channel.WebhookAnswer;
import io.patchbay.channel.WebhookRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Takes webhooks on the loopback and hands them to the channel: the host's part, made small. */
final class WebhookListener implements AutoCloseable {
  private static final String PREFIX = "/webhooks/";

  /** What Meta sends at most. */
  private static final int LARGEST_BODY = 3 * 1024 * 1024;

  private static final int THREADS = 4;

  private final HttpServer server;
  private final ExecutorService executor = Executors.newFixedThreadPool(THREADS);

  /** Listens on any free port. */
  WebhookListener(SmsChannel channel) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      executor.shutdown();
      throw new UncheckedIOException("The demo cannot listen on the loopback", e);
    }
    server.setExecutor(executor);
    server.createContext(PREFIX, exchange -> handle(channel, exchange));
    server.start();
  }

  /** The public address of an instance's webhook. */
  URI address(InstanceId instance) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + PREFIX + instance);
  }

  private void handle(SmsChannel channel, HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY + 1);
      String path = exchange.getRequestURI().getPath().substring(PREFIX.length());
      Optional<InstanceId> instance = InstanceId.parse(path);
      WebhookAnswer answer =
          body.length > LARGEST_BODY
              ? WebhookAnswer.of(413, "")
              : instance
                  .map(id -> channel.receive(id, request(exchange, id, body)))
                  .orElseGet(() -> WebhookAnswer.of(404, ""));
      byte[] content = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", answer.contentType());
      exchange.sendResponseHeaders(answer.status(), content.length == 0 ? -1 : content.length);
      if (content.length > 0) {
        exchange.getResponseBody().write(content);
      }
    }
  }

  private WebhookRequest request(HttpExchange exchange, InstanceId instance, byte[] body) {
    String query = exchange.getRequestURI().getRawQuery();
    URI uri = URI.create(address(instance) + (query == null ? "" : "?" + query));
    return WebhookRequest.of(exchange.getRequestMethod(), uri, exchange.getRequestHeaders(), body);
  }

  @Override
  public void close() {
    server.stop(0);
    executor.shutdownNow();
  }
}
