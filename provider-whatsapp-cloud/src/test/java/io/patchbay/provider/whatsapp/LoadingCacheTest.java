package io.patchbay.provider.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.patchbay.provider.whatsapp.internal.account.LoadingCache;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoadingCacheTest {
  private static final Duration WAIT = Duration.ofMinutes(2);

  private final MovingClock clock = new MovingClock();
  private final LoadingCache<String, Integer> remembered =
      new LoadingCache<>(2, Duration.ofMinutes(10), clock);
  private final AtomicInteger fetches = new AtomicInteger();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  private int get(String key) throws Exception {
    return remembered.get(key, WAIT, fetches::incrementAndGet).value();
  }

  @Test
  void keepsAValueForItsLife() throws Exception {
    assertThat(get("a")).isEqualTo(1);
    clock.forward(Duration.ofMinutes(10).minusNanos(1));
    assertThat(get("a")).isEqualTo(1);
    clock.forward(Duration.ofNanos(1));
    assertThat(get("a")).isEqualTo(2);
  }

  @Test
  void forgetsTheLeastRecentlyUsedFirst() throws Exception {
    get("a");
    get("b");
    get("a");
    get("c");

    assertThat(remembered.size()).isEqualTo(2);
    assertThat(get("a")).isEqualTo(1);
    assertThat(get("b")).isEqualTo(4);
  }

  @Test
  void forgetsWhatItIsToldTo() throws Exception {
    get("a");
    remembered.forget("a");
    assertThat(get("a")).isEqualTo(2);
    remembered.forgetIf(value -> value == 2);
    assertThat(get("a")).isEqualTo(3);
  }

  @Test
  void clockIsNotAskedUnderTheLock() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    List<LoadingCache<String, Integer>> ours = new ArrayList<>();
    Clock curious =
        new Clock() {
          @Override
          public Instant instant() {
            asked.incrementAndGet();
            Future<Integer> size = threads.submit(() -> ours.get(0).size());
            assertThat(size).succeedsWithin(Duration.ofMinutes(2));
            return clock.instant();
          }

          @Override
          public ZoneId getZone() {
            return clock.getZone();
          }

          @Override
          public Clock withZone(ZoneId zone) {
            return this;
          }
        };
    ours.add(new LoadingCache<>(2, Duration.ofMinutes(10), curious));

    ours.get(0).get("a", WAIT, fetches::incrementAndGet);
    int before = asked.get();
    ours.get(0).get("a", WAIT, fetches::incrementAndGet);

    assertThat(asked.get()).isGreaterThan(before);
    assertThat(fetches).hasValue(1);
  }

  @Test
  void doesNotForgetWhatHasBeenReplaced() throws Exception {
    LoadingCache.Kept<Integer> old = remembered.get("a", WAIT, fetches::incrementAndGet);
    remembered.forget("a", old);
    get("a");
    remembered.forget("a", old);

    assertThat(get("a")).isEqualTo(2);
  }

  @Test
  void failuresAreNotKept() throws Exception {
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(
            () ->
                remembered.get(
                    "a",
                    WAIT,
                    () -> {
                      throw new IllegalStateException("no");
                    }));

    assertThat(get("a")).isEqualTo(1);
  }

  @Test
  void manyAtOnceFetchOnce() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    List<Future<Integer>> all = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      all.add(
          threads.submit(
              () ->
                  remembered
                      .get(
                          "a",
                          WAIT,
                          () -> {
                            inside.countDown();
                            await(release);
                            return fetches.incrementAndGet();
                          })
                      .value()));
    }
    await(inside);
    assertThatExceptionOfType(TimeoutException.class)
        .isThrownBy(() -> remembered.get("a", Duration.ofMillis(1), fetches::incrementAndGet));
    release.countDown();

    for (Future<Integer> each : all) {
      assertThat(each.get(2, TimeUnit.MINUTES)).isEqualTo(1);
    }
    assertThat(fetches).hasValue(1);
  }

  @Test
  void whoeverWaitsSharesTheFailure() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    Future<?> first =
        threads.submit(
            () ->
                remembered.get(
                    "a",
                    WAIT,
                    () -> {
                      inside.countDown();
                      await(release);
                      throw new IllegalStateException("no");
                    }));
    await(inside);
    FutureTask<Integer> second = new FutureTask<>(() -> get("a"));
    Thread waiting = new Thread(second);
    waiting.start();
    while (waiting.getState() != Thread.State.TIMED_WAITING && waiting.isAlive()) {
      Thread.onSpinWait();
    }
    release.countDown();

    assertThat(first).failsWithin(WAIT).withThrowableThat().withMessageContaining("no");
    assertThat(second).failsWithin(WAIT).withThrowableThat().withMessageContaining("no");
    assertThat(fetches).hasValue(0);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(2, TimeUnit.MINUTES)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
