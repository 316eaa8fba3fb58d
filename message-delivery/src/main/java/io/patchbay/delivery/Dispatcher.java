package io.patchbay.delivery;

import io.patchbay.channel.InstanceId;
import io.patchbay.channel.spi.Rate;
import io.patchbay.core.internal.ChannelCore;
import io.patchbay.delivery.internal.Claim;
import io.patchbay.delivery.internal.ClaimRequest;
import io.patchbay.delivery.internal.Lane;
import io.patchbay.delivery.store.DeliveryStore;
import io.patchbay.store.StorageException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Goes from lane to lane and takes what may be sent. One thread chooses; others send. A lane that
 * cannot send waits by itself and keeps no other back.
 */
final class Dispatcher {
  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

  /**
   * How long a lane waits at most before it is looked at again: another process may have resumed
   * its sender, of which nothing is told here.
   */
  private static final Duration HOLD = Duration.ofSeconds(2);

  private static final long UNTIL_WOKEN = -1;
  private static final Duration LONGEST_REST = Duration.ofSeconds(1);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

  private final DeliveryStore store;
  private final ChannelCore patchbay;
  private final DeliverySettings settings;
  private final Sending sending;
  private final Rates rates;
  private final Blocks blocks;
  private final SenderQuestions senders;
  private final String owner;
  private final InFlight inFlight;
  private final Semaphore wake = new Semaphore(0);
  private final Thread thread;
  private final Outage outage;

  /** Of the dispatching thread alone. */
  private final Detours detours;

  /** Of the dispatching thread alone. */
  private final Map<Long, LaneState> lanes = new HashMap<>();

  private volatile boolean closed;
  private volatile boolean reconsider;
  private volatile boolean wantsRoom;

  /** What the dispatching thread remembers of a lane. Times are those of System.nanoTime. */
  private static final class LaneState {
    private boolean away;
    private long backAt;
    private String obstacle = "";
  }

