package io.patchbay.core.internal.send;

import static io.patchbay.testsupport.ConfigurationText.instance;
import static io.patchbay.testsupport.ConfigurationText.sms;
import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.Attempt;
import io.patchbay.channel.Category;
import io.patchbay.channel.InstanceId;
import io.patchbay.channel.Scope;
import io.patchbay.channel.SendError;
import io.patchbay.channel.SendOutcome;
import io.patchbay.channel.SendResult;
import io.patchbay.channel.spi.HealthReport;
import io.patchbay.core.internal.ChannelCore;
import io.patchbay.registry.plugin.ProviderCatalog;
import io.patchbay.registry.routing.Lease;
import io.patchbay.testkit.FakeProvider;
import io.patchbay.testsupport.ConfigurationText;
import io.patchbay.testsupport.ManualClock;
import io.patchbay.testsupport.TestLog;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BlockedInstancesTest {
  private static final Set<Category> BLOCKING =
      EnumSet.of(
          Category.AUTHENTICATION,
          Category.PERMISSION,
          Category.ACCOUNT_RESTRICTED,
          Category.PAYMENT);
  private static final SendOutcome BAD_TOKEN =
      Outcomes.rejected(Category.AUTHENTICATION, Scope.CONNECTION);

  private final ChannelRig rig = new ChannelRig().withFallback();

  @AfterEach
  void close() {
    rig.close();
  }

  private boolean blocked(String name) {
    try (Lease lease = rig.registryRig.lease("acme", name)) {
      return rig.blocked.cause(lease).isPresent();
    }
  }

  private void block() {
    rig.registryRig.fake.answer("a", BAD_TOKEN);
    rig.send();
    assertThat(blocked("a")).isTrue();
  }

  @ParameterizedTest
  @EnumSource(Category.class)
  void blocksForReasonsOfTheAccountOnlyAndOnlyInAWideScope(Category category) {
    for (Scope scope : Scope.values()) {
      try (Lease lease = rig.registryRig.lease("acme", "a")) {
        rig.blocked.unblock(lease, "the next row");
      }
      rig.registryRig.fake.answer("a", Outcomes.rejected(category, scope));
      rig.send();
      boolean wide = scope == Scope.CONNECTION || scope == Scope.ACCOUNT;
      assertThat(blocked("a"))
          .as("%s %s", category, scope)
          .isEqualTo(wide && BLOCKING.contains(category));
    }
  }

  @Test
  void anUnknownOutcomeBlocksNothing() {
    rig.registryRig.fake.answer(
        "a",
        new SendOutcome.Unknown(
            Outcomes.error(Category.AUTHENTICATION).scope(Scope.ACCOUNT).build()));
    rig.send();
    assertThat(blocked("a")).isFalse();
  }

  @Test
  void aBlockedInstanceIsSkippedForTheFallbackWithoutACall() {
    TestLog log = new TestLog();
    block();
    rig.registryRig.fake.answer("a", Outcomes.accepted());
    SendResult result = rig.send();
    assertThat(ChannelRig.tried(result)).containsExactly("a", "b");
    assertThat(result.outcome().accepted()).isTrue();
    assertThat(rig.connection("a").sends()).isEqualTo(1);
    Attempt skipped = result.attempts().get(0);
    SendError error = skipped.outcome().error().orElseThrow();
    assertThat(error.message())
        .isEqualTo(
            "acme/a is blocked since 2026-03-01T12:00:00Z, nothing was sent: Because of"
                + " AUTHENTICATION");
    assertThat(error.category()).isEqualTo(Category.AUTHENTICATION);
    assertThat(log.lines("acme/a: blocked, its messages are not sent until this is mended"))
        .hasSize(1);
    assertThat(blocked("b")).isFalse();
  }

  @Test
  void oneSendProbesItAfterTheIntervalAndABadProbeBlocksOn() {
    block();
    rig.registryRig.clock.advance(Duration.ofSeconds(59));
    rig.send();
    assertThat(rig.connection("a").sends()).isEqualTo(1);
    rig.registryRig.clock.advance(Duration.ofSeconds(1));
    rig.send();
    rig.send();
    assertThat(rig.connection("a").sends()).isEqualTo(2);
    SendError error = rig.send().attempts().get(0).outcome().error().orElseThrow();
    assertThat(error.message()).contains("blocked since 2026-03-01T12:00:00Z");
    rig.registryRig.clock.advance(Duration.ofMinutes(1));
    rig.send();
    assertThat(rig.connection("a").sends()).isEqualTo(3);
  }

  @Test
  void aGoodProbeEndsIt() {
    block();
    rig.registryRig.fake.answer("a", Outcomes.accepted());
    rig.registryRig.clock.advance(Duration.ofMinutes(1));
    TestLog log = new TestLog();
    assertThat(ChannelRig.tried(rig.send())).containsExactly("a");
    assertThat(ChannelRig.tried(rig.send())).containsExactly("a");
    assertThat(blocked("a")).isFalse();
    assertThat(log.lines("acme/a: in use again: a send was accepted")).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(
      value = Scope.class,
      names = {"MESSAGE", "RECIPIENT", "TEMPLATE"})
  void aProbeThatTheProviderRefusesForItsMessageAloneEndsIt(Scope scope) {
    block();
    rig.registryRig.fake.answer("a", refusedByTheProvider(scope));
    rig.registryRig.clock.advance(Duration.ofMinutes(1));
    TestLog log = new TestLog();
    rig.send();
    assertThat(blocked("a")).isFalse();
    assertThat(log.lines("acme/a: in use again: the provider refused a message for a reason"))
        .hasSize(1);
    rig.send();
    assertThat(rig.connection("a").sends()).isEqualTo(3);
  }

  @ParameterizedTest
  @EnumSource(
      value = Scope.class,
      names = {"SENDER", "CONNECTION", "ACCOUNT"})
  void aProbeThatIsRefusedForMoreThanItsMessageBlocksOn(Scope scope) {
    block();
    rig.registryRig.fake.answer("a", refusedByTheProvider(scope));
    rig.registryRig.clock.advance(Duration.ofMinutes(1));
    rig.send();
    assertThat(blocked("a")).isTrue();
  }

  @ParameterizedTest
  @EnumSource(Scope.class)
  void aProbeThatWasRefusedOnThisSideProvesNothing(Scope scope) {
    block();
    rig.registryRig.fake.answer("a", Outcomes.rejected(Category.REQUEST, scope));
    rig.registryRig.clock.advance(Duration.ofMinutes(1));
    rig.send();
    assertThat(blocked("a")).isTrue();
  }

  private static SendOutcome refusedByTheProvider(Scope scope) {
    return new SendOutcome.Rejected(
        Outcomes.error(Category.RECIPIENT_UNREACHABLE).scope(scope).code("131026").build());
  }

  @Test
  void aProbeLetsExactlyOneThroughAmongManyThreads() throws Exception {
    block();
    rig.registryRig.clock.advance(Duration.ofMinutes(1));
    int threads = 16;
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      RegistryChannel channel = rig.channel();
      CyclicBarrier start = new CyclicBarrier(threads);
      List<Future<SendResult>> results = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        results.add(
            executor.submit(
                () -> {
                  start.await(2, TimeUnit.MINUTES);
                  return channel.send("acme", ChannelRig.message().build());
                }));
      }
      for (Future<SendResult> result : results) {
        assertThat(result.get(2, TimeUnit.MINUTES).outcome().accepted()).isTrue();
      }
    } finally {
      executor.shutdownNow();
    }
    assertThat(rig.connection("a").sends()).isEqualTo(2);
    assertThat(rig.connection("b").sends()).isEqualTo(1 + threads);
  }

  @Test
  void aProbeIsWonByOneOfThoseWhoSawItDueAtTheSameTime() throws Exception {
    int threads = 8;
    CyclicBarrier seen = new CyclicBarrier(threads);
    AtomicBoolean due = new AtomicBoolean();
    // Every thread has looked at the block when the first of them learns the time.
    ManualClock clock = rig.registryRig.clock;
    InstantSource meeting =
        () -> {
          if (due.get()) {
            try {
              seen.await(2, TimeUnit.MINUTES);
            } catch (Exception e) {
              throw new AssertionError(e);
            }
          }
          return clock.instant();
        };
    BlockedInstances blocked = new BlockedInstances(clockOf(meeting), Duration.ofMinutes(1));
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try (Lease lease = rig.registryRig.lease("acme", "a")) {
      blocked.note(lease, BAD_TOKEN);
      clock.advance(Duration.ofMinutes(1));
      due.set(true);
      List<Future<Boolean>> through = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        through.add(executor.submit(() -> blocked.refuse(lease).isEmpty()));
      }
      int count = 0;
      for (Future<Boolean> one : through) {
        count += one.get(2, TimeUnit.MINUTES) ? 1 : 0;
      }
      assertThat(count).isEqualTo(1);
    } finally {
      executor.shutdownNow();
    }
  }

  private static Clock clockOf(InstantSource source) {
    return source.withZone(ZoneOffset.UTC);
  }

  @Test
  void aChangeOfItsConfigurationEndsIt() {
    block();
    rig.publish("\"fallback\": [\"b\"], " + sms("a", instance("a", "2"), instance("b", "1")));
    assertThat(blocked("a")).isFalse();
    rig.registryRig.fake.answer("a", Outcomes.accepted());
    assertThat(ChannelRig.tried(rig.send())).containsExactly("a");
  }

  @Test
  void aChangeElsewhereDoesNotEndIt() {
    block();
    rig.publish("\"fallback\": [\"b\"], " + sms("a", instance("a", "1"), instance("b", "2")));
    assertThat(blocked("a")).isTrue();
  }

  @Nested
  class AReplacedConnection {
    private final Lease old = rig.registryRig.lease("acme", "a");
    private final Lease fresh = replacement();

    private Lease replacement() {
      rig.publish("\"fallback\": [\"b\"], " + sms("a", instance("a", "2"), instance("b", "1")));
      return rig.registryRig.lease("acme", "a");
    }

    @AfterEach
    void giveBack() {
      old.close();
      fresh.close();
    }

    @Test
    void doesNotBlockTheNewOne() {
      rig.blocked.note(old, BAD_TOKEN);
      assertThat(rig.blocked.refuse(fresh)).isEmpty();
      assertThat(rig.blocked.cause(fresh)).isEmpty();
    }

    @Test
    void doesNotUnblockTheNewOne() {
      rig.blocked.note(fresh, BAD_TOKEN);
      rig.blocked.note(old, Outcomes.accepted());
      assertThat(rig.blocked.refuse(fresh)).isPresent();
    }

    @Test
    void doesNotHideTheBlockOfTheNewOne() {
      rig.blocked.note(fresh, BAD_TOKEN);
      rig.blocked.note(old, BAD_TOKEN);
      assertThat(rig.blocked.refuse(fresh)).isPresent();
    }

    @Test
    void losesItsOwnBlockToTheNewOnes() {
      rig.blocked.note(old, BAD_TOKEN);
      rig.blocked.note(fresh, BAD_TOKEN);
      assertThat(rig.blocked.refuse(fresh)).isPresent();
      rig.blocked.note(fresh, Outcomes.accepted());
      assertThat(rig.blocked.refuse(fresh)).isEmpty();
    }
  }

  @Nested
  class ByHand {
    private static final InstanceId A = new InstanceId("acme", "a");
    private final FakeProvider fake = new FakeProvider("fake").answer("a", BAD_TOKEN);
    private final ChannelCore patchbay =
        ChannelCore.builder()
            .catalog(ProviderCatalog.of(fake))
            .clock(new ManualClock())
            .configuration(text("1"), Path.of(""))
            .build();

    private static String text(String account) {
      return "{\"workspaces\": {"
          + ConfigurationText.workspace("acme", sms("a", instance("a", account)))
          + ", \"acme-eu\": {\"parent\": \"acme\"}}}";
    }

    @AfterEach
    void close() {
      patchbay.close();
    }

    private void block() {
      patchbay.channel().send("acme", ChannelRig.message().build());
      assertThat(patchbay.blocked(A)).isPresent();
    }

    @Test
    void resumingEndsItUnderAnyNameOfTheInstance() {
      block();
      assertThat(patchbay.blocked(new InstanceId("acme-eu", "a"))).isPresent();
      patchbay.resume(new InstanceId("acme-eu", "a"));
      assertThat(patchbay.blocked(A)).isEmpty();
      patchbay.resume(new InstanceId("acme", "none"));
      assertThat(patchbay.blocked(new InstanceId("acme", "none"))).isEmpty();
    }

    @Test
    void aGoodHealthCheckEndsItAndABadOneDoesNot() {
      block();
      HealthReport bad =
          new HealthReport(
              List.of(new HealthReport.Item("token", HealthReport.State.FAILED, "", "")));
      fake.newest("acme", "a").health(() -> bad);
      assertThat(patchbay.checkHealth(A)).isEqualTo(bad);
      assertThat(patchbay.blocked(A)).isPresent();
      fake.newest("acme", "a").health(() -> new HealthReport(List.of()));
      assertThat(patchbay.checkHealth(new InstanceId("acme-eu", "a")).healthy()).isTrue();
      assertThat(patchbay.blocked(A)).isEmpty();
    }

    @Test
    void theHealthOfAReplacedConnectionSaysNothingOfTheNewOne() {
      fake.newest("acme", "a")
          .health(
              () -> {
                patchbay.publish(text("2"), Path.of(""));
                block();
                return new HealthReport(List.of());
              });
      assertThat(patchbay.checkHealth(A).healthy()).isTrue();
      assertThat(patchbay.blocked(A)).isPresent();
    }
  }
}
