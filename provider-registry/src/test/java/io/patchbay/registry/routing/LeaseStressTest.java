package io.patchbay.registry.routing;

import static io.patchbay.testsupport.ConfigurationText.instance;
import static io.patchbay.testsupport.ConfigurationText.sms;
import static io.patchbay.testsupport.ConfigurationText.workspace;
import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.InstanceId;
import io.patchbay.channel.PhoneNumber;
import io.patchbay.channel.Text;
import io.patchbay.channel.spi.SendRequest;
import io.patchbay.registry.config.PublishReport;
import io.patchbay.registry.plugin.ProviderCatalog;
import io.patchbay.testkit.FakeConnection;
import io.patchbay.testkit.FakeProvider;
import io.patchbay.testsupport.LongTest;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Real threads: swaps while sending, and publications at once. */
@LongTest
class LeaseStressTest {
  private static final int SWAPS = 3_000;
  private static final int SENDERS = 8;
  private static final InstanceId A = new InstanceId("acme", "a");

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(1);
  private final FakeProvider fake = new FakeProvider("fake");
  private final ProviderRegistry registry =
      new ProviderRegistry(
          ProviderCatalog.of(fake),
          Clock.systemUTC(),
          name -> null,
          new ConnectionDrain(scheduler, threads, Duration.ofSeconds(30)));

  @AfterEach
  void stop() {
    registry.close();
    threads.shutdownNow();
    scheduler.shutdownNow();
  }

  private PublishReport publish(String... accounts) {
    List<String> workspaces = new ArrayList<>();
    for (int i = 0; i < accounts.length; i++) {
      workspaces.add(
          workspace(
              i == 0 ? "acme" : "acme" + i,
              sms("a", instance("a", accounts[i]), instance("still", "1"))));
    }
    return registry.publish(
        "{\"workspaces\": {" + String.join(", ", workspaces) + "}}", Path.of("/nowhere"));
  }

  private static <T> void all(List<Future<T>> futures) throws Exception {
    for (Future<T> future : futures) {
      future.get(2, TimeUnit.MINUTES);
    }
  }

  @Test
  void swapsWhileSendingLoseNothingAndCloseEachConnectionOnce() throws Exception {
    publish("0");
    FakeConnection still = fake.newest("acme", "still");
    SendRequest request =
        new SendRequest(
            new PhoneNumber("14155551234"), Text.of("x"), null, null, "r", Duration.ofSeconds(1));
    AtomicBoolean swapping = new AtomicBoolean(true);
    AtomicLong sends = new AtomicLong();
    AtomicLong missing = new AtomicLong();
    List<Future<Void>> senders = new ArrayList<>();
    for (int i = 0; i < SENDERS; i++) {
      Callable<Void> sender =
          () -> {
            while (swapping.get()) {
              Lease lease = registry.lease(A).orElse(null);
              if (lease == null) {
                missing.incrementAndGet();
                continue;
              }
              try (lease) {
                FakeConnection connection = RegistryRig.fakeOf(lease);
                connection.forgetRequests();
                assertThat(connection.send(request).accepted()).isTrue();
                sends.incrementAndGet();
              }
            }
            return null;
          };
      senders.add(threads.submit(sender));
    }
    for (int swap = 1; swap <= SWAPS; swap++) {
      publish(String.valueOf(swap));
    }
    swapping.set(false);
    all(senders);
    registry.close();
    assertThat(missing).hasValue(0);
    assertThat(sends.get()).isGreaterThan(SWAPS);
    assertThat(fake.connections()).hasSize(SWAPS + 2);
    assertThat(fake.connections()).allMatch(connection -> connection.closes() == 1);
    assertThat(fake.connections()).allMatch(connection -> connection.sendsAfterClose() == 0);
    assertThat(fake.connections().stream().mapToLong(FakeConnection::sends).sum())
        .isEqualTo(sends.get());
    assertThat(fake.newest("acme", "still")).isSameAs(still);
  }

  @Test
  void publicationsAtOnceEachWinOrLoseWhole() throws Exception {
    List<Future<Void>> publishers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      String publisher = "p" + i + "x";
      Callable<Void> work =
          () -> {
            for (int round = 0; round < 200; round++) {
              publish(publisher + round, publisher + round);
              assertThat(registry.lease(A)).hasValueSatisfying(Lease::close);
            }
            return null;
          };
      publishers.add(threads.submit(work));
    }
    all(publishers);
    try (Lease one = registry.lease(A).orElseThrow();
        Lease two = registry.lease(new InstanceId("acme1", "a")).orElseThrow()) {
      assertThat(RegistryRig.fakeOf(one).settings().text("account"))
          .isEqualTo(RegistryRig.fakeOf(two).settings().text("account"));
    }
    registry.close();
    assertThat(fake.connections()).allMatch(connection -> connection.closes() == 1);
  }
}
