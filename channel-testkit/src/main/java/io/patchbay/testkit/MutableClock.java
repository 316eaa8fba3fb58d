package io.patchbay.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands still until a test moves it. Thread-safe. */
public final class MutableClock extends Clock {
  private final Object lock = new Object();
  private Instant now;

  /** A clock that shows this time. */
  public MutableClock(Instant start) {
    this.now = start;
  }

  /** Moves the clock; a negative time moves it back. */
  public void advance(Duration time) {
    synchronized (lock) {
      now = now.plus(time);
    }
  }

  @Override
  public Instant instant() {
    synchronized (lock) {
      return now;
    }
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return Clock.fixed(instant(), zone);
  }
}
