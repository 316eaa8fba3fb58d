package io.patchbay.simulator;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;

/** A host's webhook endpoint that keeps what it gets and answers as it is told. */
final class CallbackReceiver implements AutoCloseable {
  @SuppressWarnings("ArrayRecordComponent")
  record Webhook(byte[] body, String signature, String contentType) {
    String text() {
      return new String(body, StandardCharsets.UTF_8);
    }

    JsonElement json() {
      return TestClient.json(text());
    }
  }

  private final HttpServer server;
  private final BlockingQueue<Webhook> webhooks = new LinkedBlockingQueue<>();
  private volatile IntUnaryOperator status = number -> 200;
  private volatile Function<String, String> handshake = query -> "";
  private int posts;

  CallbackReceiver() throws IOException {
    // Whichever server of the process is made first, its settings hold for all.
    JdkServerSettings.apply();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
    server.createContext("/hook", this::handle);
    server.start();
  }

  URI url() {
    return TestClient.uri(server.getAddress().getPort(), "/hook");
  }

  /** The status to answer to the first, second, ... POST. */
  void answers(IntUnaryOperator byNumber) {
    status = byNumber;
  }

  void answersHandshake(Function<String, String> byQuery) {
    handshake = byQuery;
  }

  private void handle(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    if (exchange.getRequestMethod().equals("GET")) {
      answer(exchange, 200, handshake.apply(exchange.getRequestURI().getRawQuery()));
      return;
    }
    webhooks.add(
        new Webhook(
            body,
            exchange.getRequestHeaders().getFirst("X-Hub-Signature-256"),
            exchange.getRequestHeaders().getFirst("Content-Type")));
    int code = status.applyAsInt(++posts);
    answer(exchange, code, code == 204 ? "" : "EVENT_RECEIVED");
  }

  private static void answer(HttpExchange exchange, int code, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    try (exchange) {
      exchange.sendResponseHeaders(code, bytes.length == 0 ? -1 : bytes.length);
      if (bytes.length > 0) {
        exchange.getResponseBody().write(bytes);
      }
    }
  }

  Webhook next() {
    try {
      Webhook webhook = webhooks.poll(2, TimeUnit.MINUTES);
      if (webhook == null) {
        throw new AssertionError("No webhook came");
      }
      return webhook;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted", e);
    }
  }

  List<Webhook> all() {
    return new ArrayList<>(webhooks);
  }

  /** Every status of every webhook so far, in the order of arrival. */
  List<JsonObject> statuses() {
    List<JsonObject> statuses = new ArrayList<>();
    for (Webhook webhook : webhooks) {
      for (JsonElement entry : webhook.json().getAsJsonObject().getAsJsonArray("entry")) {
        for (JsonElement change : entry.getAsJsonObject().getAsJsonArray("changes")) {
          JsonObject value = change.getAsJsonObject().getAsJsonObject("value");
          value
              .getAsJsonArray("statuses")
              .forEach(status -> statuses.add(status.getAsJsonObject()));
        }
      }
    }
    return statuses;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
