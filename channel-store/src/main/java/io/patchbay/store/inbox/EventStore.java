package io.patchbay.store.inbox;

import io.patchbay.channel.Address;
import io.patchbay.store.StorageException;
import io.patchbay.store.consent.PersonalData;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/**
 * Remembers which listener has confirmed which event, so that each is told once, and lets only one
 * thread at a time tell a listener of an event. Implementations are thread-safe; they may block and
 * throw {@link StorageException}: the provider is asked to deliver again then.
 *
 * <p>There are two kinds. One that is not durable remembers in memory, and the provider's own
 * redelivery is the retry: listeners are told while the webhook waits for its answer, and the
 * answer is a success only when all have confirmed. A durable one keeps the events themselves: they
 * are saved before the answer and told afterwards, again and again until all have confirmed.
 *
 * <p>A listener is told at least once. It is told twice when it takes longer than {@link #CLAIM},
 * or when the process ends after it has done its work and before that is recorded.
 */
public interface EventStore extends PersonalData, AutoCloseable {
  /** How long a claim holds unless a store says otherwise. */
  Duration CLAIM = Duration.ofMinutes(2);

  /** How long an event waits at most, whatever it is postponed by. */
  Duration LONGEST_WAIT = Duration.ofMinutes(5);

  /** Whether it keeps the events themselves, so that they outlive the process. */
  boolean durable();

  /**
   * Keeps events, all of them or none, and returns when they are safe. Those that are known already
   * are passed over. Called for durable stores only.
   */
  void save(List<ReceivedEvent> events);

  /** Asks for the right to tell a listener of an event. */
  Claim claim(EventKey event, String listener);

  /** Takes note that a listener has done its work, also when its claim has expired meanwhile. */
  void confirm(EventKey event, String listener);

  /**
   * Gives a claim back because the listener failed. One that has expired and been granted to
   * another stays with the other.
   *
   * @param token that of the claim
   */
  void release(EventKey event, String listener, long token);

  /**
   * Events that are to be told now, the oldest first. They are not given out again before the time
   * of a claim is over, unless {@link #postpone} says so. None from a store that is not durable.
   *
   * @param most how many at most
   */
  List<PendingEvent> due(int most);

  /** Counts a try and gives the event out again after this time, by the clock of the store. */
  void postpone(EventKey event, Duration wait);

  /** Takes note that every listener has confirmed: the event itself is not needed any more. */
  void finish(EventKey event);

  /** What is kept of events that these addresses took part in, as texts of JSON. */
  @Override
  List<String> about(Collection<? extends Address> person);

  /** Removes what {@link #about(Collection)} gives, and says how many there were. */
  @Override
  int erase(Collection<? extends Address> person);

  /** Frees what it holds. Closing twice is the same as once. */
  @Override
  void close();
}
