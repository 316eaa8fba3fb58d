package io.patchbay.provider.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.Content;
import io.patchbay.channel.SendOutcome;
import io.patchbay.channel.spi.SendRequest;
import io.patchbay.channel.spi.SmsConnection;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A connection to a server that accepts everything and keeps what it got. */
final class Wire implements AutoCloseable {
  private final List<String> heads = new CopyOnWriteArrayList<>();
  private final RawServer server;
  private final SmsConnection connection;

  Wire() throws IOException {
    server = RawServer.start(this::accept);
    connection = Connections.open(server.url());
  }

  private void accept(RawServer.Peer peer) throws IOException {
    for (String head = peer.head(); !head.isEmpty(); head = peer.head()) {
      heads.add(head.substring(0, head.indexOf('\r')));
      peer.body(head);
      peer.answer("200 OK", "{\"success\":true,\"messages\":[{\"id\":\"wamid.1\"}]}");
    }
  }

  SmsConnection connection() {
    return connection;
  }

  SendOutcome send(SendRequest request) {
    return connection.send(request);
  }

  /** The body that a content makes. */
  String body(Content content) {
    return body(Connections.request(Sample.recipient(content), content));
  }

  /** The body that a request makes. */
  String body(SendRequest request) {
    int before = server.requests().size();
    assertThat(send(request).error()).isEmpty();
    assertThat(server.requests()).hasSize(before + 1);
    return server.requests().get(before);
  }

  /** The first lines of all requests. */
  List<String> heads() {
    return List.copyOf(heads);
  }

  List<String> bodies() {
    return server.requests();
  }

  int connections() {
    return server.connections();
  }

  @Override
  public void close() throws IOException {
    connection.close();
    server.close();
  }
}
