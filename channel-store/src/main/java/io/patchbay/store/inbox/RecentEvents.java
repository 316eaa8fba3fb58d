package io.patchbay.store.inbox;

import io.patchbay.channel.Address;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Confirmations in memory: those of the events that were asked about last, up to a number of them.
 * An event that is delivered again after so many others, or after a restart, is told again.
 * Thread-safe.
 */
public final class RecentEvents implements EventStore {
  /** How many events are remembered unless told otherwise: about 5 MB. */
  public static final int MOST = 10_000;

  /** How a listener stands with an event: confirmed when {@code until} is null. */
  private record Standing(@Nullable Instant until, long token) {}

  private final Clock clock;
  private final Duration hold;
  private final Object lock = new Object();
  private final Map<EventKey, Map<String, Standing>> events;
  private long tokens;

  /** Remembers {@link #MOST} events. */
  public RecentEvents(Clock clock) {
    this(clock, MOST, CLAIM);
  }

  /**
   * Remembers as many events as told.
   *
   * @param clock by which claims expire
   * @param most how many events, at least 1
   * @param hold how long a claim holds
   */
  public RecentEvents(Clock clock, int most, Duration hold) {
    if (most < 1) {
      throw new IllegalArgumentException("At least 1 event has to be remembered, not " + most);
    }
    this.clock = clock;
    this.hold = hold;
    this.events =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<EventKey, Map<String, Standing>> eldest) {
            return size() > most;
          }
        };
  }

  @Override
  public boolean durable() {
    return false;
  }

  @Override
  public void save(List<ReceivedEvent> received) {
    throw new UnsupportedOperationException("Events are not kept in memory");
  }

  @Override
  public Claim claim(EventKey event, String listener) {
    Instant now = clock.instant();
    synchronized (lock) {
      Map<String, Standing> standings = events.computeIfAbsent(event, key -> new HashMap<>(2));
      Standing standing = standings.get(listener);
      if (standing != null) {
        Instant until = standing.until();
        if (until == null) {
          return Claim.refused(Claim.State.CONFIRMED);
        }
        if (now.isBefore(until)) {
          return Claim.refused(Claim.State.BUSY);
        }
      }
      long token = ++tokens;
      standings.put(listener, new Standing(now.plus(hold), token));
      return Claim.granted(token);
    }
  }

  @Override
  public void confirm(EventKey event, String listener) {
    synchronized (lock) {
      events.computeIfAbsent(event, key -> new HashMap<>(2)).put(listener, new Standing(null, 0));
    }
  }

  @Override
  public void release(EventKey event, String listener, long token) {
    synchronized (lock) {
      Map<String, Standing> standings = events.get(event);
      if (standings == null) {
        return;
      }
      Standing standing = standings.get(listener);
      if (standing != null && standing.until() != null && standing.token() == token) {
        standings.remove(listener);
      }
    }
  }

  @Override
  public List<PendingEvent> due(int most) {
    return List.of();
  }

  @Override
  public void postpone(EventKey event, Duration wait) {}

  @Override
  public void finish(EventKey event) {}

  @Override
  public List<String> about(Collection<? extends Address> person) {
    return List.of();
  }

  @Override
  public int erase(Collection<? extends Address> person) {
    return 0;
  }

  @Override
  public void close() {}
}
