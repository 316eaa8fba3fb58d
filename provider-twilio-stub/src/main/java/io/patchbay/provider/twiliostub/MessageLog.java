package io.patchbay.provider.twiliostub;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The last messages of a connection, the oldest first. Thread-safe: one lock guards the map. */
final class MessageLog {
  static final int CAPACITY = 10_000;

  private final Object lock = new Object();

  private final Map<String, TakenMessage> messages =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, TakenMessage> eldest) {
          return size() > CAPACITY;
        }
      };

  private boolean closed;

  /** Remembers a message; false once the log is closed. */
  boolean add(TakenMessage message) {
    synchronized (lock) {
      if (closed) {
        return false;
      }
      messages.put(message.sid(), message);
      return true;
    }
  }

  Optional<TakenMessage> find(String sid) {
    synchronized (lock) {
      return Optional.ofNullable(messages.get(sid));
    }
  }

  List<TakenMessage> all() {
    synchronized (lock) {
      return List.copyOf(messages.values());
    }
  }

  /** Takes no more messages; those that it has can still be read. */
  void close() {
    synchronized (lock) {
      closed = true;
    }
  }

  boolean closed() {
    synchronized (lock) {
      return closed;
    }
  }
}
