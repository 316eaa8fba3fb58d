package io.patchbay.delivery;

import io.patchbay.channel.InstanceId;
import io.patchbay.channel.Masking;
import io.patchbay.delivery.store.SenderNews;
import io.patchbay.registry.routing.Lease;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToLongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the operator that a sender has to be waited for until somebody acts, and that it goes on:
 * once each, however many messages meet it. Thread-safe.
 */
final class Pauses {
  private static final Logger LOG = LoggerFactory.getLogger(Pauses.class);

  /** What is claimed so soon may have been claimed before the pause was written down. */
  private static final Duration WRITTEN_WITHIN = Duration.ofSeconds(10);

  private final int tries;
  private final Map<String, Pause> pauses = new ConcurrentHashMap<>();

  /**
   * One of a sender.
   *
   * @param generation of the connection that met it
   * @param since its beginning, by the store's time
   * @param length how long it is, in milliseconds
   */
  private record Pause(InstanceId instance, long generation, long since, long length) {}

  /**
   * No pauses yet.
   *
   * @param tries how often a message is tried whose sender needs somebody to act
   */
  Pauses(int tries) {
    this.tries = tries;
  }

  /**
   * Takes note of a pause.
   *
   * @param used how many tries its message has used; none when it goes through a fallback
   * @param now the store's time, in milliseconds since 1970
   */
  void begun(Lease lease, SenderNews news, int used, long now) {
    InstanceId instance = lease.instance();
    Pause begun = new Pause(instance, lease.generation(), now, news.pause().toMillis());
    if (pauses.putIfAbsent(news.sender(), begun) == null) {
      LOG.warn(
          "{}: sender '{}' is paused for {}: {}; {}. It goes on by itself then, and at once with:"
              + " patchbay resume {}",
          instance,
          Masking.numbersIn(news.sender()),
          news.pause(),
          news.reason(),
          used == 0
              ? "messages that have a fallback go through it"
              : "the message has used " + used + " of " + tries + " tries",
          instance);
    }
  }

  /**
   * The senders whose instance was configured anew since they paused: somebody has acted.
   *
   * @param generation that of an instance's connection now
   */
  List<String> overtaken(ToLongFunction<? super InstanceId> generation) {
    return pauses.entrySet().stream()
        .filter(
            one -> generation.applyAsLong(one.getValue().instance()) != one.getValue().generation())
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Takes note that messages of a sender may be sent, by the store's time. */
  void claimed(String sender, long now) {
    Pause pause = pauses.get(sender);
    // A beginning that lies ahead is from before the clock was set back.
    if (pause != null
        && Math.abs(now - pause.since()) >= Math.min(WRITTEN_WITHIN.toMillis(), pause.length())
        && pauses.remove(sender, pause)) {
      LOG.info(
          "{}: sender '{}' goes on, its pause is over",
          pause.instance(),
          Masking.numbersIn(sender));
    }
  }
}
