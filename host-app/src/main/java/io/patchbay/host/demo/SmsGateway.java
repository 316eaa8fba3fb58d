package io.patchbay.host.demo;

import com.google.gson.JsonObject;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A simulated SMS gateway on the loopback: it takes every text that is posted, answers with an id,
 * and counts. Thread-safe.
 */
final class SmsGateway implements AutoCloseable {
  private final HttpServer server;
  private final AtomicLong texts = new AtomicLong();

  SmsGateway() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException("The demo cannot open a port for its SMS gateway", e);
    }
    server.createContext("/messages", this::take);
    server.start();
  }

  /** Where texts are posted to. */
  URI address() {
    String host = server.getAddress().getAddress().getHostAddress();
    return URI.create(
        "http://"
            + (host.contains(":") ? "[" + host + "]" : host)
            + ":"
            + server.getAddress().getPort()
            + "/messages");
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      JsonObject answer = new JsonObject();
      answer.addProperty("id", "sms-" + texts.incrementAndGet());
      byte[] bytes = answer.toString().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  /** How many texts it has taken. */
  long texts() {
    return texts.get();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
