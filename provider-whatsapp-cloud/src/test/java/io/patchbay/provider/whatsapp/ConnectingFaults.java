package io.patchbay.provider.whatsapp;

import static io.patchbay.provider.whatsapp.Fault.accepted;
import static io.patchbay.provider.whatsapp.Fault.notSent;
import static io.patchbay.provider.whatsapp.Fault.rejected;
import static io.patchbay.provider.whatsapp.Fault.unknown;
import static io.patchbay.provider.whatsapp.Scenes.OK;
import static io.patchbay.provider.whatsapp.Scenes.PATIENCE;

import io.patchbay.channel.Category;
import io.patchbay.channel.Retry;
import io.patchbay.channel.SendOutcome;
import io.patchbay.channel.spi.SmsConnection;
import io.patchbay.provider.whatsapp.Fault.Observed;
import io.patchbay.provider.whatsapp.Fault.Scene;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.net.SocketFactory;
import okhttp3.OkHttpClient;

/** What goes wrong before a request can be made. */
final class ConnectingFaults {
  private static final String HOST = "graph.test";
  private static final String NO_CONNECTION = "There was never a connection to send it over.";
  private static final String NO_TLS =
      "The request waits until the handshake is done, and it never was.";
  private static final String NO_TUNNEL =
      "Of the message the proxy knows no more than the name of the host.";
  private static final Duration BRIEF = Duration.ofMillis(300);

  private ConnectingFaults() {}

  static List<Fault> names() {
    return List.of(
        notSent("The host refuses the connection", NO_CONNECTION, ConnectingFaults::refused),
        notSent(
            "The host's name is unknown",
            NO_CONNECTION,
            nowhere(
                client ->
                    client.dns(
                        host -> {
                          throw new UnknownHostException(host + ": no such name");
                        }))),
        notSent(
            "The host's name stands for no address",
            NO_CONNECTION,
            nowhere(client -> client.dns(host -> List.of()))),
        notSent(
            "Both of the host's addresses refuse",
            NO_CONNECTION,
            nowhere(client -> Scenes.resolving(client, 2, 3))),
        notSent(
            "The host never answers the attempt to connect",
            NO_CONNECTION,
            nowhere(
                client -> Scenes.resolving(client, 1).socketFactory(NeverConnecting.everywhere()))),
        accepted(
            "The first of two addresses refuses",
            "The second one is tried before anything is sent.",
            twoAddresses(SocketFactory.getDefault())),
        accepted(
            "The first of two addresses never answers",
            "The second one is tried after a quarter of a second.",
            twoAddresses(NeverConnecting.to(Scenes.loopback(2)))),
        notSent(
            "The sending thread has been interrupted before",
            "An interrupted thread begins no request.",
            ConnectingFaults::interrupted));
  }

  static List<Fault> handshakes() {
    return List.of(
        notSent(
            "The certificate is from nobody this machine trusts",
            NO_TLS,
            tls(Certificates.of(HOST), UnaryOperator.identity())),
        notSent(
            "The certificate is for another host", NO_TLS, trusting(Certificates.of("other.test"))),
        notSent("The certificate has expired", NO_TLS, trusting(Certificates.expired(HOST))),
        notSent(
            "The server resets in the handshake",
            NO_TLS,
            insteadOfTls(
                peer -> {
                  peer.firstByte();
                  peer.reset();
                })),
        notSent(
            "The server closes in the handshake", NO_TLS, insteadOfTls(RawServer.Peer::firstByte)),
        notSent(
            "The server speaks no TLS",
            NO_TLS,
            insteadOfTls(peer -> peer.write("HTTP/1.1 400 Bad Request\r\n\r\n"))),
        notSent(
            "The server never answers the handshake", NO_TLS, insteadOfTls(RawServer.Peer::hang)));
  }

