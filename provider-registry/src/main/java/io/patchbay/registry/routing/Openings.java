package io.patchbay.registry.routing;

import io.patchbay.registry.internal.ForeignCalls;
import io.patchbay.registry.internal.config.InstanceConfiguration;
import io.patchbay.registry.routing.ConnectionOpener.End;
import io.patchbay.registry.routing.ConnectionOpener.Opening;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The connections that one publication opens: each once, however often its change is worked out.
 * Not thread-safe.
 */
final class Openings {
  /** How long one instance is waited for before the next one is begun beside it. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  /** How many instances of one provider may hang before no further one is begun. */
  private static final int MOST_HANGING = 16;

  private final ConnectionOpener opener;
  private final Map<InstanceConfiguration, ConnectionSlot> opened = new LinkedHashMap<>();
  private final Map<InstanceConfiguration, String> failures = new LinkedHashMap<>();
  private final Set<InstanceConfiguration> hanging = new HashSet<>();

  Openings(ConnectionOpener opener) {
    this.opener = opener;
  }

  /**
   * Opens what is not open yet, one after the other. One that takes long holds up neither the
   * others nor, after the limit, the publication.
   */
  void open(List<InstanceConfiguration> instances) {
    Map<InstanceConfiguration, Opening> slow = new LinkedHashMap<>();
    for (InstanceConfiguration instance : instances) {
      if (!opened.containsKey(instance) && !failures.containsKey(instance)) {
        begin(instance, slow);
      }
    }
    slow.forEach(
        (instance, opening) -> {
          if (!ended(opening, opener.limit().minus(opening.age()))) {
            opener.keep(opening);
            left(opening);
          }
        });
  }

  private void begin(InstanceConfiguration instance, Map<InstanceConfiguration, Opening> slow) {
    Opening late = opener.late(instance);
    if (late != null && !late.end().isDone()) {
      left(late);
      return;
    }
    String provider = instance.provider().descriptor().id();
    long others = slow.values().stream().filter(one -> one.provider().equals(provider)).count();
    if (opener.hanging(provider) + others >= MOST_HANGING) {
      failures.put(instance, "it was not tried: " + MOST_HANGING + " others of it hang");
      return;
    }
    Opening opening = late != null && opener.take(late) ? late : opener.begin(instance);
    if (!ended(opening, others == 0 ? PATIENCE : Duration.ZERO)) {
      slow.put(instance, opening);
    }
  }

  private boolean ended(Opening opening, Duration longest) {
    try {
      End end = opening.end().get(Math.max(0, longest.toNanos()), TimeUnit.NANOSECONDS);
      if (end.slot() == null) {
        failures.put(opening.instance(), end.failure());
      } else {
        opened.put(opening.instance(), end.slot());
      }
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException("An opening ends with a value", e);
    }
  }

  private void left(Opening opening) {
    hanging.add(opening.instance());
    failures.put(
        opening.instance(),
        "it has not ended after "
            + opening.age().toSeconds()
            + " s, and is left behind; the instance is used as soon as it has connected");
  }

  /** The open instance; null when its provider failed: {@link #failure} says how. */
  @Nullable ConnectionSlot slot(InstanceConfiguration instance) {
    return opened.get(instance);
  }

  /** Why an instance is not open. */
  String failure(InstanceConfiguration instance) {
    return "the provider '"
        + instance.provider().descriptor().id()
        + "' failed to connect: "
        + failures.get(instance);
  }

  /** What to do about an instance that is not open. */
  String remedy(InstanceConfiguration instance) {
    return hanging.contains(instance)
        ? ForeignCalls.REMEDY
        : "report this to the provider's author";
  }

  /** The instances that may still connect. */
  Set<InstanceConfiguration> hanging() {
    return hanging;
  }

  /** What was opened and is not among these. */
  List<ConnectionSlot> except(Collection<ConnectionSlot> used) {
    return opened.values().stream().filter(slot -> !used.contains(slot)).toList();
  }
}
