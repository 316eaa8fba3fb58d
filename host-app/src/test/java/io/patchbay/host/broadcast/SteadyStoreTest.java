package io.patchbay.host.broadcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.host.console.Interruption;
import io.patchbay.store.StorageException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SteadyStoreTest {
  private final StringWriter err = new StringWriter();
  private final Interruption interruption = new Interruption();
  private final AtomicInteger asked = new AtomicInteger();

  private SteadyStore store(boolean waits) {
    return new SteadyStore(waits, new PrintWriter(err), interruption);
  }

  private static StorageException failure(boolean passing) {
    return new StorageException("The database is away", "wait", passing, new IOException("gone"));
  }

  @Test
  void whatMayPassIsWaitedForAndToldOnce() {
    SteadyStore steady = store(true);

    String answer =
        steady.ask(
            () -> {
              if (asked.incrementAndGet() < 3) {
                throw failure(true);
              }
              return "here";
            });

    assertThat(answer).isEqualTo("here");
    assertThat(asked).hasValue(3);
    assertThat(steady.outages()).isEqualTo(1);
    assertThat(err.toString())
        .isEqualTo(
            """
            The database is away; wait.
            Waiting until it can be used again; nothing is lost, and Ctrl-C ends ...
            It is back; going on.
            """);
  }

  private void isTold(SteadyStore steady, boolean passing) {
    assertThatThrownBy(
            () ->
                steady.ask(
                    () -> {
                      if (asked.incrementAndGet() > 1) {
                        throw new AssertionError("it is asked again");
                      }
                      throw failure(passing);
                    }))
        .isInstanceOf(StorageException.class);
    assertThat(asked).hasValue(1);
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void whatFailsAtEveryTryIsTold() {
    isTold(store(true), false);
  }

  @Test
  void aFileIsNotWaitedFor() {
    isTold(store(false), true);
  }

  @Test
  void whoWantsAnEndGetsIt() {
    interruption.request();

    isTold(store(true), true);
  }
}
