package io.patchbay.integration.delivery;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.patchbay.channel.InstanceId;
import io.patchbay.channel.WebhookAnswer;
import io.patchbay.channel.WebhookRequest;
import io.patchbay.core.internal.ChannelCore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** Takes webhooks over real HTTP, in the process of the test, which nobody kills. */
final class Webhooks implements AutoCloseable {
  private final ChannelCore patchbay;
  private final HttpServer server;
  private final AtomicInteger refusals = new AtomicInteger();

  Webhooks(ChannelCore patchbay) throws IOException {
    this.patchbay = patchbay;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/webhooks");
  }

  /** Turns so many away, as a host does that is being started. */
  void refuse(int webhooks) {
    refusals.set(webhooks);
  }

  /** How many of those are still to come. */
  int refusals() {
    return Math.max(0, refusals.get());
  }

  private void handle(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    if (refusals.getAndDecrement() > 0) {
      exchange.sendResponseHeaders(503, -1);
      exchange.close();
      return;
    }
    WebhookAnswer answer =
        patchbay
            .channel()
            .receive(
                new InstanceId(DeliveryHost.WORKSPACE, "whatsapp"),
                WebhookRequest.of(
                    exchange.getRequestMethod(), url(), exchange.getRequestHeaders(), body));
    byte[] text = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(answer.status(), text.length == 0 ? -1 : text.length);
    exchange.getResponseBody().write(text);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
