package io.patchbay.registry.routing;

import static io.patchbay.testsupport.ConfigurationText.instance;
import static io.patchbay.testsupport.ConfigurationText.sms;
import static io.patchbay.testsupport.ConfigurationText.workspace;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.patchbay.channel.Category;
import io.patchbay.channel.WebhookRequest;
import io.patchbay.channel.spi.HealthCheck;
import io.patchbay.channel.spi.HealthReport;
import io.patchbay.channel.spi.ProviderException;
import io.patchbay.channel.spi.SmsProvider;
import io.patchbay.channel.spi.WebhookReceiver;
import io.patchbay.channel.spi.WebhookResult;
import io.patchbay.registry.config.ConfigurationProblem;
import io.patchbay.registry.internal.ForeignCalls;
import io.patchbay.registry.plugin.ProviderCatalog;
import io.patchbay.registry.plugin.ProviderDiscovery;
import io.patchbay.testkit.FakeConnection;
import io.patchbay.testsupport.Conditions;
import io.patchbay.testsupport.Plugins;
import io.patchbay.testsupport.TestLog;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Modules that do not come back, whatever interrupts them. */
class HangingModuleTest {
  private static final String ACME_A = "workspaces.acme.sms.providers.a: ";

  private final CountDownLatch freed = new CountDownLatch(1);
  private final AtomicInteger connects = new AtomicInteger();
  private final RegistryRig rig =
      new RegistryRig(Duration.ofSeconds(30), new ForeignCalls(Duration.ofSeconds(3)));

  @AfterEach
  void free() {
    freed.countDown();
    rig.close();
  }

  private void hang() {
    while (freed.getCount() > 0) {
      try {
        freed.await();
      } catch (InterruptedException e) {
        // A call into the operating system knows of no interrupts.
      }
    }
  }

  /** Of the instances that are called a. */
  private void connectsHang() {
    rig.fake.whenConnecting(
        context -> {
          if (context.instance().name().equals("a")) {
            connects.incrementAndGet();
            hang();
          }
        });
  }

  private static String acme(String account) {
    return workspace(
        "acme", sms("b", instance("a", account), instance("b", "2"), instance("c", "3")));
  }

  private List<String> problems() {
    return rig.registry.problems().stream().map(ConfigurationProblem::describe).toList();
  }

  @Test
  void theOthersConnectWithoutTheOneThatHangs() {
    connectsHang();
    TestLog log = new TestLog();
    rig.publish(acme("1") + ", " + workspace("beta", sms("d", instance("d", "4"))));
    assertThat(log.lines("acme/a: provider 'fake' has been connecting for")).hasSize(1);
    assertThat(rig.registry.problems())
        .extracting(ConfigurationProblem::severity)
        .containsExactly(ConfigurationProblem.Severity.WARNING);
    assertThat(rig.routing("acme").instances()).containsOnlyKeys("b", "c");
    assertThat(rig.routing("beta").instances()).containsOnlyKeys("d");
    assertThat(rig.routing("acme").refusalFor("a").message())
        .matches(
            "Provider 'a' in workspace 'acme' is not usable: the provider 'fake' failed to connect:"
                + " it has not ended after [0-9]+ s, and is left behind; .*");
    assertThat(problems())
        .singleElement()
        .asString()
        .startsWith(ACME_A + "the provider 'fake' failed to connect: it has not ended after")
        .endsWith("; " + ForeignCalls.REMEDY);
  }

  @Test
  void theOneThatHungIsUsedOnceItHasConnected() {
    connectsHang();
    rig.publish(acme("1"));
    assertThat(rig.registry.refresh()).isEmpty();
    freed.countDown();
    Conditions.await(
        "the late connection is published",
        () ->
            rig.registry
                .refresh()
                .map(report -> report.opened().toString().equals("[acme/a]"))
                .orElse(false));
    assertThat(rig.routing("acme").instances()).containsOnlyKeys("a", "b", "c");
    assertThat(problems()).isEmpty();
    assertThat(connects).hasValue(1);
  }

  @Test
  void publishingAgainDoesNotConnectTheOneThatHangsASecondTime() {
    connectsHang();
    rig.publish(acme("1"));
    rig.publish(acme("1") + ", " + workspace("beta", sms("d", instance("d", "4"))));
    assertThat(rig.routing("beta").instances()).containsOnlyKeys("d");
    assertThat(connects).hasValue(1);
    rig.publish(acme("9"));
    assertThat(connects).as("the changed one is tried").hasValue(2);
  }

  @Test
  void aRunningInstanceStaysWhenItsNewConnectionHangs() {
    rig.publish(acme("1"));
    FakeConnection before = rig.connection("acme", "a");
    connectsHang();
    rig.publish(acme("9"));
    assertThat(rig.connection("acme", "a")).isSameAs(before);
    assertThat(problems()).anyMatch(problem -> problem.contains("the old connection stays in use"));
  }

  @Test
  void aConnectionThatNobodyWantsAnyMoreIsClosedWhenItIsThere() {
    connectsHang();
    rig.publish(acme("1"));
    rig.publish(workspace("acme", sms("b", instance("b", "2"))));
    freed.countDown();
    Conditions.await(
        "it is closed",
        () ->
            rig.fake.connections().stream()
                .anyMatch(made -> made.id().name().equals("a") && made.closes() == 1));
  }

