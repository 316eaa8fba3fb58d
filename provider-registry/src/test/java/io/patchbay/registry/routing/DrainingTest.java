package io.patchbay.registry.routing;

import static io.patchbay.testsupport.ConfigurationText.instance;
import static io.patchbay.testsupport.ConfigurationText.sms;
import static io.patchbay.testsupport.ConfigurationText.workspace;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.InstanceId;
import io.patchbay.registry.internal.config.InstanceConfiguration;
import io.patchbay.registry.plugin.ProviderCatalog;
import io.patchbay.testkit.FakeConnection;
import io.patchbay.testkit.FakeProvider;
import io.patchbay.testsupport.Conditions;
import io.patchbay.testsupport.ManualClock;
import io.patchbay.testsupport.ManualScheduler;
import io.patchbay.testsupport.TestLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DrainingTest {
  private static final InstanceId A = new InstanceId("acme", "a");

  private final RegistryRig rig = new RegistryRig();

  @AfterEach
  void close() {
    rig.close();
  }

  private void publish(String account) {
    rig.publish(workspace("acme", sms("a", instance("a", account))));
  }

  @Test
  void aConnectionIsClosedAfterItsLastLeaseAndOnce() {
    publish("1");
    FakeConnection old = rig.connection("acme", "a");
    Lease first = rig.lease("acme", "a");
    Lease second = rig.lease("acme", "a");
    publish("2");
    assertThat(old.closes()).isZero();
    assertThat(rig.connection("acme", "a")).isNotSameAs(old);
    first.close();
    first.close();
    assertThat(old.closes()).isZero();
    assertThat(RegistryRig.fakeOf(second)).isSameAs(old);
    second.close();
    assertThat(old.closes()).isEqualTo(1);
    rig.scheduler.advance(Duration.ofMinutes(5));
    assertThat(old.closes()).isEqualTo(1);
  }

  @Test
  void theNewOneIsInUseBeforeTheOldOneIsClosed() {
    publish("1");
    List<String> regions = new ArrayList<>();
    rig.connection("acme", "a")
        .whenClosing(() -> regions.add(String.valueOf(rig.routing("acme").defaultRegion())));
    rig.publish(workspace("acme", "\"defaultRegion\": \"GB\", " + sms("a", instance("a", "2"))));
    assertThat(regions).containsExactly("GB");
  }

  @Test
  void aRetiredConnectionGivesOutNoMoreLeasesThoughSomeAreLeft() {
    publish("1");
    ConnectionSlot slot = new ConnectionSlot(configuration(), rig.connection("acme", "a"), 7);
    Lease lease = requireNonNull(slot.tryLease());
    int[] drained = {0};
    slot.retire(() -> drained[0]++);
    assertThat(slot.tryLease()).isNull();
    assertThat(slot.leases()).isEqualTo(1);
    assertThat(drained[0]).isZero();
    lease.close();
    assertThat(drained[0]).isEqualTo(1);
    assertThat(slot.tryLease()).isNull();
    assertThat(slot.claimClose()).isTrue();
    assertThat(slot.claimClose()).isFalse();
  }

  private InstanceConfiguration configuration() {
    return new InstanceConfiguration(
        A,
        rig.registry.catalog().find("fake").orElseThrow(),
        rig.connection("acme", "a").settings());
  }

  @Test
  void aLeaseKnowsItsInstanceAndItsProvider() {
    publish("1");
    try (Lease lease = rig.lease("acme", "a")) {
      assertThat(lease.instance()).isEqualTo(A);
      assertThat(lease.provider().id()).isEqualTo("fake");
      long generation = lease.generation();
      publish("2");
      try (Lease newer = rig.lease("acme", "a")) {
        assertThat(newer.generation()).isGreaterThan(generation);
      }
    }
  }

  @Test
  void nothingIsLeftToWaitForOnceClosed() {
    publish("1");
    Lease lease = rig.lease("acme", "a");
    publish("2");
    assertThat(rig.scheduler.waiting()).containsExactly(30_000L);
    lease.close();
    assertThat(rig.scheduler.waiting()).isEmpty();
  }

  @Test
  void theDrainTimeForcesAndReports() {
    publish("1");
    FakeConnection old = rig.connection("acme", "a");
    Lease lease = rig.lease("acme", "a");
    Lease another = rig.lease("acme", "a");
    TestLog log = new TestLog();
    publish("2");
    rig.scheduler.advance(Duration.ofSeconds(29));
    assertThat(old.closes()).isZero();
    rig.scheduler.advance(Duration.ofSeconds(1));
    assertThat(old.closes()).isEqualTo(1);
    assertThat(log.lines("closed although"))
        .singleElement()
        .asString()
        .contains("acme/a: the old connection is closed although 2 still use it after the drain");
    lease.close();
    another.close();
    assertThat(old.closes()).isEqualTo(1);
  }

  @Test
  void aProviderThatFailsToCloseIsReportedWithoutItsMessageAndDoesNoHarm() {
    publish("1");
    rig.connection("acme", "a")
        .whenClosing(
            () -> {
              throw new AssertionError("the token is hush");
            });
    TestLog log = new TestLog();
    publish("2");
    assertThat(rig.connection("acme", "a").settings().text("account")).isEqualTo("2");
    assertThat(log.lines("failed to close"))
        .singleElement()
        .asString()
        .contains(
            "acme/a: the provider failed to close its connection: The module of provider 'fake'"
                + " failed: java.lang.AssertionError");
    assertThat(log.text()).doesNotContain("hush");
  }

  @Test
  void closingTheRegistryWaitsForLeasesAndThenForces() throws Exception {
    ExecutorService executor = Executors.newCachedThreadPool();
    ManualClock clock = new ManualClock();
    FakeProvider fake = new FakeProvider("fake");
    ProviderRegistry registry =
        new ProviderRegistry(
            ProviderCatalog.of(fake),
            clock,
            name -> null,
            new ConnectionDrain(new ManualScheduler(clock), executor, Duration.ofMillis(50)));
    String text = "{\"workspaces\": {" + workspace("acme", sms("a", instance("a", "1"))) + "}}";
    registry.publish(text, java.nio.file.Path.of("/nowhere"));
    Lease lease = registry.lease(A).orElseThrow();
    TestLog log = new TestLog();
    registry.close();
    assertThat(fake.connections().get(0).closes()).isEqualTo(1);
    assertThat(log.lines("closed although 1 still use it")).hasSize(1);
    lease.close();
    assertThat(fake.connections().get(0).closes()).isEqualTo(1);
    executor.shutdown();
  }

  @Test
  void closingTheRegistryLetsALeaseEndInTime() throws Exception {
    publish("1");
    FakeConnection connection = rig.connection("acme", "a");
    Lease lease = rig.lease("acme", "a");
    CountDownLatch closing = new CountDownLatch(1);
    Thread closer =
        new Thread(
            () -> {
              closing.countDown();
              rig.registry.close();
            });
    closer.start();
    closing.await();
    Conditions.await("the registry is closed", () -> rig.registry.workspaces().isEmpty());
    assertThat(connection.closes()).isZero();
    TestLog log = new TestLog();
    lease.close();
    closer.join(20_000);
    assertThat(closer.isAlive()).isFalse();
    assertThat(connection.closes()).isEqualTo(1);
    assertThat(log.lines("closed although")).isEmpty();
  }

  @Test
  void connectionsAreClosedThoughTheHostsThreadsAreGone() {
    FakeProvider fake = new FakeProvider("fake");
    ManualClock clock = new ManualClock();
    ManualScheduler scheduler = new ManualScheduler(clock);
    ProviderRegistry registry =
        new ProviderRegistry(
            ProviderCatalog.of(fake),
            clock,
            name -> null,
            new ConnectionDrain(
                scheduler,
                work -> {
                  throw new RejectedExecutionException();
                },
                Duration.ofSeconds(30)));
    List.of("1", "2")
        .forEach(
            account ->
                registry.publish(
                    "{\"workspaces\": {"
                        + workspace(
                            "acme", sms("a", instance("a", account), instance("b", account)))
                        + "}}",
                    java.nio.file.Path.of("/nowhere")));
    scheduler.shutdown();
    Lease lease = registry.lease(A).orElseThrow();
    registry.close(Duration.ZERO);
    lease.close();
    assertThat(fake.connections()).hasSize(4).allMatch(connection -> connection.closes() == 1);
  }
}
