package io.patchbay.host.server;

import static io.patchbay.host.server.ServerRig.json;
import static io.patchbay.host.server.ServerRig.message;
import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.Text;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Stopping loses nothing that was taken. */
@Timeout(60)
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

  @Test
  void whatWasTakenIsAnsweredAndNothingMoreIsTaken() {
    holdSends();
    List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      answers.add(rig.sendAsync(rig.post(message("m" + i, "x"))));
    }
    assertThat(ServerRig.await(() -> rig.provider.sends.get() == 20)).isTrue();

    CompletableFuture<Boolean> drained = CompletableFuture.supplyAsync(rig.server::drain);
    assertThat(ServerRig.await(() -> isRefused("late"))).isTrue();
    assertThat(drained).isNotDone();
    gate.countDown();

    assertThat(drained).succeedsWithin(ServerRig.PATIENCE).isEqualTo(true);
    assertThat(answers)
        .allSatisfy(
            answer ->
                assertThat(json(answer.join()).get("outcome").getAsString()).isEqualTo("accepted"));
  }

  /** Either nothing listens any more, or a connection that was open is told to come back later. */
  private boolean isRefused(String id) {
    return rig.sendAsync(rig.find(id))
        .handle((response, failure) -> failure != null || response.statusCode() == 503)
        .join();
  }

  @Test
  void whatDoesNotEndIsAnsweredWhenTheChannelIsClosed() {
    ServerLimits usual = ServerLimits.standard();
    rig.close();
    rig =
        new ServerRig(
            new ServerLimits(
                usual.connections(),
                usual.threads(),
                usual.idle(),
                usual.exchange(),
                usual.webhookBytes(),
                usual.messageBytes(),
                usual.bodyBytes(),
                usual.underWay(),
                usual.answerWithin(),
                usual.remembered(),
                usual.rememberedFor(),
                Duration.ofMillis(1)));
    holdSends();
    CompletableFuture<HttpResponse<String>> answer = rig.sendAsync(rig.post(message("a", "x")));
    assertThat(ServerRig.await(() -> rig.provider.sends.get() == 1)).isTrue();

    assertThat(rig.server.drain()).isFalse();
    CompletableFuture<Void> closed = CompletableFuture.runAsync(rig::close);
    gate.countDown();

    assertThat(closed).succeedsWithin(ServerRig.PATIENCE);
    assertThat(json(answer.join()).get("outcome").getAsString()).isEqualTo("accepted");
  }

  @Test
  void underLoadEveryMessageThatWentOutIsAnswered() {
    Set<String> wentOut = new ConcurrentSkipListSet<>();
    rig.provider.answer =
        request -> {
          wentOut.add(((Text) request.content()).body());
          return ScriptedProvider.accepted("wire-1");
        };
    Set<String> answered = new ConcurrentSkipListSet<>();
    AtomicBoolean stop = new AtomicBoolean();
    AtomicInteger numbers = new AtomicInteger();
    List<CompletableFuture<Void>> callers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      callers.add(CompletableFuture.runAsync(() -> load(stop, numbers, answered)));
    }
    assertThat(ServerRig.await(() -> answered.size() > 200)).isTrue();

    assertThat(rig.server.drain()).isTrue();
    rig.close();
    stop.set(true);
    CompletableFuture.allOf(callers.toArray(CompletableFuture<?>[]::new)).join();

    assertThat(new TreeSet<>(wentOut)).isEqualTo(new TreeSet<>(answered));
    assertThat(answered).hasSizeGreaterThan(200);
  }

  private void load(AtomicBoolean stop, AtomicInteger numbers, Set<String> answered) {
    while (!stop.get()) {
      String id = "m" + numbers.incrementAndGet();
      rig.sendAsync(rig.post(message(id, id)))
          .handle(
              (response, failure) -> {
                if (failure == null && response.statusCode() == 200) {
                  answered.add(id);
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
