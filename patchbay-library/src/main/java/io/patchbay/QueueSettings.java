package io.patchbay;

import io.patchbay.channel.spi.Rate;
import io.patchbay.delivery.DeliverySettings;
import io.patchbay.registry.config.DeliveryConfiguration;
import java.time.Duration;

/** The settings of a queue as the configuration has them at the start of a command. Stateless. */
final class QueueSettings {
  private static final double PERCENT = 100;

  private QueueSettings() {}

  /** What the configuration says, and the defaults for what it does not say. */
  static DeliverySettings of(DeliveryConfiguration said) {
    DeliverySettings.Builder settings = DeliverySettings.builder();
    DeliverySettings usual = DeliverySettings.defaults();
    if (said.messagesPerSecond() != null) {
      settings.rate(Rate.perSecond(said.messagesPerSecond()));
    }
    if (said.headroomPercent() != null) {
      settings.headroom(said.headroomPercent() / PERCENT);
    }
    Duration within = said.retryWithin();
    settings.tries(
        said.tries() == null ? usual.tries() : said.tries(),
        within == null ? usual.retryWithin() : within);
    Duration retention = said.retention();
    return settings.retention(retention == null ? usual.retention() : retention).build();
  }
}
