package io.patchbay.delivery;

import io.patchbay.channel.InstanceId;
import io.patchbay.channel.SendError;
import io.patchbay.core.internal.ChannelCore;
import io.patchbay.delivery.store.DeliveryStore;
import io.patchbay.store.StorageException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Instances that were blocked and have not shown since that they work. However a block ends, be it
 * by a health check, a change of the configuration, or because somebody resumes the instance in
 * this process or another: one message finds out whether it works, before others use up their
 * tries. Thread-safe.
 */
final class Blocks {
  private static final Logger LOG = LoggerFactory.getLogger(Blocks.class);

  /** How often it is looked at most whether another process has resumed an instance. */
  private static final Duration LOOK = Duration.ofSeconds(2);

  /** Some four hours, of half a minute. */
  private static final int MOST_DOUBLINGS = 9;

  private final DeliveryStore store;
  private final ChannelCore patchbay;
  private final DeliverySettings settings;
  private final LongSupplier nanoTime;
  private final Map<InstanceId, Block> blocks = new ConcurrentHashMap<>();

  /**
   * What is remembered of one; but for {@code since} times are those of the clock of this class.
   *
   * @param since the beginning of the block, by the store's time; null once it has ended
   * @param trialEnd until when one message is finding out whether it works; null when none is
   * @param checkedAt when a good health check has ended it last
   * @param vain how often one has, and the next message was refused all the same
   */
  private record Block(
      @Nullable Instant since,
      long lookedAt,
      long probedAt,
      @Nullable Long trialEnd,
      long checkedAt,
      int vain) {
    static Block begun(Instant since, long now) {
      return new Block(since, now, now, null, now, 0);
    }

    Block begunAgain(Instant moment, long now) {
      return new Block(moment, now, now, null, checkedAt, vain);
    }

    Block ended() {
      return new Block(null, lookedAt, probedAt, null, checkedAt, 0);
    }

    /** In vain until a message has come through. */
    Block endedByCheck(long now) {
      return new Block(null, lookedAt, probedAt, null, now, vain + 1);
    }

    Block lookedAt(long now) {
      return new Block(since, now, probedAt, trialEnd, checkedAt, vain);
    }

    Block probedAt(long now) {
      return new Block(since, lookedAt, now, trialEnd, checkedAt, vain);
    }

    Block triedUntil(long end) {
      return new Block(null, lookedAt, probedAt, end, checkedAt, vain);
    }

    Block untried() {
      return new Block(null, lookedAt, probedAt, null, checkedAt, vain);
    }

    boolean isOnTrial(long now) {
      return trialEnd != null && now - trialEnd < 0;
    }
  }

  /**
   * No blocks yet.
   *
   * @param nanoTime as System.nanoTime
   */
  Blocks(
      DeliveryStore store, ChannelCore patchbay, DeliverySettings settings, LongSupplier nanoTime) {
    this.store = store;
    this.patchbay = patchbay;
    this.settings = settings;
    this.nanoTime = nanoTime;
  }

  /**
   * Takes note that a message was refused for a reason that blocks the instance.
   *
   * @param used how many of its tries the message has used; none when it goes by another way
   * @param about the store's time, should that be away
   */
  void refused(InstanceId instance, int used, Instant about) {
    Block known = blocks.get(instance);
    if ((known == null || known.since() == null) && patchbay.blocked(instance).isPresent()) {
      String tries =
          used == 0
              ? ""
              : "; the message has used " + used + " of " + settings.laterTries() + " tries";
      begin(instance, known, now(about), tries);
    }
  }

  private Instant now(Instant about) {
    try {
      return store.now();
    } catch (StorageException e) {
      return about;
    }
  }

  private void begin(InstanceId instance, @Nullable Block known, Instant since, String tries) {
    long now = nanoTime.getAsLong();
    Block begun = known == null ? Block.begun(since, now) : known.begunAgain(since, now);
    boolean first =
        known == null
            ? blocks.putIfAbsent(instance, begun) == null
            : blocks.replace(instance, known, begun);
    if (first) {
      LOG.warn(
          "{}: its messages wait, or go by another way: {}{}. It is tried again after a good health"
              + " check, which is asked for every {}, after a change of its configuration, and with:"
              + " patchbay resume {}",
          instance,
          patchbay.blocked(instance).map(SendError::describe).orElse("it was blocked"),
          tries,
          Rounds.UPKEEP,
          instance);
    }
  }

