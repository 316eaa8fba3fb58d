package io.patchbay.host.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.spi.Rate;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class PacerTest {
  private final AtomicLong now = new AtomicLong();
  private final Pacer pacer = new Pacer(now::get, now::addAndGet);

  private long millisFor(int messages, Rate rate) throws InterruptedException {
    long start = now.get();
    for (int i = 0; i < messages; i++) {
      pacer.await(rate);
    }
    return Duration.ofNanos(now.get() - start).toMillis();
  }

  @Test
  void goesAtTheRateAfterHalfOfTheBurst() throws InterruptedException {
    assertThat(millisFor(5, new Rate(10, Duration.ofSeconds(1), 10))).isZero();
    assertThat(millisFor(20, new Rate(10, Duration.ofSeconds(1), 10))).isEqualTo(2_000);
  }

  @Test
  void neverGoesFasterInAnySecond() throws InterruptedException {
    Rate rate = Rate.perSecond(80);
    long[] times = new long[1_000];
    for (int i = 0; i < times.length; i++) {
      pacer.await(rate);
      times[i] = now.get();
    }
    for (int i = 0; i + 120 < times.length; i++) {
      assertThat(times[i + 120] - times[i]).isGreaterThanOrEqualTo(1_000_000_000L);
    }
  }

  @Test
  void anotherRateCountsFromItsFirstMessage() throws InterruptedException {
    millisFor(50, Rate.perSecond(2));

    assertThat(millisFor(1, Rate.perSecond(100))).isZero();
    assertThat(millisFor(3, new Rate(1, Duration.ofSeconds(1), 1))).isEqualTo(2_000);
  }

  @Test
  void withoutARateThereIsNoWait() throws InterruptedException {
    for (int i = 0; i < 1_000; i++) {
      pacer.await(null);
    }
    assertThat(now.get()).isZero();
  }
}
