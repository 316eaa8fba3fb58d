package io.patchbay.delivery.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.patchbay.delivery.metrics.GaugeGroup.Missing;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class GaugeGroupTest {
  private static final Tags A = Tags.of("line", "a");
  private static final Tags B = Tags.of("line", "b");

  private final MeterRegistry registry = new SimpleMeterRegistry();

  private GaugeGroup group(Missing missing) {
    return new GaugeGroup(registry, "held", "What is held", null, missing);
  }

  private Map<String, Double> shown() {
    Map<String, Double> shown = new TreeMap<>();
    registry
        .find("held")
        .gauges()
        .forEach(one -> shown.put(one.getId().getTag("line"), one.value()));
    return shown;
  }

  private Gauge gauge(Tags tags) {
    return registry.get("held").tags(tags).gauge();
  }

  @Test
  void aNumberThatIsNoLongerReadIsZero() {
    GaugeGroup group = group(Missing.ZERO);
    group.publish(Map.of(A, 1.0, B, 2.0));

    group.publish(Map.of(B, 3.0));

    assertThat(shown()).isEqualTo(Map.of("a", 0.0, "b", 3.0));
  }

  @Test
  void aShareThatIsNoLongerKnownIsGoneUntilItIsKnownAgain() {
    GaugeGroup group = group(Missing.REMOVED);
    group.publish(Map.of(A, 0.1, B, 0.2));

    group.publish(Map.of(B, 0.3));
    assertThat(shown()).isEqualTo(Map.of("b", 0.3));

    group.publish(Map.of(A, 0.4, B, 0.5));
    assertThat(shown()).isEqualTo(Map.of("a", 0.4, "b", 0.5));
  }

  @Test
  void aGaugeWhoseTagsStayIsNeverReplaced() {
    GaugeGroup group = group(Missing.REMOVED);
    group.publish(Map.of(A, 0.1, B, 0.2));
    Gauge before = gauge(B);

    group.publish(Map.of(B, 0.3));

    assertThat(gauge(B)).isSameAs(before);
  }

  @Test
  void theGaugesOfAnEarlierGroupAreReplaced() {
    group(Missing.ZERO).publish(Map.of(A, 1.0));

    group(Missing.ZERO).publish(Map.of(A, 2.0));

    assertThat(shown()).isEqualTo(Map.of("a", 2.0));
  }
}
