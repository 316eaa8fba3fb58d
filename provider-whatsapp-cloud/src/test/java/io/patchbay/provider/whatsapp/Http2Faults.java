package io.patchbay.provider.whatsapp;

import static io.patchbay.provider.whatsapp.Fault.accepted;
import static io.patchbay.provider.whatsapp.Fault.notSent;
import static io.patchbay.provider.whatsapp.Fault.rejected;
import static io.patchbay.provider.whatsapp.Fault.unknown;
import static io.patchbay.provider.whatsapp.Http2Peer.CANCEL;
import static io.patchbay.provider.whatsapp.Http2Peer.INTERNAL_ERROR;
import static io.patchbay.provider.whatsapp.Http2Peer.NO_ERROR;
import static io.patchbay.provider.whatsapp.Http2Peer.REFUSED_STREAM;
import static io.patchbay.provider.whatsapp.Scenes.OK;
import static io.patchbay.provider.whatsapp.Scenes.PATIENCE;
import static io.patchbay.provider.whatsapp.Scenes.SHORT;
import static io.patchbay.provider.whatsapp.Scenes.http2;

import io.patchbay.channel.Category;
import io.patchbay.channel.Retry;
import io.patchbay.channel.spi.SmsConnection;
import io.patchbay.provider.whatsapp.Fault.Observed;
import io.patchbay.provider.whatsapp.Fault.Scene;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** What servers do to requests over HTTP/2, which is what Meta's speak. */
final class Http2Faults {
  private static final String GIVEN_BACK =
      "The protocol guarantees that such a stream was not processed (RFC 9113, 8.7).";
  private static final String ABOVE =
      "A stream above the last one that GOAWAY names was not processed (RFC 9113, 6.8).";
  private static final String LOST = "The request was there as a whole, and the answer is lost.";
  private static final String HOST = "graph.test";

  private Http2Faults() {}

  static List<Fault> streams() {
    return List.of(
        rejected(
            "REFUSED_STREAM before the body",
            0,
            Category.UNAVAILABLE,
            Retry.BACKOFF,
            GIVEN_BACK,
            Http2Faults::refusedBeforeTheBody),
        rejected(
            "REFUSED_STREAM after the request",
            1,
            Category.UNAVAILABLE,
            Retry.BACKOFF,
            GIVEN_BACK,
            http2(
                peer -> {
                  while (true) {
                    peer.reset(peer.request(), REFUSED_STREAM);
                  }
                })),
        lost(
            "REFUSED_STREAM after the head of an answer",
            "A server that answers has processed, whatever it says.",
            http2(
                peer -> {
                  int stream = peer.request();
                  peer.headers(stream, "200");
                  peer.settle();
                  peer.reset(stream, REFUSED_STREAM);
                  peer.hang();
                })),
        reset("INTERNAL_ERROR after the request", INTERNAL_ERROR),
        reset("CANCEL after the request", CANCEL),
        lost(
            "The stream is reset in the body of the answer",
            LOST,
            http2(
                peer -> {
                  int stream = peer.request();
                  peer.headers(stream, "200");
                  peer.part(stream, "{\"mess");
                  peer.reset(stream, INTERNAL_ERROR);
                  peer.hang();
                })),
        accepted(
            "The stream is reset after the answer",
            "The answer was complete.",
            http2(
                peer -> {
                  int stream = peer.request();
                  peer.answer(stream, "200", OK);
                  peer.reset(stream, NO_ERROR);
                  peer.hang();
                })),
        lost(
            "Never answers",
            LOST,
            http2(
                SHORT,
                peer -> {
                  peer.request();
                  peer.hang();
                })),
        unknown(
            "Lets no body through",
            0,
            Category.NETWORK,
            "The body had begun to go out; how much of it arrived cannot be seen from here.",
            Http2Faults::noWindow),
        lost(
            "Sends headers that are none",
            LOST,
            http2(
                peer -> {
                  peer.garble(peer.request());
                  peer.hang();
                })));
  }

