package io.patchbay.provider.whatsapp;

import io.patchbay.channel.SendOutcome;
import io.patchbay.channel.Text;
import io.patchbay.channel.spi.SmsConnection;
import io.patchbay.provider.whatsapp.Fault.Observed;
import io.patchbay.provider.whatsapp.Fault.Scene;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;

/** The stages on which faults play: one server, one connection, one send that counts. */
final class Scenes {
  static final String OK = "{\"messages\":[{\"id\":\"wamid.1\"}]}";
  static final Duration PATIENCE = Duration.ofMinutes(2);

  /** Long enough for a request to get through on a busy machine. */
  static final Duration SHORT = Duration.ofMillis(1200);

  private Scenes() {}

  static Scene http(RawServer.Behaviour behaviour) {
    return http(PATIENCE, behaviour);
  }

  static Scene http(Duration timeout, RawServer.Behaviour behaviour) {
    return http(UnaryOperator.identity(), timeout, behaviour);
  }

  static Scene http(
      UnaryOperator<OkHttpClient.Builder> network,
      Duration timeout,
      RawServer.Behaviour behaviour) {
    return () -> {
      try (RawServer server = RawServer.start(behaviour);
          SmsConnection connection = Connections.open(network, server.url())) {
        return send(connection, server, timeout);
      }
    };
  }

  /** The second send on a connection whose first one was good. */
  static Scene second(RawServer.Behaviour behaviour) {
    return second(UnaryOperator.identity(), () -> {}, behaviour);
  }

  static Scene second(
      UnaryOperator<OkHttpClient.Builder> network, Pause between, RawServer.Behaviour behaviour) {
    return () -> {
      try (RawServer server = RawServer.start(behaviour);
          SmsConnection connection = Connections.open(network, server.url(), "keepAlive=10m")) {
        return second(connection, server, between);
      }
    };
  }

  static Observed second(SmsConnection connection, RawServer server, Pause between)
      throws Exception {
    Observed first = send(connection, server, PATIENCE);
    if (!first.outcome().accepted() || first.requests() != 1) {
      throw new IllegalStateException("The first send failed: " + first);
    }
    between.await();
    Observed both = send(connection, server, PATIENCE);
    return new Observed(both.requests() - 1, both.outcome());
  }

  /** Longer than a connection is in steady use after an answer. */
  static void awaitIdle() {
    long end = System.nanoTime() + Duration.ofMillis(20).toNanos();
    while (System.nanoTime() - end < 0) {
      LockSupport.parkNanos(1_000_000);
    }
  }

  static Scene http2(Http2Peer.Behaviour behaviour) {
    return http2(PATIENCE, behaviour);
  }

  static Scene http2(Duration timeout, Http2Peer.Behaviour behaviour) {
    return http(Scenes::withoutUpgrade, timeout, Http2Peer.speaking(behaviour));
  }

  /** HTTP/2 without TLS, known beforehand. */
  static OkHttpClient.Builder withoutUpgrade(OkHttpClient.Builder client) {
    return client.protocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE));
  }

  /** A name that stands for these addresses on the loopback; the last byte tells them apart. */
  static OkHttpClient.Builder resolving(OkHttpClient.Builder client, int... addresses) {
    List<InetAddress> all = IntStream.of(addresses).mapToObj(Scenes::loopback).toList();
    return client.dns(host -> all);
  }

  static InetAddress loopback(int last) {
    try {
      return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last});
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  static Observed send(SmsConnection connection, RawServer server, Duration timeout) {
    SendOutcome outcome = send(connection, timeout);
    return new Observed(server.requests().size(), outcome);
  }

  static SendOutcome send(SmsConnection connection, Duration timeout) {
    return connection.send(Connections.request(Connections.ANNA, Text.of("Hi"), timeout));
  }

  /** A port on which nobody listens. */
  static int deadPort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  /** Something to be waited for. */
  interface Pause {
    void await() throws Exception;
  }

  static void await(CountDownLatch latch) throws IOException {
    try {
      if (!latch.await(2, TimeUnit.MINUTES)) {
        throw new IOException("waited in vain");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
