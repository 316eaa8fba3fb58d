package io.patchbay.delivery;

import io.patchbay.channel.InstanceId;
import io.patchbay.channel.spi.HealthCheck;
import io.patchbay.channel.spi.HealthReport;
import io.patchbay.delivery.store.DeliveryStore;
import io.patchbay.registry.channel.Patchbay;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Asks providers what they do not tell by themselves: what a sender may do, whether a blocked
 * instance works again, and what became of messages of which no status came. Each instance is asked
 * apart from the others, and for its health apart from the rest: one that hangs holds up none of
 * them. Thread-safe.
 */
final class Upkeep {
  private static final int HEALTH_THREADS = 8;
  private static final int THREADS = 8;
  private static final Duration CLOSING = Duration.ofSeconds(5);

  private final DeliveryStore store;
  private final Patchbay patchbay;
  private final Inquiry inquiry;
  private final SenderQuestions senders;
  private final StatusQuestions statuses;
  private final Runnable whenUnblocked;
  private final InstanceTasks health;
  private final InstanceTasks questions;
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  /** What is tried with one message, and until when, by System.nanoTime. */
  private final Map<InstanceId, Long> trials = new ConcurrentHashMap<>();

  /**
   * What keeps messages waiting, or sends them by another way, and since when, by the store's time.
   */
  private final Map<InstanceId, Instant> blocked = new ConcurrentHashMap<>();

  Upkeep(
      DeliveryStore store,
      Patchbay patchbay,
      Rates rates,
      DeliverySettings settings,
      Runnable whenUnblocked,
      Function<String, ThreadFactory> named) {
    this.store = store;
    this.patchbay = patchbay;
    this.whenUnblocked = whenUnblocked;
    inquiry = new Inquiry(patchbay);
    senders = new SenderQuestions(store, patchbay, inquiry, rates, settings, System::nanoTime);
    statuses = new StatusQuestions(store, patchbay, inquiry, settings, System::nanoTime);
    health =
        new InstanceTasks(HEALTH_THREADS, named.apply("patchbay-delivery-health"), this::failed);
    questions = new InstanceTasks(THREADS, named.apply("patchbay-delivery-ask"), this::failed);
  }

  private void failed(Throwable cause) {
    failure.compareAndSet(null, cause);
  }

  /** What was met first, since this was last asked for, in writing down an answer; or null. */
  @Nullable Throwable failure() {
    return failure.getAndSet(null);
  }

  /** Takes note of a sender in use. */
  void seen(Way way, @Nullable String from) {
    if (!way.probe()) {
      blocked.remove(way.lease().instance());
    }
    senders.seen(way, from);
  }

  /**
   * Takes note of an instance that keeps messages waiting, or has them go by another way.
   *
   * @return whether it has been taken into use again now, because somebody has asked for that
   *     since, be it in another process: one message is to find out whether it works
   */
  boolean blocked(InstanceId instance) {
    Instant since = blocked.get(instance);
    if (since == null) {
      blocked.putIfAbsent(instance, store.now());
      return false;
    }
    boolean resumed = store.resumedAt(instance).filter(at -> !at.isBefore(since)).isPresent();
    if (resumed) {
      blocked.remove(instance, since);
      patchbay.resume(instance);
    }
    return resumed;
  }

  /** Has other lanes wait while one message finds out whether an instance works again. */
  void onTrial(InstanceId instance, Duration time) {
    trials.put(instance, System.nanoTime() + time.toNanos());
  }

  /** Whether one message is finding that out at the moment. */
  boolean isOnTrial(InstanceId instance) {
    Long end = trials.get(instance);
    if (end == null) {
      return false;
    }
    return System.nanoTime() - end < 0 || !trials.remove(instance, end);
  }

  /** Takes an instance into use again, in every process. */
  void resume(InstanceId instance) {
    // Forgotten first: what blocks it from now on is another block, which this does not end.
    blocked.remove(instance);
    store.resume(instance);
    patchbay.resume(instance);
  }

  /** The senders that were seen on an instance. */
  List<String> sendersOf(InstanceId instance) {
    return senders.of(instance);
  }

  /**
   * Begins to ask whatever is due. An instance that is being asked already is not asked again.
   *
   * @return what ends when that has been answered, one for each instance and kind of question; with
   *     a failure when it could not be written down
   */
  List<CompletableFuture<Void>> begin() {
    List<CompletableFuture<Void>> begun = new ArrayList<>();
    for (InstanceId instance : blocked.keySet()) {
      begun.add(health.begin(instance.toString(), () -> checkHealth(instance)));
    }
    Set<InstanceId> withSenders = senders.due();
    Set<String> silent = Set.copyOf(store.silentInstances());
    for (InstanceId instance : withSenders) {
      String name = instance.toString();
      begun.add(
          questions.begin(
              name,
              () -> {
                senders.ask(instance);
                if (silent.contains(name)) {
                  statuses.ask(name);
                }
              }));
    }
    for (String instance : silent) {
      // One whose senders are asked for is under way already.
      begun.add(questions.begin(instance, () -> statuses.ask(instance)));
    }
    return begun;
  }

  /** The same, and waits for all answers. */
  void run() {
    RuntimeException first = null;
    for (CompletableFuture<Void> one : begin()) {
      try {
        one.join();
      } catch (CompletionException e) {
        first = first == null ? failure(e) : first;
      }
    }
    if (first != null) {
      throw first;
    }
  }

  private static RuntimeException failure(CompletionException e) {
    return e.getCause() instanceof RuntimeException cause ? cause : e;
  }

  private void checkHealth(InstanceId instance) {
    boolean still = patchbay.blocked(instance).isPresent();
    if (still && inquiry.offers(instance, HealthCheck.class)) {
      still =
          !inquiry
              .ask(instance, "its health", Inquiry.AGAIN, () -> patchbay.checkHealth(instance))
              .map(HealthReport::healthy)
              .orElse(false);
    }
    if (!still) {
      blocked.remove(instance);
      whenUnblocked.run();
    }
  }

  /** Ends what is being asked, without an answer. */
  void close() {
    health.close(CLOSING);
    questions.close(CLOSING);
  }
}
