package io.patchbay.delivery.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The gauges of one name, one for each set of tags. New values replace the old ones by a single
 * write; a gauge whose tags stay is never unregistered. Micrometer's {@code MultiGauge} removes and
 * adds every gauge whenever values change, and a scrape that runs meanwhile misses some of them or
 * meets one twice.
 *
 * <p>One thread publishes; any thread may read the gauges meanwhile. Registries read one gauge
 * after the other: a scrape that meets the write may show some gauges before it and the others
 * after it.
 */
final class GaugeGroup {
  /** What becomes of a gauge whose tags have no new value. */
  enum Missing {
    /** It shows 0 and stays: for numbers of things, where none is a number too. */
    ZERO,
    /** It is unregistered: for numbers that are unknown rather than 0. */
    REMOVED
  }

  private final MeterRegistry registry;
  private final String name;
  private final String description;
  private final @Nullable String unit;
  private final Missing missing;

  /** Immutable; has a value for every gauge that is registered. */
  private volatile Map<Tags, Double> values = Map.of();

  GaugeGroup(
      MeterRegistry registry,
      String name,
      String description,
      @Nullable String unit,
      Missing missing) {
    this.registry = registry;
    this.name = name;
    this.description = description;
    this.unit = unit;
    this.missing = missing;
  }

  /** Shows these values, and no others, from now on. */
  void publish(Map<Tags, Double> read) {
    Map<Tags, Double> next = new HashMap<>(read);
    Set<Tags> shown = values.keySet();
    for (Tags tags : shown) {
      if (missing == Missing.ZERO) {
        next.putIfAbsent(tags, 0.0);
      } else if (!read.containsKey(tags)) {
        // Before the values change: until it is gone it shows its last one.
        remove(tags);
      }
    }
    values = Map.copyOf(next);
    for (Tags tags : next.keySet()) {
      if (!shown.contains(tags)) {
        add(tags);
      }
    }
  }

  private void add(Tags tags) {
    // One that is left from a store that was closed would be kept, and show its values.
    remove(tags);
    Gauge.builder(name, this, group -> group.values.getOrDefault(tags, Double.NaN))
        .description(description)
        .baseUnit(unit)
        .tags(tags)
        .strongReference(true)
        .register(registry);
  }

  private void remove(Tags tags) {
    registry.removeByPreFilterId(new Meter.Id(name, tags, unit, description, Meter.Type.GAUGE));
  }
}