  @Test
  void noMoreThanSixteenInstancesOfAProviderHang() {
    rig.fake.whenConnecting(
        context -> {
          if (!context.instance().name().equals("b")) {
            connects.incrementAndGet();
            hang();
          }
        });
    String[] instances = new String[21];
    for (int i = 0; i < 20; i++) {
      instances[i] = instance("x" + i, "1");
    }
    instances[20] = "\"o\": {\"type\": \"other\"}";
    rig.publish(workspace("acme", sms("o", instances)));
    assertThat(connects).hasValue(16);
    assertThat(rig.routing("acme").instances()).containsOnlyKeys("o");
    assertThat(problems()).filteredOn(text -> text.contains("it was not tried: 16")).hasSize(4);
  }

  @Test
  void settingsWhoseCheckHangsAreAProblemOfThatInstance() {
    rig.fake.check(
        settings -> {
          if (settings.optionalText("account").orElse("").equals("1")) {
            hang();
          }
          return List.of();
        });
    rig.publish(acme("1"));
    assertThat(rig.routing("acme").instances()).containsOnlyKeys("b", "c");
    assertThat(problems())
        .anyMatch(
            text ->
                text.contains(
                    "failed to check its settings: acme/a: provider 'fake' has been checking"
                        + " settings for"));
  }

  @Test
  void aCloseThatHangsIsReportedAndWaitedForNoLonger() {
    rig.publish(acme("1"));
    rig.connection("acme", "a").whenClosing(this::hang);
    TestLog log = new TestLog();
    rig.publish(acme("9"));
    assertThat(problems())
        .singleElement()
        .asString()
        .matches(
            ACME_A + "provider 'fake' has been closing its connection for [0-9]+ s and hangs; .*");
    assertThat(log.lines("acme/a: provider 'fake' has been closing its connection for")).hasSize(1);
    freed.countDown();
    Conditions.await("it is forgotten once it has ended", () -> problems().isEmpty());
  }

  @Test
  void aWebhookThatHangsIsAnsweredAndAfterSixteenOthersImmediately() {
    rig.publish(acme("1"));
    rig.connection("acme", "a")
        .webhooks(
            request -> {
              hang();
              return WebhookResult.accepted(List.of());
            });
    List<Thread> callers = Stream.generate(() -> new Thread(this::receive)).limit(16).toList();
    callers.forEach(Thread::start);
    Conditions.await(
        "all of them are reported",
        () -> problems().stream().filter(text -> text.contains("reading a webhook")).count() == 16);
    assertThat(receive().error().message())
        .isEqualTo("acme/a: provider 'fake' hangs while reading a webhook already");
  }

  private ProviderException receive() {
    try (Lease lease = rig.lease("acme", "a")) {
      WebhookReceiver receiver = lease.connection().capability(WebhookReceiver.class).orElseThrow();
      return catchThrowableOfType(
          ProviderException.class,
          () ->
              receiver.receive(
                  WebhookRequest.of(
                      "POST", URI.create("https://example.org/"), Map.of(), new byte[0])));
    }
  }

  @Test
  void aProviderWhoseConstructorHangsIsNamedAndTheOthersAreFound(@TempDir Path root)
      throws IOException {
    try (Plugins plugins = new Plugins(root, SmsProvider.class)) {
      plugins.folder(
          "stuck",
          "stuck.Provider",
          Plugins.source(
              "stuck",
              "stuck",
              "static { while (System.nanoTime() != 0)"
                  + " java.util.concurrent.locks.LockSupport.park(); }"),
          "stuck.Provider");
      plugins.folder("good", "good.Provider", Plugins.source("good", "good", ""), "good.Provider");
      ProviderCatalog catalog =
          new ProviderDiscovery(plugins.loader(), Duration.ofSeconds(3)).discover();
      assertThat(catalog.ids()).containsExactly("good");
      assertThat(catalog.problems())
          .singleElement()
          .satisfies(
              problem -> {
                assertThat(problem.subject()).isEqualTo("stuck.Provider");
                assertThat(problem.message())
                    .isEqualTo(
                        "its constructor or descriptor() has not ended after 3 s and is left"
                            + " behind. "
                            + ForeignCalls.REMEDY);
              });
    }
  }

  @Test
  void aCallWhoseCallerIsInterruptedHangsUntilItEnds() throws Exception {
    rig.publish(acme("1"));
    CountDownLatch begun = new CountDownLatch(1);
    rig.connection("acme", "a")
        .webhooks(
            request -> {
              begun.countDown();
              hang();
              return WebhookResult.accepted(List.of());
            });
    Thread caller = new Thread(this::receive);
    caller.start();
    begun.await();
    caller.interrupt();
    caller.join();

    assertThat(problems()).anyMatch(text -> text.contains("has been reading a webhook for"));
    freed.countDown();
    Conditions.await("it is forgotten once it has ended", () -> problems().isEmpty());
  }

  @Test
  void aCheckIsInterruptedWithWhoeverWaitsForIt() throws Exception {
    rig.publish(acme("1"));
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    rig.connection("acme", "a")
        .health(
            () -> {
              begun.countDown();
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException e) {
                interrupted.countDown();
              }
              return new HealthReport(List.of());
            });
    AtomicReference<@Nullable ProviderException> failure = new AtomicReference<>();
    Thread caller =
        new Thread(
            () -> {
              try (Lease lease = rig.lease("acme", "a")) {
                HealthCheck check = lease.connection().capability(HealthCheck.class).orElseThrow();
                failure.set(catchThrowableOfType(ProviderException.class, check::check));
              }
            });
    caller.start();
    begun.await();
    caller.interrupt();
    caller.join();
    interrupted.await();
    ProviderException thrown = failure.get();
    assertThat(thrown).isNotNull();
    assertThat(thrown.error().category()).isEqualTo(Category.UNAVAILABLE);
  }
}
