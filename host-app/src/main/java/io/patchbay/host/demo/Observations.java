package io.patchbay.host.demo;

import io.patchbay.channel.Attempt;
import io.patchbay.channel.ChannelEvent;
import io.patchbay.channel.ChannelEventListener;
import io.patchbay.channel.DeliveryStatus;
import io.patchbay.channel.EventContext;
import io.patchbay.channel.InboundMessage;
import io.patchbay.channel.MessageId;
import io.patchbay.channel.MessageProgress;
import io.patchbay.channel.MessageRef;
import io.patchbay.channel.SendListener;
import io.patchbay.channel.SendOutcome;
import io.patchbay.channel.SendResult;
import io.patchbay.channel.StatusUpdate;
import io.patchbay.host.broadcast.Broadcast;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/** Writes down what the channel reports: attempts, results and statuses. Thread-safe. */
final class Observations implements SendListener, ChannelEventListener, Broadcast.Listener {
  private final Map<String, AtomicLong> attempts = new ConcurrentHashMap<>();
  private final Map<MessageId, SendResult> results = new ConcurrentHashMap<>();
  private final Map<MessageId, MessageProgress> progress = new ConcurrentHashMap<>();
  private final AtomicLong statuses = new AtomicLong();
  private final List<InboundMessage> messages = new CopyOnWriteArrayList<>();

  @Override
  public void finished(MessageRef message, Attempt attempt) {
    attempts.computeIfAbsent(attempt.instance().name(), name -> new AtomicLong()).incrementAndGet();
  }

  @Override
  public void finished(long line, MessageId message, SendResult result) {
    results.put(message, result);
  }

  @Override
  public void on(ChannelEvent event, EventContext context) {
    if (event instanceof InboundMessage message) {
      messages.add(message);
    } else if (event instanceof StatusUpdate status) {
      statuses.incrementAndGet();
      context
          .message()
          .ifPresent(
              message ->
                  progress.merge(
                      message.id(),
                      MessageProgress.accepted().merge(status.status()),
                      (old, fresh) -> old.merge(status.status())));
    }
    changed();
  }

  /** Has those who wait look again. */
  synchronized void changed() {
    notifyAll();
  }

  /**
   * Waits until what happened makes this true. A webhook is answered once its events are saved, and
   * listeners are told after that.
   *
   * @return whether it became true in time
   */
  synchronized boolean await(BooleanSupplier condition, Duration atMost) {
    long end = System.nanoTime() + atMost.toNanos();
    try {
      while (!condition.getAsBoolean()) {
        long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        if (left <= 0) {
          return false;
        }
        wait(left);
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** How many attempts an instance has made. */
  long attempts(String instance) {
    AtomicLong count = attempts.get(instance);
    return count == null ? 0 : count.get();
  }

  /** How many statuses have come by webhook, each as often as it came. */
  long statuses() {
    return statuses.get();
  }

  /** What people have written, in the order in which it came. */
  List<InboundMessage> messages() {
    return List.copyOf(messages);
  }

  /** How many messages an instance is said to have accepted. */
  long acceptedBy(String instance) {
    return results.values().stream()
        .filter(result -> result.outcome().accepted())
        .map(result -> result.attempts().get(result.attempts().size() - 1))
        .filter(attempt -> attempt.instance().name().equals(instance))
        .count();
  }

  /** How many messages ended as unknown. */
  long unknown() {
    return unknowns().size();
  }

  /** How many of those a webhook has shown to have been sent. */
  long unknownSettled() {
    return unknowns().stream().filter(progress::containsKey).count();
  }

  private Collection<MessageId> unknowns() {
    return results.entrySet().stream()
        .filter(entry -> entry.getValue().outcome() instanceof SendOutcome.Unknown)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** How many messages have come how far, by their webhooks. */
  Map<DeliveryStatus, Long> reached() {
    Map<DeliveryStatus, Long> reached = new EnumMap<>(DeliveryStatus.class);
    progress.values().forEach(one -> reached.merge(one.status(), 1L, Long::sum));
    return new TreeMap<>(reached);
  }
}
