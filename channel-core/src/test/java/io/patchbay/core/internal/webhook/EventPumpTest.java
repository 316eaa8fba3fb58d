package io.patchbay.core.internal.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.store.StorageException;
import io.patchbay.store.inbox.EventStore;
import io.patchbay.testsupport.Conditions;
import io.patchbay.testsupport.TestLog;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class EventPumpTest {
  private final AtomicInteger looks = new AtomicInteger();
  private volatile boolean away;

  /** A store that is asked for what is due, and for nothing else. */
  private final EventStore store =
      (EventStore)
          Proxy.newProxyInstance(
              EventStore.class.getClassLoader(),
              new Class<?>[] {EventStore.class},
              (proxy, method, arguments) -> {
                boolean gone = away;
                looks.incrementAndGet();
                if (gone) {
                  throw new StorageException("The store is away", "wait", new IOException("gone"));
                }
                return List.of();
              });

  @Test
  void anOutageOfTheStoreIsToldOnceEachTime() {
    TestLog log = new TestLog();
    ExecutorService executor = Executors.newSingleThreadExecutor();
    try (EventPump pump = new EventPump(store, new Telling(store, List.of()), executor)) {
      for (boolean down : new boolean[] {true, true, true, false, true, true}) {
        away = down;
        int before = looks.get();
        pump.wake();
        Conditions.await("it has looked", () -> looks.get() > before);
      }
    } finally {
      executor.shutdown();
    }
    Conditions.await("the last look has ended", executor::isTerminated);
    assertThat(log.lines("Received events cannot be told now")).hasSize(2);
  }
}
