package io.patchbay.registry.routing;

import io.patchbay.channel.spi.ConnectionContext;
import io.patchbay.channel.spi.SmsConnection;
import io.patchbay.channel.spi.SmsProvider;
import io.patchbay.registry.internal.Bounds;
import io.patchbay.registry.internal.ContentSize;
import io.patchbay.registry.internal.ForeignCalls;
import io.patchbay.registry.internal.InstanceSecrets;
import io.patchbay.registry.internal.LinkageAdvice;
import io.patchbay.registry.internal.ModuleTrace;
import io.patchbay.registry.internal.PluginContext;
import io.patchbay.registry.internal.config.InstanceConfiguration;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connects instances, each on a thread of its own, because a module may hang. One that was not
 * waited for is kept: it is used as soon as it has connected. Thread-safe.
 */
final class ConnectionOpener {
  private static final Logger LOG = LoggerFactory.getLogger(ConnectionOpener.class);

  /** Connecting does no I/O. */
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final Clock clock;
  private final ForeignCalls calls;
  private final ContentSize contents = new ContentSize();
  private final AtomicLong generations = new AtomicLong();
  private final Map<InstanceConfiguration, Opening> late = new ConcurrentHashMap<>();

  ConnectionOpener(Clock clock, ForeignCalls calls) {
    this.clock = clock;
    this.calls = calls;
  }

  /** How it ended: with a connection, or with the reason why there is none. */
  record End(@Nullable ConnectionSlot slot, String failure) {}

  /** An instance that is being connected. */
  record Opening(InstanceConfiguration instance, long startedAt, CompletableFuture<End> end) {
    String provider() {
      return instance.provider().descriptor().id();
    }

    Duration age() {
      return Duration.ofNanos(System.nanoTime() - startedAt);
    }
  }

  /** How long a publication waits for one instance. */
  Duration limit() {
    return calls.limited(LIMIT);
  }

  Opening begin(InstanceConfiguration instance) {
    Opening opening = new Opening(instance, System.nanoTime(), new CompletableFuture<>());
    calls.threads().execute(() -> opening.end().complete(connect(instance)));
    return opening;
  }

  /** Without an exception's message, which may quote a secret. */
  private End connect(InstanceConfiguration instance) {
    Bounds bounds =
        new Bounds(
            InstanceSecrets.of(instance.provider().descriptor(), instance.settings()),
            contents,
            instance.provider().descriptor().sendsNothing());
    try {
      SmsProvider provider = instance.provider().provider();
      ConnectionContext context = new ConnectionContext(instance.id(), instance.settings(), clock);
      SmsConnection connection = PluginContext.call(provider, () -> provider.connect(context));
      return connection == null
          ? new End(null, "it gave no connection")
          : new End(
              new ConnectionSlot(
                  instance,
                  new ContainedConnection(instance, connection, calls, bounds),
                  generations.incrementAndGet()),
              "");
    } catch (Throwable e) {
      // A defect in foreign code of any kind concerns this one instance.
      ModuleTrace.log(instance.id(), e);
      return new End(null, bounds.text(LinkageAdvice.told(e)));
    }
  }

  /** The earlier attempt to connect the same instance that nobody has used; null without one. */
  @Nullable Opening late(InstanceConfiguration instance) {
    return late.get(instance);
  }

  /** How many instances of a provider have not connected though they were waited for. */
  long hanging(String provider) {
    return late.values().stream()
        .filter(opening -> !opening.end().isDone() && opening.provider().equals(provider))
        .count();
  }

  /** Whether one that was not waited for has ended since. */
  boolean arrived() {
    return late.values().stream().anyMatch(opening -> opening.end().isDone());
  }

  /** Keeps one that has not ended yet. */
  void keep(Opening opening) {
    if (late.putIfAbsent(opening.instance(), opening) == null) {
      LOG.warn(
          "{}: provider '{}' has been connecting for {} s and hangs; the others start without it. {}",
          opening.instance().id(),
          opening.provider(),
          opening.age().toSeconds(),
          ForeignCalls.REMEDY);
    }
  }

  /** Whether this caller is the one that uses it. */
  boolean take(Opening opening) {
    return late.remove(opening.instance(), opening);
  }

  /**
   * Forgets all but these.
   *
   * @param unused takes each other connection, now or once it is there
   */
  void retain(Collection<InstanceConfiguration> wanted, Consumer<ConnectionSlot> unused) {
    late.values().stream()
        .filter(opening -> !wanted.contains(opening.instance()))
        .forEach(opening -> drop(opening, unused));
  }

  /** Forgets those that {@link #arrived}. */
  void dropArrived(Consumer<ConnectionSlot> unused) {
    late.values().stream()
        .filter(opening -> opening.end().isDone())
        .forEach(opening -> drop(opening, unused));
  }

  private void drop(Opening opening, Consumer<ConnectionSlot> unused) {
    if (take(opening)) {
      var unusedEnd =
          opening.end().thenAccept(end -> Optional.ofNullable(end.slot()).ifPresent(unused));
    }
  }
}
