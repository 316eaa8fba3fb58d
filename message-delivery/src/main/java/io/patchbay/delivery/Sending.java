package io.patchbay.delivery;

import io.patchbay.delivery.internal.Claim;
import io.patchbay.delivery.internal.ClaimedMessage;
import io.patchbay.delivery.internal.LaneKey;
import io.patchbay.delivery.store.Conclusion;
import io.patchbay.delivery.store.DeliveryStore;
import io.patchbay.registry.routing.Lease;
import io.patchbay.store.StorageException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what was claimed, each message when its slot has come, on threads of its own, and has
 * written down how that ended. Thread-safe.
 */
final class Sending {
  private static final Logger LOG = LoggerFactory.getLogger(Sending.class);

  /** What a message may wait for a thread beyond its slot before it is given back. */
  static final Duration SLACK = Duration.ofSeconds(10);

  private final DeliveryStore store;
  private final Courier courier;
  private final Recorder recorder;
  private final Blocks blocks;
  private final Pauses pauses;
  private final InFlight inFlight;
  private final ThreadPoolExecutor threads;
  private final ScheduledExecutorService timer;
  private volatile boolean closed;

  Sending(
      DeliveryStore store,
      Courier courier,
      Recorder recorder,
      Blocks blocks,
      Pauses pauses,
      InFlight inFlight,
      ThreadPoolExecutor threads,
      ScheduledExecutorService timer) {
    this.store = store;
    this.courier = courier;
    this.recorder = recorder;
    this.blocks = blocks;
    this.pauses = pauses;
    this.inFlight = inFlight;
    this.threads = threads;
    this.timer = timer;
  }

  /**
   * Sends the messages of a claim and gives the lease back with the last of them.
   *
   * @param whenDone told of each that has ended
   */
  @SuppressWarnings("FutureReturnValueIgnored") // What it runs catches everything itself.
  void begin(LaneKey lane, Way way, Claim claim, Runnable whenDone) {
    if (claim.messages().isEmpty()) {
      way.lease().close();
      return;
    }
    pauses.claimed(way.key(), claim.now());
    SharedLease shared = new SharedLease(way.lease(), claim.messages().size());
    inFlight.add(way.key(), claim.messages().size());
    long claimed = System.nanoTime();
    // What it may have waited before it is too late to begin: the lease would end during the send.
    long latest = claimed + SLACK.toNanos();
    for (ClaimedMessage message : claim.messages()) {
      long delay = message.slotAt() - claim.now();
      Runnable work =
          () -> {
            long now = claim.now() + Duration.ofNanos(System.nanoTime() - claimed).toMillis();
            Courier.Result result =
                carry(lane, way, shared, message, now, latest + Math.max(0, delay) * 1_000_000);
            if (claim.probe() && result != null) {
              probed(way, claim.nextAt(), result);
            }
            whenDone.run();
          };
      if (delay <= 0) {
        threads.execute(work);
      } else {
        timer.schedule(() -> threads.execute(work), delay, TimeUnit.MILLISECONDS);
      }
    }
  }

  /** Ends the hold, or has another message find out what this one has not. */
  private void probed(Way way, long until, Courier.Result result) {
    Conclusion.Answer answer = result.conclusion().answer();
    boolean refusedHere = answer == null || answer.outcome() == Conclusion.Outcome.REJECTED;
    try {
      if (result.letIn()) {
        store.release(way.key(), until);
      } else if (refusedHere && result.news() == null) {
        store.probeAgain(way.key(), until);
      }
    } catch (StorageException e) {
      LOG.debug("The hold of a sender goes on until {}: its end could not be stored", until, e);
    }
  }

  /** How it ended; null after a defect. */
  private Courier.@Nullable Result carry(
      LaneKey lane, Way way, SharedLease lease, ClaimedMessage message, long now, long latest) {
    boolean letIn = false;
    Courier.Result result = null;
    try {
      if (closed) {
        result = courier.giveBack(message, "its host was shutting down");
      } else if (System.nanoTime() - latest > 0) {
        result = courier.giveBack(message, "no thread was free to send it in time");
      } else {
        result = courier.carry(message, lane, way, lease.lease(), now);
      }
      letIn = result.letIn();
      note(lease.lease(), result);
      recorder.add(result.conclusion(), result.news());
    } catch (RuntimeException | Error e) {
      // Nothing is written down: when the lease ends, the message counts as unknown, which it is.
      LOG.error(
          "A message of workspace '{}' met a defect; it counts as unknown", message.workspace(), e);
    } finally {
      if (way.probe()) {
        blocks.tried(way.lease().instance(), letIn);
      }
      lease.done();
      inFlight.done(way.key());
    }
    return result;
  }

  /** Before it is written down, and the message waits where others may look for it. */
  private void note(Lease lease, Courier.Result result) {
    Conclusion conclusion = result.conclusion();
    Conclusion.Answer answer = conclusion.answer();
    if (answer == null || answer.outcome() != Conclusion.Outcome.REJECTED) {
      return;
    }
    int later = conclusion.next().later();
    if (conclusion.category() != null && conclusion.category().blocksInstance()) {
      blocks.refused(lease.instance(), later, Instant.ofEpochMilli(answer.endedAt()));
    }
    boolean lasts = later > conclusion.message().later();
    if (result.news() != null && (lasts || result.news().elsewhere())) {
      pauses.begun(lease, result.news(), later, answer.endedAt());
    }
  }

  /** Gives back what has not begun, and waits for what has. */
  void close(long end) throws InterruptedException {
    closed = true;
    // Everything that waits for its slot is given back when that comes: soon.
    timer.shutdown();
    timer.awaitTermination(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS);
    threads.shutdown();
    threads.awaitTermination(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS);
  }
}
