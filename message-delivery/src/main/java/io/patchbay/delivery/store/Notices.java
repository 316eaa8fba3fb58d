package io.patchbay.delivery.store;

import io.patchbay.store.internal.SqlDatabase;
import io.patchbay.store.internal.SqlSession;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs transactions and tells listeners of them when they are on the disk. Thread-safe. */
final class Notices {
  private static final Logger LOG = LoggerFactory.getLogger(Notices.class);

  private final SqlDatabase database;
  private final List<DeliveryListener> listeners = new CopyOnWriteArrayList<>();

  Notices(SqlDatabase database) {
    this.database = database;
  }

  /** Work that has something to tell, inside one transaction, which may be run again. */
  @FunctionalInterface
  interface Work<T> {
    T with(SqlSession session, Tell tell) throws SQLException;
  }

  /** Takes note of what is to be told when the transaction is on the disk. */
  @FunctionalInterface
  interface Tell {
    void of(Consumer<DeliveryListener> call);
  }

  private record Done<T>(T result, List<Consumer<DeliveryListener>> told) {}

  void add(DeliveryListener listener) {
    listeners.add(listener);
  }

  void remove(DeliveryListener listener) {
    listeners.remove(listener);
  }

  <T> T write(Work<T> work) {
    Done<T> done =
        database.write(
            session -> {
              List<Consumer<DeliveryListener>> told = new ArrayList<>();
              return new Done<>(work.with(session, told::add), told);
            });
    done.told().forEach(this::tell);
    return done.result();
  }

  void tell(Consumer<DeliveryListener> call) {
    for (DeliveryListener listener : listeners) {
      try {
        call.accept(listener);
      } catch (Throwable e) {
        // Whatever it is, what was written is written, and the other listeners want to know.
        LOG.warn(
            "A delivery listener failed: {}: {}",
            listener.getClass().getName(),
            e.getClass().getName());
      }
    }
  }
}
