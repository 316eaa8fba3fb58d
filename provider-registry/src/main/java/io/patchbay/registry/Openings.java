package io.patchbay.registry;

import io.patchbay.channel.spi.ConnectionContext;
import io.patchbay.channel.spi.SmsConnection;
import io.patchbay.channel.spi.SmsProvider;
import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The connections that one publication opens: each once, however often its change is worked out.
 * Not thread-safe.
 */
final class Openings {
  private final Clock clock;
  private final AtomicLong generations;
  private final Map<InstanceConfiguration, ConnectionSlot> opened = new LinkedHashMap<>();
  private final Map<InstanceConfiguration, String> failures = new LinkedHashMap<>();

  Openings(Clock clock, AtomicLong generations) {
    this.clock = clock;
    this.generations = generations;
  }

  /** The open instance; null when its provider failed: {@link #failure} says how. */
  @Nullable ConnectionSlot open(InstanceConfiguration instance) {
    if (!opened.containsKey(instance) && !failures.containsKey(instance)) {
      connect(instance);
    }
    return opened.get(instance);
  }

  /** Without an exception's message, which may quote a secret. */
  String failure(InstanceConfiguration instance) {
    return "the provider '"
        + instance.provider().descriptor().id()
        + "' failed to connect: "
        + failures.get(instance);
  }

  private void connect(InstanceConfiguration instance) {
    try {
      SmsProvider provider = instance.provider().provider();
      ConnectionContext context = new ConnectionContext(instance.id(), instance.settings(), clock);
      SmsConnection connection = PluginContext.call(provider, () -> provider.connect(context));
      if (connection == null) {
        failures.put(instance, "it gave no connection");
      } else {
        opened.put(
            instance,
            new ConnectionSlot(
                instance,
                PluginConnection.of(provider, connection),
                generations.incrementAndGet()));
      }
    } catch (Throwable e) {
      // A defect in foreign code of any kind concerns this one instance.
      ModuleTrace.log(instance.id(), e);
      failures.put(instance, LinkageAdvice.told(e));
    }
  }

  /** What was opened and is not among these. */
  List<ConnectionSlot> except(Collection<ConnectionSlot> used) {
    return opened.values().stream().filter(slot -> !used.contains(slot)).toList();
  }
}
