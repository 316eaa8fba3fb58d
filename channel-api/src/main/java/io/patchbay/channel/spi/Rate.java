package io.patchbay.channel.spi;

import java.time.Duration;

/**
 * A speed limit.
 *
 * <p>Immutable.
 *
 * @param permits how many messages
 * @param per in which time
 * @param burst how many may go at once after a rest
 */
public record Rate(int permits, Duration per, int burst) {
  /**
   * Refuses anything that is not positive.
   *
   * @throws IllegalArgumentException for what is refused
   */
  public Rate {
    if (permits < 1 || burst < 1 || per.isNegative() || per.isZero()) {
      throw new IllegalArgumentException(
          "A rate needs positive parts, not " + permits + " per " + per + ", burst " + burst);
    }
  }

  /** So many a second, with a burst of the same size. */
  public static Rate perSecond(int permits) {
    return new Rate(permits, Duration.ofSeconds(1), permits);
  }
}
