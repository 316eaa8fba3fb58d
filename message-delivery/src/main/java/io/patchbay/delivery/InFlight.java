package io.patchbay.delivery;

import java.util.HashMap;
import java.util.Map;

/**
 * Counts what is being sent, so that no sender takes all threads: each may have its share of those
 * that are free, so that the slowest ones together leave some to the others. Thread-safe.
 */
final class InFlight {
  private final int mostPerSender;
  private final int most;
  private final Object lock = new Object();
  private final Map<String, Integer> bySender = new HashMap<>();
  private int all;

  InFlight(int mostPerSender, int most) {
    this.mostPerSender = mostPerSender;
    this.most = most;
  }

  /**
   * How many more a sender may have.
   *
   * @param ahead how many more than others, because so many only wait for their slots
   */
  int free(String sender, int ahead) {
    synchronized (lock) {
      int own = bySender.getOrDefault(sender, 0);
      int share = (most - all + own + 1) / 2;
      return Math.max(0, Math.min(Math.min(mostPerSender + ahead, share) - own, most - all));
    }
  }

  /** How many a sender has. */
  int of(String sender) {
    synchronized (lock) {
      return bySender.getOrDefault(sender, 0);
    }
  }

  /** Takes note that a sender has so many more. */
  void add(String sender, int messages) {
    synchronized (lock) {
      all += messages;
      bySender.merge(sender, messages, Integer::sum);
    }
  }

  /** Takes note that one of a sender's is done. */
  void done(String sender) {
    synchronized (lock) {
      all--;
      bySender.computeIfPresent(sender, (key, count) -> count == 1 ? null : count - 1);
    }
  }

  /** How many there are. */
  int count() {
    synchronized (lock) {
      return all;
    }
  }
}
