package io.patchbay.simulator;

import io.patchbay.simulator.Tally.Count;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.LongFunction;

/** The newest received messages, oldest first; thread-safe and bounded. */
final class ReceivedLog {
  private final Object lock = new Object();
  private final Deque<ReceivedMessage> messages = new ArrayDeque<>();
  private final int capacity;
  private final Tally tally;
  private long sequence;

  ReceivedLog(int capacity, Tally tally) {
    this.capacity = capacity;
    this.tally = tally;
  }

  ReceivedMessage add(LongFunction<ReceivedMessage> numbered) {
    boolean full;
    ReceivedMessage message;
    synchronized (lock) {
      message = numbered.apply(++sequence);
      messages.add(message);
      full = messages.size() > capacity;
      if (full) {
        messages.remove();
      }
    }
    if (full) {
      tally.add(Count.FORGOTTEN);
    }
    return message;
  }

  List<ReceivedMessage> all() {
    synchronized (lock) {
      return List.copyOf(messages);
    }
  }

  /** How many were ever added. */
  long total() {
    synchronized (lock) {
      return sequence;
    }
  }

  void clear() {
    synchronized (lock) {
      messages.clear();
    }
  }
}
