package io.patchbay;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.spi.Rate;
import io.patchbay.delivery.DeliverySettings;
import io.patchbay.registry.config.DeliveryConfiguration;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class QueueSettingsTest {
  @Test
  void whatIsNotSaidIsAsUsual() {
    assertThat(QueueSettings.of(new DeliveryConfiguration(null, null, null, null, null)))
        .isEqualTo(DeliverySettings.defaults());
  }

  @Test
  void whatIsSaidCounts() {
    assertThat(
            QueueSettings.of(
                new DeliveryConfiguration(40, 10, 3, Duration.ofHours(2), Duration.ofDays(90))))
        .isEqualTo(
            DeliverySettings.builder()
                .rate(Rate.perSecond(40))
                .headroom(0.1)
                .tries(3, Duration.ofHours(2))
                .retention(Duration.ofDays(90))
                .build());
  }
}