  static List<Fault> proxies() {
    return List.of(
        notSent("The proxy refuses the connection", NO_TUNNEL, ConnectingFaults::deadProxy),
        notSent(
            "The proxy asks for a password",
            NO_TUNNEL,
            tunnel(peer -> peer.answer("407 Proxy Authentication Required", ""))),
        notSent(
            "The proxy cannot reach the host",
            NO_TUNNEL,
            tunnel(peer -> peer.answer("502 Bad Gateway", "<html>no route</html>"))),
        notSent(
            "The proxy opens the tunnel and cuts it",
            NO_TLS,
            tunnel(
                peer -> {
                  peer.write("HTTP/1.1 200 Connection established\r\n\r\n");
                  peer.firstByte();
                  peer.reset();
                })),
        rejected(
            "A proxy of unencrypted calls asks for a password",
            1,
            Category.NETWORK,
            Retry.LATER,
            "407 comes from the proxy, which kept the request to itself.",
            forwarding("407 Proxy Authentication Required", "")),
        unknown(
            "A proxy of unencrypted calls fails",
            1,
            Category.UNKNOWN_SERVER,
            "It may have passed the request on before it failed.",
            forwarding("502 Bad Gateway", "<html>no answer</html>")));
  }

  private static Observed refused() throws Exception {
    try (SmsConnection connection = Connections.open("http://127.0.0.1:" + Scenes.deadPort())) {
      return new Observed(0, Scenes.send(connection, PATIENCE));
    }
  }

  private static Scene nowhere(UnaryOperator<OkHttpClient.Builder> network) {
    return () -> {
      try (SmsConnection connection =
          Connections.open(network, "http://" + HOST + ":" + Scenes.deadPort())) {
        return new Observed(0, Scenes.send(connection, BRIEF));
      }
    };
  }

  private static Scene twoAddresses(SocketFactory sockets) {
    return () -> {
      try (RawServer server = RawServer.start(AnswerFaults.answering("200 OK", OK));
          SmsConnection connection =
              Connections.open(
                  client -> Scenes.resolving(client, 2, 1).socketFactory(sockets),
                  "http://" + HOST + ":" + server.port())) {
        return Scenes.send(connection, server, PATIENCE);
      }
    };
  }

  private static Observed interrupted() throws Exception {
    try (RawServer server = RawServer.start(RawServer.Peer::hang);
        SmsConnection connection = Connections.open(server.url())) {
      Thread.currentThread().interrupt();
      SendOutcome outcome = Scenes.send(connection, PATIENCE);
      if (!Thread.interrupted()) {
        throw new IllegalStateException("The thread is no longer interrupted");
      }
      return new Observed(server.requests().size(), outcome);
    }
  }

  private static Scene trusting(Certificates certificates) {
    return tls(certificates, certificates::trustedBy);
  }

  private static Scene tls(Certificates certificates, UnaryOperator<OkHttpClient.Builder> trust) {
    return () -> {
      try (RawServer server =
              RawServer.start(certificates.server(), AnswerFaults.answering("200 OK", OK));
          SmsConnection connection =
              Connections.open(
                  client -> trust.apply(Scenes.resolving(client, 1)),
                  "https://" + HOST + ":" + server.port())) {
        return Scenes.send(connection, server, PATIENCE);
      }
    };
  }

  private static Scene insteadOfTls(RawServer.Behaviour behaviour) {
    return () -> {
      try (RawServer server = RawServer.start(behaviour);
          SmsConnection connection = Connections.open("https://127.0.0.1:" + server.port())) {
        return Scenes.send(connection, server, BRIEF);
      }
    };
  }

  private static Observed deadProxy() throws Exception {
    try (SmsConnection connection =
        Connections.open("https://" + HOST, "proxy=http://127.0.0.1:" + Scenes.deadPort())) {
      return new Observed(0, Scenes.send(connection, PATIENCE));
    }
  }

  private static Scene tunnel(RawServer.Behaviour behaviour) {
    return () -> {
      try (RawServer proxy =
              RawServer.start(
                  peer -> {
                    peer.head();
                    behaviour.serve(peer);
                  });
          SmsConnection connection = Connections.open("https://" + HOST, "proxy=" + proxy.url())) {
        return Scenes.send(connection, proxy, PATIENCE);
      }
    };
  }

  private static Scene forwarding(String status, String body) {
    return () -> {
      try (RawServer proxy = RawServer.start(AnswerFaults.answering(status, body));
          SmsConnection connection = Connections.open("http://" + HOST, "proxy=" + proxy.url())) {
        return Scenes.send(connection, proxy, PATIENCE);
      }
    };
  }
}
