package io.patchbay.core.internal.send;

import static io.patchbay.testsupport.ConfigurationText.instance;
import static io.patchbay.testsupport.ConfigurationText.sms;
import static io.patchbay.testsupport.ConfigurationText.workspace;

import io.patchbay.channel.ChannelEventListener;
import io.patchbay.channel.InstanceId;
import io.patchbay.channel.SendListener;
import io.patchbay.channel.SendResult;
import io.patchbay.channel.SmsMessage;
import io.patchbay.core.Guard;
import io.patchbay.core.internal.FakeRegistry;
import io.patchbay.core.internal.consent.PersonEvents;
import io.patchbay.core.internal.consent.PersonGuard;
import io.patchbay.core.internal.webhook.EventDispatch;
import io.patchbay.core.internal.webhook.Inbound;
import io.patchbay.core.internal.webhook.NamedListener;
import io.patchbay.core.internal.webhook.StatusProof;
import io.patchbay.core.internal.webhook.Telling;
import io.patchbay.registry.internal.LimitedLog;
import io.patchbay.secrecy.Shown;
import io.patchbay.store.consent.PeopleStores;
import io.patchbay.store.inbox.EventStore;
import io.patchbay.store.inbox.RecentEvents;
import io.patchbay.testkit.FakeConnection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** A channel over fakes: one thread, time that stands still, jitter of a half. */
public final class ChannelRig implements AutoCloseable {
  static final String TO = "+14155551234";

  public final FakeRegistry registryRig = new FakeRegistry();
  final List<Guard> guards = new ArrayList<>();
  final List<SendListener> sendListeners = new ArrayList<>();
  public final List<ChannelEventListener> eventListeners = new ArrayList<>();
  public PeopleStores stores = PeopleStores.in(PeopleStores.file(Path.of("/proc/nowhere")));
  EventStore events = new RecentEvents(registryRig.clock);
  final BlockedInstances blocked = new BlockedInstances(registryRig.clock, Duration.ofMinutes(1));
  final RecentAttempts attempts = new RecentAttempts();
  double jitter = 0.5;

  /** Publishes one workspace acme with the instances a and b: a is the default, b its fallback. */
  ChannelRig withFallback() {
    publish("\"fallback\": [\"b\"], " + sms("a", instance("a", "1"), instance("b", "1")));
    return this;
  }

  private @Nullable PersonEvents personEvents;
  private @Nullable PeopleStores madeFor;

  /** Publishes one workspace acme. */
  void publish(String sms) {
    registryRig.publish(workspace("acme", sms));
  }

  Pipeline pipeline() {
    return new Pipeline(
        registryRig.registry,
        registryRig.clock,
        blocked,
        new PersonGuard(stores, registryRig.clock),
        personEvents(),
        attempts,
        guards,
        sendListeners);
  }

  /** One for all webhooks, as in a host. */
  PersonEvents personEvents() {
    PersonEvents made = personEvents;
    if (made == null || !stores.equals(madeFor)) {
      made = new PersonEvents(registryRig.registry, stores, registryRig.clock);
      personEvents = made;
      madeFor = stores;
    }
    return made;
  }

  Telling telling() {
    List<NamedListener> named = new ArrayList<>();
    eventListeners.forEach(listener -> named.add(NamedListener.of(listener, named.size())));
    return new Telling(events, named);
  }

  AsyncSender asyncSender(Executor executor) {
    return new AsyncSender(
        pipeline(),
        registryRig.clock,
        executor,
        registryRig.scheduler,
        new RetrySchedule(() -> jitter));
  }

  public RegistryChannel channel() {
    return new RegistryChannel(
        registryRig.registry, pipeline(), asyncSender(Runnable::run), inbound());
  }

  public Inbound inbound() {
    return new Inbound(
        registryRig.registry,
        personEvents(),
        new StatusProof(registryRig.registry, List.of(attempts)),
        new EventDispatch(events, telling(), () -> {}),
        new LimitedLog(
            LoggerFactory.getLogger(Inbound.class),
            () -> TimeUnit.MILLISECONDS.toNanos(registryRig.clock.millis()),
            flush -> {}));
  }

  public static SmsMessage.Builder message() {
    return SmsMessage.to(TO).id("m1").text("Hello");
  }

  public SendResult send() {
    return Shown.text(channel().send("acme", message().build()));
  }

  FakeConnection connection(String name) {
    return registryRig.connection("acme", name);
  }

  static InstanceId id(String name) {
    return new InstanceId("acme", name);
  }

  /** The instances of a result's attempts, in order. */
  static List<String> tried(SendResult result) {
    return result.attempts().stream().map(attempt -> attempt.instance().name()).toList();
  }

  @Override
  public void close() {
    registryRig.close();
  }
}