  static List<Fault> connections() {
    return List.of(
        accepted(
            "GOAWAY on the idle connection",
            "A new connection is made for the next send.",
            Http2Faults::goAwayBefore),
        notSent(
            "GOAWAY after the connection was chosen",
            "No stream may be opened any more, so none was.",
            Http2Faults::goAwayInBetween),
        rejected(
            "GOAWAY with a lower last stream",
            1,
            Category.UNAVAILABLE,
            Retry.BACKOFF,
            ABOVE,
            http2(Http2Faults::goAwayBelow)),
        rejected(
            "GOAWAY with a lower last stream, over TLS",
            1,
            Category.UNAVAILABLE,
            Retry.BACKOFF,
            ABOVE,
            Http2Faults::goAwayOverTls),
        accepted(
            "GOAWAY that spares the stream, then the answer",
            "Streams up to the last one are still answered.",
            http2(
                peer -> {
                  int stream = peer.request();
                  peer.goAway(stream, NO_ERROR);
                  peer.answer(stream, "200", OK);
                  peer.hang();
                })),
        lost(
            "GOAWAY that spares the stream, then the end",
            LOST,
            http2(
                peer -> {
                  peer.goAway(peer.request(), INTERNAL_ERROR);
                  peer.drop();
                })),
        lost("The connection closes after the request", LOST, http2(peer -> peer.request())),
        lost("Pings remain unanswered", LOST, Http2Faults::pingFailure));
  }

  private static Fault lost(String name, String why, Scene scene) {
    return unknown(name, 1, Category.NETWORK, why, scene);
  }

  private static Fault reset(String name, int code) {
    return lost(
        name,
        LOST,
        http2(
            peer -> {
              peer.reset(peer.request(), code);
              peer.hang();
            }));
  }

  private static void goAwayBelow(Http2Peer peer) throws IOException {
    peer.request();
    peer.goAway(0, NO_ERROR);
    peer.hang();
  }

  /** On a connection whose first send was good, so that the window is surely closed. */
  private static Observed refusedBeforeTheBody() throws Exception {
    return secondWithoutWindow(
        peer -> {
          peer.reset(peer.head(), REFUSED_STREAM);
          peer.hang();
        });
  }

  private static Observed noWindow() throws Exception {
    return secondWithoutWindow(Http2Peer::hang, "writeTimeout=300ms");
  }

  private static Observed secondWithoutWindow(Http2Peer.Behaviour then, String... settings)
      throws Exception {
    try (RawServer server =
            RawServer.start(
                Http2Peer.speaking(
                    peer -> {
                      int stream = peer.request();
                      peer.closeWindow();
                      peer.answer(stream, "200", OK);
                      then.serve(peer);
                    }));
        SmsConnection connection =
            Connections.open(Scenes::withoutUpgrade, server.url(), settings)) {
      return Scenes.second(connection, server, () -> {});
    }
  }

  private static Observed goAwayBefore() throws Exception {
    CountDownLatch known = new CountDownLatch(1);
    return Scenes.second(
            Scenes::withoutUpgrade,
            () -> Scenes.await(known),
            Http2Peer.speaking(
                peer -> {
                  int stream = peer.request();
                  peer.answer(stream, "200", OK);
                  if (known.getCount() > 0) {
                    peer.goAway(stream, NO_ERROR);
                    peer.settle();
                    known.countDown();
                  }
                  peer.hang();
                }))
        .play();
  }

  private static Observed goAwayInBetween() throws Exception {
    CountDownLatch chosen = new CountDownLatch(1);
    CountDownLatch known = new CountDownLatch(1);
    AtomicInteger sends = new AtomicInteger();
    return Scenes.second(
            client ->
                Scenes.withoutUpgrade(client)
                    .addNetworkInterceptor(
                        chain -> {
                          if (sends.incrementAndGet() == 2) {
                            chosen.countDown();
                            Scenes.await(known);
                          }
                          return chain.proceed(chain.request());
                        }),
            () -> {},
            Http2Peer.speaking(
                peer -> {
                  int stream = peer.request();
                  peer.answer(stream, "200", OK);
                  Scenes.await(chosen);
                  peer.goAway(stream, NO_ERROR);
                  peer.settle();
                  known.countDown();
                  peer.hang();
                }))
        .play();
  }

  private static Observed goAwayOverTls() throws Exception {
    Certificates certificates = Certificates.of(HOST);
    try (RawServer server =
            RawServer.start(
                certificates.server("h2"), Http2Peer.speaking(Http2Faults::goAwayBelow));
        SmsConnection connection =
            Connections.open(
                client -> certificates.trustedBy(Scenes.resolving(client, 1)),
                "https://" + HOST + ":" + server.port())) {
      return Scenes.send(connection, server, PATIENCE);
    }
  }

  private static Observed pingFailure() throws Exception {
    try (RawServer server =
            RawServer.start(
                Http2Peer.speaking(
                    peer -> {
                      peer.becomeDeaf();
                      peer.request();
                      peer.hang();
                    }));
        SmsConnection connection =
            Connections.open(Scenes::withoutUpgrade, server.url(), "pingInterval=300ms")) {
      return Scenes.send(connection, server, PATIENCE);
    }
  }
}
