package io.patchbay.provider.whatsapp;

import static io.patchbay.provider.whatsapp.Fault.accepted;
import static io.patchbay.provider.whatsapp.Fault.rejected;
import static io.patchbay.provider.whatsapp.Fault.unknown;
import static io.patchbay.provider.whatsapp.Scenes.OK;
import static io.patchbay.provider.whatsapp.Scenes.SHORT;
import static io.patchbay.provider.whatsapp.Scenes.http;
import static io.patchbay.provider.whatsapp.Scenes.second;

import io.patchbay.channel.Category;
import io.patchbay.channel.Retry;
import io.patchbay.channel.spi.SmsConnection;
import io.patchbay.provider.whatsapp.Fault.Observed;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;

/** What goes wrong while a request is on its way, and on connections that were used before. */
final class RequestFaults {
  private static final String BEGUN =
      "The body had begun to go out; how much of it arrived cannot be seen from here.";
  private static final String SENT = "The request was there as a whole.";

  private RequestFaults() {}

  static List<Fault> requests() {
    return List.of(
        unknown(
            "Resets before the request", 0, Category.NETWORK, BEGUN, RequestFaults::resetBefore),
        unknown(
            "Resets in the head of the request",
            0,
            Category.NETWORK,
            BEGUN,
            http(
                peer -> {
                  peer.firstByte();
                  peer.reset();
                })),
        unknown(
            "Resets after the head of the request",
            0,
            Category.NETWORK,
            BEGUN,
            http(
                peer -> {
                  peer.head();
                  peer.reset();
                })),
        unknown(
            "Resets in the middle of the body",
            0,
            Category.NETWORK,
            BEGUN,
            http(
                peer -> {
                  peer.head();
                  peer.in().readNBytes(10);
                  peer.reset();
                })),
        rejected(
            "Answers 413 after the head and reads no body",
            0,
            Category.REQUEST,
            Retry.NEVER,
            "Whoever refuses for the length alone has taken nothing.",
            http(
                peer -> {
                  peer.head();
                  peer.answer("413 Content Too Large", "");
                  peer.hang();
                })),
        unknown(
            "Resets after the request",
            1,
            Category.NETWORK,
            SENT,
            http(
                peer -> {
                  peer.request();
                  peer.reset();
                })),
        unknown(
            "Closes after the request", 1, Category.NETWORK, SENT, http(RawServer.Peer::request)),
        unknown(
            "Never answers",
            1,
            Category.NETWORK,
            SENT,
            http(
                SHORT,
                peer -> {
                  peer.request();
                  peer.hang();
                })),
        unknown(
            "The sending thread is interrupted while it waits",
            1,
            Category.NETWORK,
            SENT,
            RequestFaults::interrupted));
  }

  static List<Fault> pooled() {
    return List.of(
        accepted(
            "The server has closed the pooled connection",
            "The client looks before it writes: nothing was sent, and a new connection is made.",
            () -> closedWhileIdle(RawServer.Peer::close)),
        accepted(
            "The server has reset the pooled connection",
            "The client looks before it writes: nothing was sent, and a new connection is made.",
            () -> closedWhileIdle(RawServer.Peer::reset)),
        unknown(
            "The server resets the pooled connection in mid-request",
            0,
            Category.NETWORK,
            BEGUN,
            second(
                peer -> {
                  peer.request();
                  peer.answer("200 OK", OK);
                  peer.head();
                  peer.reset();
                })),
        unknown(
            "The server resets the pooled connection after the request",
            1,
            Category.NETWORK,
            SENT,
            second(
                peer -> {
                  peer.request();
                  peer.answer("200 OK", OK);
                  peer.request();
                  peer.reset();
                })),
        accepted(
            "The server announced that it would close the connection",
            "A new connection is made for the next send.",
            second(
                peer -> {
                  peer.request();
                  peer.answer("200 OK\r\nConnection: close", OK);
                })),
        accepted(
            "The pooled connection is older than `keepAlive`",
            "A new connection is made for the next send.",
            RequestFaults::kept));
  }

  /** The request begins only after the connection has been reset. */
  private static Observed resetBefore() throws Exception {
    CountDownLatch connected = new CountDownLatch(1);
    CountDownLatch reset = new CountDownLatch(1);
    return http(
            client ->
                client.addNetworkInterceptor(
                    chain -> {
                      connected.countDown();
                      Scenes.await(reset);
                      return chain.proceed(chain.request());
                    }),
            Scenes.PATIENCE,
            peer -> {
              Scenes.await(connected);
              peer.reset();
              reset.countDown();
            })
        .play();
  }

  /** Between the head of the answer and its body, where the client has to wait once more. */
  private static Observed interrupted() throws Exception {
    Thread sender = Thread.currentThread();
    Observed observed =
        http(peer -> {
              peer.request();
              sender.interrupt();
              peer.write("HTTP/1.1 200 OK\r\nContent-Length: 39\r\n\r\n");
              peer.hang();
            })
            .play();
    if (!Thread.interrupted()) {
      throw new IllegalStateException("The thread is no longer interrupted");
    }
    return observed;
  }

  private static Observed closedWhileIdle(RawServer.Behaviour end) throws Exception {
    CountDownLatch closed = new CountDownLatch(1);
    return second(
            UnaryOperator.identity(),
            () -> {
              Scenes.await(closed);
              Scenes.awaitIdle();
            },
            peer -> {
              peer.request();
              peer.answer("200 OK", OK);
              if (closed.getCount() > 0) {
                end.serve(peer);
                closed.countDown();
              }
            })
        .play();
  }

  private static Observed kept() throws Exception {
    CountDownLatch closed = new CountDownLatch(1);
    try (RawServer server =
            RawServer.start(
                peer -> {
                  if (peer.request()) {
                    peer.answer("200 OK", OK);
                    peer.hang();
                    closed.countDown();
                  }
                });
        SmsConnection connection = Connections.open(server.url(), "keepAlive=50ms")) {
      return second(connection, server, () -> Scenes.await(closed));
    }
  }
}
