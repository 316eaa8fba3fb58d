package io.patchbay.delivery;

import io.patchbay.channel.spi.Rate;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How delivery sends and how long it waits. Immutable and thread-safe; its builder is not.
 *
 * @param rate how fast every sender may send; null for what its provider says, or no limit where it
 *     says nothing
 * @param headroom the share of a sender's speed that is left to others, for example to answers that
 *     do not go through the queue: from 0 to 0.9
 * @param maxInFlight how many messages of one sender are being sent at once at most; as many more
 *     are held as there are slots in {@code lookAhead}
 * @param maxThreads how many messages are being sent at once at most
 * @param lookAhead how far ahead slots are taken; what a process holds when it is killed is unknown
 * @param tries how often a message is sent that is refused for now, being throttled apart
 * @param retryWithin how long after its first try a message is tried again
 * @param throttledTries how often a message is sent that is throttled, in a row
 * @param laterTries how often a message is sent whose sender needs somebody to act
 * @param laterInterval how long such a sender waits from try to try
 * @param settleAfter how long a message may stay unknown before its guarantee decides, when
 *     statuses of later messages have arrived
 * @param giveUpAfter how long it may stay unknown when none have
 * @param senderInterval how often providers are asked how fast a sender may be
 * @param silence how long after a message was accepted its provider is asked what became of it when
 *     no status came
 * @param sweepInterval how often is looked for what time does to messages
 * @param retention how long messages are kept that have ended, with their history
 */
public record DeliverySettings(
    @Nullable Rate rate,
    double headroom,
    int maxInFlight,
    int maxThreads,
    Duration lookAhead,
    int tries,
    Duration retryWithin,
    int throttledTries,
    int laterTries,
    Duration laterInterval,
    Duration settleAfter,
    Duration giveUpAfter,
    Duration senderInterval,
    Duration silence,
    Duration sweepInterval,
    Duration retention) {
  private static final double MOST_HEADROOM = 0.9;

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException when a check fails
   */
  public DeliverySettings {
    if (!(headroom >= 0 && headroom <= MOST_HEADROOM)) {
      throw new IllegalArgumentException("The headroom is " + headroom + ", outside 0 to 0.9");
    }
    positive("maxInFlight", maxInFlight);
    positive("maxThreads", maxThreads);
    positive("tries", tries);
    positive("throttledTries", throttledTries);
    positive("laterTries", laterTries);
    positive("lookAhead", lookAhead);
    positive("retryWithin", retryWithin);
    positive("laterInterval", laterInterval);
    positive("settleAfter", settleAfter);
    positive("giveUpAfter", giveUpAfter);
    positive("senderInterval", senderInterval);
    positive("silence", silence);
    positive("sweepInterval", sweepInterval);
    positive("retention", retention);
  }

  private static void positive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " is " + value + ", it has to be at least 1");
    }
  }

  private static void positive(String name, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(name + " is " + value + ", it has to be positive");
    }
  }

  /** The defaults, to change some of them. */
  public static Builder builder() {
    return new Builder();
  }

  /** The defaults. */
  public static DeliverySettings defaults() {
    return builder().build();
  }

  /** Collects settings. Not thread-safe. */
  public static final class Builder {
    private @Nullable Rate rate;
    private double headroom;
    private int maxInFlight = 64;
    private int maxThreads = 512;
    private Duration lookAhead = Duration.ofMillis(200);
    private int tries = 8;
    private Duration retryWithin = Duration.ofDays(1);
    private int throttledTries = 100;
    private int laterTries = 3;
    private Duration laterInterval = Duration.ofHours(8);
    private Duration settleAfter = Duration.ofMinutes(15);
    private Duration giveUpAfter = Duration.ofDays(1);
    private Duration senderInterval = Duration.ofMinutes(15);
    private Duration silence = Duration.ofHours(1);
    private Duration sweepInterval = Duration.ofSeconds(1);
    private Duration retention = Duration.ofDays(30);

    private Builder() {}

    /** How fast every sender may send, whatever its provider says. */
    public Builder rate(Rate limit) {
      this.rate = limit;
      return this;
    }

    /** The share of a sender's speed that is left to others: 0 without it. */
    public Builder headroom(double share) {
      this.headroom = share;
      return this;
    }

    /** How many messages of one sender are being sent at once: 64 without it. */
    public Builder maxInFlight(int messages) {
      this.maxInFlight = messages;
      return this;
    }

    /** How many messages are being sent at once: 512 without it. */
    public Builder maxThreads(int messages) {
      this.maxThreads = messages;
      return this;
    }

    /** How far ahead slots are taken: 200 ms without it. */
    public Builder lookAhead(Duration time) {
      this.lookAhead = time;
      return this;
    }

    /**
     * How often a message is sent that is refused for now: 8 times within a day without it.
     *
     * @param number how often
     * @param within for how long after its first try
     */
    public Builder tries(int number, Duration within) {
      this.tries = number;
      this.retryWithin = within;
      return this;
    }

    /** How often a message is sent that is throttled, in a row: 100 times without it. */
    public Builder throttledTries(int number) {
      this.throttledTries = number;
      return this;
    }

    /**
     * How often a message is sent whose sender needs somebody to act: 3 times, every 8 hours,
     * without it.
     */
    public Builder later(int number, Duration every) {
      this.laterTries = number;
      this.laterInterval = every;
      return this;
    }

    /**
     * How long a message may stay unknown: 15 minutes when statuses of later messages have arrived,
     * a day when none have, without it.
     */
    public Builder settle(Duration afterLaterStatuses, Duration atLast) {
      this.settleAfter = afterLaterStatuses;
      this.giveUpAfter = atLast;
      return this;
    }

    /** How often providers are asked how fast a sender may be: every 15 minutes without it. */
    public Builder senderInterval(Duration interval) {
      this.senderInterval = interval;
      return this;
    }

    /** When a provider is asked what became of a message: an hour after it was accepted. */
    public Builder silence(Duration time) {
      this.silence = time;
      return this;
    }

    /** How often is looked for what time does to messages: every second without it. */
    public Builder sweepInterval(Duration interval) {
      this.sweepInterval = interval;
      return this;
    }

    /** How long messages are kept that have ended: 30 days without it. */
    public Builder retention(Duration time) {
      this.retention = time;
      return this;
    }

    /**
     * The settings.
     *
     * @throws IllegalArgumentException when one is out of its range
     */
    public DeliverySettings build() {
      return new DeliverySettings(
          rate,
          headroom,
          maxInFlight,
          maxThreads,
          lookAhead,
          tries,
          retryWithin,
          throttledTries,
          laterTries,
          laterInterval,
          settleAfter,
          giveUpAfter,
          senderInterval,
          silence,
          sweepInterval,
          retention);
    }
  }
}