  Dispatcher(
      DeliveryStore store,
      ChannelCore patchbay,
      DeliverySettings settings,
      Sending sending,
      InFlight inFlight,
      Rates rates,
      Blocks blocks,
      SenderQuestions senders,
      String owner) {
    this.store = store;
    this.patchbay = patchbay;
    this.settings = settings;
    this.sending = sending;
    this.inFlight = inFlight;
    this.rates = rates;
    this.blocks = blocks;
    this.senders = senders;
    this.owner = owner;
    this.detours = new Detours(store, System::nanoTime);
    this.outage =
        new Outage(LOG, store, "Messages cannot be taken from " + store.describe() + " now");
    this.thread = new Thread(this::run, "patchbay-delivery");
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Has it look again at once. */
  void wake() {
    wake.release();
  }

  /** Has every lane looked at again, whatever it waits for: the configuration has changed. */
  void wakeAll() {
    reconsider = true;
    wake.release();
  }

  /** How many messages are being sent. */
  int inFlight() {
    return inFlight.count();
  }

  private void run() {
    while (!closed) {
      long rest;
      try {
        rest = round();
        outage.over();
      } catch (RuntimeException | Error e) {
        outage.met(e);
        rest = AFTER_FAILURE.toNanos();
      }
      rest(rest);
    }
  }

  private void rest(long nanos) {
    if (nanos <= 0) {
      return;
    }
    try {
      if (wake.tryAcquire(nanos, TimeUnit.NANOSECONDS)) {
        wake.drainPermits();
      }
    } catch (InterruptedException e) {
      // Nobody outside has this thread; it ends when it is told to.
      wake.drainPermits();
    }
  }

  /** Visits every lane in which something waits, and says how long there is nothing to do. */
  private long round() {
    if (reconsider) {
      reconsider = false;
      lanes.values().forEach(state -> state.away = false);
    }
    wantsRoom = false;
    long rest = LONGEST_REST.toNanos();
    List<Lane> ready = store.readyLanes();
    lanes.keySet().retainAll(ready.stream().map(Lane::id).toList());
    for (Lane lane : ready) {
      LaneState state = lanes.computeIfAbsent(lane.id(), id -> new LaneState());
      if (state.away && state.backAt - System.nanoTime() > 0) {
        rest = Math.min(rest, state.backAt - System.nanoTime());
        continue;
      }
      long away = visited(lane, state);
      state.away = away != UNTIL_WOKEN;
      if (state.away) {
        state.backAt = System.nanoTime() + away;
        rest = Math.min(rest, away);
      }
    }
    return rest;
  }

  /** A defect in one lane, such as one of a provider's module, is no other's. */
  private long visited(Lane lane, LaneState state) {
    try {
      return visit(lane, state);
    } catch (StorageException e) {
      throw e;
    } catch (RuntimeException | LinkageError e) {
      tellObstacle(lane, state, "looking for a way met " + e.getClass().getName());
      return HOLD.toNanos();
    }
  }

  /**
   * Takes what a lane may send; says how long to stay away from it, in nanoseconds, or that it is
   * to be visited whenever something has happened.
   */
  private long visit(Lane lane, LaneState state) {
    Way.Found found = Way.find(patchbay, lane.key(), false, detours::isPaused);
    InstanceId blocked = found.blocked();
    if (blocked != null && blocks.resumed(blocked)) {
      if (found.way() != null) {
        found.way().lease().close();
      }
      found = Way.find(patchbay, lane.key(), false, detours::isPaused);
    } else if (found.way() == null && blocked != null && blocks.mayProbe(blocked)) {
      found = Way.find(patchbay, lane.key(), true, detours::isPaused);
    }
    Way way = found.way();
    if (way == null) {
      // A block is told of once, not by every lane.
      tellObstacle(lane, state, blocked == null ? found.obstacle() : "");
      return HOLD.toNanos();
    }
    tellObstacle(lane, state, "");
    InstanceId instance = way.lease().instance();
    senders.seen(way, Senders.forInstance(lane.key().from(), instance.name()));
    if (blocks.isOnTrial(instance)) {
      way.lease().close();
      return UNTIL_WOKEN;
    }
    boolean trial = !way.probe() && blocks.wantsTrial(instance);
    return take(lane, trial ? way.forOne() : way, trial);
  }

  private void tellObstacle(Lane lane, LaneState state, String obstacle) {
    if (!obstacle.equals(state.obstacle)) {
      state.obstacle = obstacle;
      if (!obstacle.isEmpty()) {
        LOG.warn("Messages of workspace '{}' wait: {}", lane.key().workspace(), obstacle);
      }
    }
  }

  private long take(Lane lane, Way way, boolean trial) {
    int free = way.probe() ? 1 : room(way);
    if (free == 0) {
      wantsRoom = true;
      // Again: the last of them may have been done before it could know.
      free = room(way);
    }
    if (free == 0) {
      way.lease().close();
      return UNTIL_WOKEN;
    }
    Claim claim;
    Duration lease = way.longestSend().plus(Sending.SLACK);
    try {
      claim = store.claim(request(lane, way, free, lease));
    } catch (RuntimeException | Error e) {
      way.lease().close();
      throw e;
    }
    if (claim.elsewhere() && detours.begin(way.key())) {
      // Again at once: there may be another way.
      wake();
      way.lease().close();
      return UNTIL_WOKEN;
    }
    if (trial && !claim.messages().isEmpty()) {
      blocks.tries(way.lease().instance(), lease.plus(settings.lookAhead()));
    } else if (way.probe() && !claim.messages().isEmpty()) {
      blocks.probed(way.lease().instance());
    }
    sending.begin(lane.key(), way, claim, () -> done(way));
    boolean empty = claim.nextAt() == Long.MAX_VALUE;
    if (!empty && claim.nextAt() <= claim.now()) {
      // There is more, for which there was no room.
      wake();
    }
    return empty || claim.nextAt() <= claim.now()
        ? UNTIL_WOKEN
        : Math.min(Duration.ofMillis(claim.nextAt() - claim.now()).toNanos(), HOLD.toNanos());
  }

  /** How many more may be sent; none where a few at a time would cost a transaction each. */
  private int room(Way way) {
    int free = inFlight.free(way.key(), ahead(way));
    return free < settings.maxInFlight() / 4 && inFlight.of(way.key()) > free ? 0 : free;
  }

  /** How many slots there are in the time that slots are taken ahead. */
  private int ahead(Way way) {
    Rate rate = rates.of(way, settings);
    return rate == null
        ? 0
        : (int)
            Math.min(
                settings.maxThreads(),
                settings.lookAhead().toNanos() * rate.permits() / rate.per().toNanos());
  }

  private ClaimRequest request(Lane lane, Way way, int free, Duration lease) {
    @Nullable Rate rate = rates.of(way, settings);
    return new ClaimRequest(
        lane.id(),
        way.lease().instance(),
        way.lease().provider().id(),
        way.key(),
        rate,
        way.sender().perRecipient(),
        free,
        settings.lookAhead(),
        lease,
        owner);
  }

  private void done(Way way) {
    if (wantsRoom || way.probe()) {
      wake();
    }
  }

  /** Takes nothing more; gives back what has not begun, and waits for what has. */
  void close(Duration longest) {
    closed = true;
    wake();
    long end = System.nanoTime() + longest.toNanos();
    try {
      thread.join(Math.max(1, longest.toMillis()));
      sending.close(end);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
