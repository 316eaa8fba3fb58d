package io.patchbay.host.server;

import static io.patchbay.host.server.ServerRig.message;
import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.MessageId;
import io.patchbay.delivery.DeliveryState;
import io.patchbay.testsupport.Conditions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Stopping loses nothing that was taken. */
class ServerShutdownTest {
  private ServerRig rig = new ServerRig();
  private final CountDownLatch gate = new CountDownLatch(1);

  @AfterEach
  void close() {
    gate.countDown();
    rig.close();
  }

  private void holdSends() {
    rig.provider.answer =
        request -> {
          try {
            if (!gate.await(ServerRig.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
              throw new IllegalStateException("The test has forgotten the gate");
            }
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return ScriptedProvider.accepted("wire-1");
        };
  }

  private static final Set<Thread.State> RESTING =
      Set.of(Thread.State.WAITING, Thread.State.TIMED_WAITING, Thread.State.TERMINATED);

  @Test
  void whatIsBeingSentEndsAndNothingMoreIsTaken() {
    holdSends();
    for (int i = 0; i < 20; i++) {
      String message = message("m" + i, "x").replace("+14155550132", "+1415555" + (1000 + i));
      assertThat(rig.send(rig.post(message)).statusCode()).isEqualTo(202);
    }
    Conditions.await("twenty are being sent", () -> rig.provider.sends.get() == 20);

    assertThat(rig.server.drain()).isTrue();
    assertThat(isRefused("late")).isTrue();
    Thread closing = new Thread(rig.delivery::close);
    closing.start();
    Conditions.await("closing waits, or has ended", () -> RESTING.contains(closing.getState()));
    assertThat(closing.isAlive()).as("closing waits for what is being sent").isTrue();
    gate.countDown();

    Conditions.await("closing has ended", () -> !closing.isAlive());
    for (int i = 0; i < 20; i++) {
      assertThat(rig.delivery.find("acme", new MessageId("m" + i)).orElseThrow().state())
          .isEqualTo(DeliveryState.ACCEPTED);
    }
  }

  /** Either nothing listens any more, or a connection that was open is told to come back later. */
  private boolean isRefused(String id) {
    return rig.sendAsync(rig.find(id))
        .handle((response, failure) -> failure != null || response.statusCode() == 503)
        .join();
  }

  @Test
  void underLoadEveryMessageThatWasTakenIsInTheQueue() {
    Set<String> taken = new ConcurrentSkipListSet<>();
    AtomicBoolean stop = new AtomicBoolean();
    AtomicInteger numbers = new AtomicInteger();
    List<CompletableFuture<Void>> callers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      callers.add(CompletableFuture.runAsync(() -> load(stop, numbers, taken)));
    }
    Conditions.await("messages are taken", () -> taken.size() > 100);

    rig.server.drain();
    rig.delivery.close();
    stop.set(true);
    CompletableFuture.allOf(callers.toArray(CompletableFuture<?>[]::new)).join();

    assertThat(taken)
        .allSatisfy(id -> assertThat(rig.delivery.find("acme", new MessageId(id))).isPresent());
  }

  private void load(AtomicBoolean stop, AtomicInteger numbers, Set<String> taken) {
    while (!stop.get()) {
      String id = "m" + numbers.incrementAndGet();
      rig.sendAsync(rig.post(message(id, id)))
          .handle(
              (response, failure) -> {
                if (failure == null && response.statusCode() == 202) {
                  taken.add(id);
                } else {
                  stop.set(true);
                }
                return null;
              })
          .join();
    }
  }

  @Test
  void closingTwiceOrWithoutAStartIsHarmless() {
    rig.close();
    rig.close();
    PatchbayServer never = new PatchbayServer(ServerOptions.loopback());

    assertThat(never.drain()).isTrue();
    never.close();
  }
}