  /**
   * Takes note that an instance is blocked, and takes it into use again when somebody has asked for
   * that since, be it in another process. That is looked up now and then only.
   *
   * @return whether it has been taken into use again now
   */
  boolean resumed(InstanceId instance) {
    Block known = blocks.get(instance);
    long now = nanoTime.getAsLong();
    if (known != null && known.isOnTrial(now)) {
      return false;
    }
    Instant since = known == null ? null : known.since();
    if (known == null || since == null) {
      // By whom is not known here: a send that did not go through the queue.
      begin(instance, known, store.now(), "");
      return false;
    }
    if (now - known.lookedAt() < LOOK.toNanos()) {
      return false;
    }
    Block looked = known.lookedAt(now);
    blocks.replace(instance, known, looked);
    Optional<Instant> last = store.resumedAt(instance);
    // After the clock was set back nobody can tell which was first: one message finds out.
    if (last.isEmpty() || (last.get().isBefore(since) && !store.now().isBefore(since))) {
      return false;
    }
    blocks.replace(instance, looked, looked.ended());
    patchbay.resume(instance);
    return true;
  }

  /** Takes an instance into use again, in every process. */
  void resume(InstanceId instance) {
    Block known = blocks.get(instance);
    boolean blocked = patchbay.blocked(instance).isPresent();
    patchbay.resume(instance);
    store.resume(instance);
    // What is known of it now may be another block already, or one message on trial: that stays.
    if (known != null) {
      blocks.replace(instance, known, known.ended());
    } else if (blocked) {
      blocks.putIfAbsent(instance, Block.begun(Instant.EPOCH, 0).ended());
    }
  }

  /** Has the provider asked, by this, whether it works again. */
  boolean checked(InstanceId instance, Predicate<InstanceId> healthy) {
    Block known = blocks.get(instance);
    if (known == null || isTooSoon(known) || !healthy.test(instance)) {
      return false;
    }
    blocks.replace(instance, known, known.endedByCheck(nanoTime.getAsLong()));
    return true;
  }

  /** A check that says what sends do not bear out is believed ever more rarely. */
  private boolean isTooSoon(Block known) {
    if (known.vain() == 0) {
      return false;
    }
    long wait = Rounds.UPKEEP.toNanos() << Math.min(known.vain(), MOST_DOUBLINGS);
    return nanoTime.getAsLong() - known.checkedAt()
        < Math.min(wait, settings.laterInterval().toNanos());
  }

  /** Whether one message may be sent through an instance though it is blocked. */
  boolean mayProbe(InstanceId instance) {
    Block known = blocks.get(instance);
    return known != null
        && nanoTime.getAsLong() - known.probedAt() > settings.laterInterval().toNanos();
  }

  /** Takes note that one is on its way. */
  void probed(InstanceId instance) {
    long now = nanoTime.getAsLong();
    blocks.computeIfPresent(instance, (key, known) -> known.probedAt(now));
  }

  /** Whether one message is to find out first whether an instance works again. */
  boolean wantsTrial(InstanceId instance) {
    return blocks.containsKey(instance) && !isOnTrial(instance);
  }

  /** Whether one message is finding that out at the moment: others wait. */
  boolean isOnTrial(InstanceId instance) {
    Block known = blocks.get(instance);
    return known != null && known.isOnTrial(nanoTime.getAsLong());
  }

  /**
   * Takes note that one message is on its way to find that out.
   *
   * @param longest how long that may take
   */
  void tries(InstanceId instance, Duration longest) {
    long end = nanoTime.getAsLong() + longest.toNanos();
    blocks.computeIfPresent(instance, (key, known) -> known.triedUntil(end));
  }

  /**
   * Takes note of what it has found out.
   *
   * @param letIn whether the provider has looked at it; else another message finds out
   */
  void tried(InstanceId instance, boolean letIn) {
    Block known = blocks.get(instance);
    if (known == null || known.trialEnd() == null) {
      // It is blocked again.
      return;
    }
    if (letIn) {
      if (blocks.remove(instance, known)) {
        LOG.info("{}: goes on, one message has found out that it works", instance);
      }
    } else {
      blocks.replace(instance, known, known.untried());
    }
  }

  /** Takes note that there is no such instance any more. */
  void forget(InstanceId instance) {
    blocks.remove(instance);
  }

  /** All that are remembered. */
  Set<InstanceId> all() {
    return Set.copyOf(blocks.keySet());
  }
}
