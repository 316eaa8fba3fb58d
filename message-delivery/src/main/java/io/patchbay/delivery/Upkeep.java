package io.patchbay.delivery;

import io.patchbay.channel.InstanceId;
import io.patchbay.channel.spi.HealthCheck;
import io.patchbay.channel.spi.HealthReport;
import io.patchbay.core.internal.ChannelCore;
import io.patchbay.delivery.store.DeliveryStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
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
  private final ChannelCore patchbay;
  private final Inquiry inquiry;
  private final Blocks blocks;
  private final SenderQuestions senders;
  private final StatusQuestions statuses;
  private final Runnable whenUnblocked;
  private final InstanceTasks health;
  private final InstanceTasks questions;
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  Upkeep(
      DeliveryStore store,
      ChannelCore patchbay,
      Inquiry inquiry,
      Blocks blocks,
      SenderQuestions senders,
      StatusQuestions statuses,
      Runnable whenUnblocked,
      Function<String, ThreadFactory> named) {
    this.store = store;
    this.patchbay = patchbay;
    this.whenUnblocked = whenUnblocked;
    this.inquiry = inquiry;
    this.blocks = blocks;
    this.senders = senders;
    this.statuses = statuses;
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

  /**
   * Begins to ask whatever is due. An instance that is being asked already is not asked again.
   *
   * @return what ends when that has been answered, one for each instance and kind of question; with
   *     a failure when it could not be written down
   */
  List<CompletableFuture<Void>> begin() {
    List<CompletableFuture<Void>> begun = new ArrayList<>();
    for (InstanceId instance : blocks.all()) {
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
    if (!inquiry.knows(instance)) {
      blocks.forget(instance);
    } else if (patchbay.blocked(instance).isPresent()
        && inquiry.offers(instance, HealthCheck.class)
        && blocks.checked(instance, this::isHealthy)) {
      whenUnblocked.run();
    }
  }

  private boolean isHealthy(InstanceId instance) {
    return inquiry
        .ask(instance, "its health", Inquiry.AGAIN, () -> patchbay.checkHealth(instance))
        .map(HealthReport::healthy)
        .orElse(false);
  }

  /** Ends what is being asked, without an answer. */
  void close() {
    health.close(CLOSING);
    questions.close(CLOSING);
  }
}
