package io.patchbay.delivery;

import io.patchbay.channel.spi.Rate;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * How fast senders may send: what the host sets, else what the account was found to allow, else
 * what the provider's module says. Thread-safe.
 */
final class Rates {
  private final ConcurrentMap<String, Rate> found = new ConcurrentHashMap<>();

  /** The rate of a sender; null when there is no limit. */
  @Nullable Rate of(Way way, DeliverySettings settings) {
    Rate rate = settings.rate();
    if (rate == null) {
      rate = found.get(way.key());
    }
    if (rate == null) {
      rate = way.sender().rate();
    }
    return rate == null || settings.headroom() == 0 ? rate : less(rate, settings.headroom());
  }

  /** Takes what an account was found to allow. */
  void put(String sender, Rate rate) {
    found.put(sender, rate);
  }

  /** By parts of a thousand, so that small rates are not rounded away. */
  private static Rate less(Rate rate, double headroom) {
    int permits = (int) Math.max(1, Math.round(rate.permits() * 1000 * (1 - headroom)));
    return new Rate(permits, rate.per().multipliedBy(1000), rate.burst());
  }
}
