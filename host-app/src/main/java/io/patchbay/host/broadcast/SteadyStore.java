package io.patchbay.host.broadcast;

import io.patchbay.host.console.Interruption;
import io.patchbay.store.StorageException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Asks a database again that is away, until it answers or the person wants an end, and tells of
 * both. For one thread.
 */
public final class SteadyStore {
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final boolean waits;
  private final PrintWriter err;
  private final Interruption interruption;
  private int outages;

  /**
   * A way to ask.
   *
   * @param waits whether it is one that comes back: a file that cannot be used is told at once
   */
  public SteadyStore(boolean waits, PrintWriter err, Interruption interruption) {
    this.waits = waits;
    this.err = err;
    this.interruption = interruption;
  }

  /** How often it was away. */
  int outages() {
    return outages;
  }

  /**
   * What it answers.
   *
   * @param question is asked again from the start, so that it must be harmless to repeat
   * @throws StorageException when it is not waited for, or no longer, or waiting cannot help
   */
  <T> T ask(Supplier<T> question) {
    boolean away = false;
    while (true) {
      try {
        T answer = question.get();
        if (away) {
          err.println("It is back; going on.");
        }
        return answer;
      } catch (StorageException e) {
        if (!waits || !e.passing() || interruption.requested()) {
          throw e;
        }
        if (!away) {
          away = true;
          outages++;
          err.println(
              e.getMessage()
                  + ".\nWaiting until it can be used again; nothing is lost, and Ctrl-C ends ...");
          err.flush();
        }
        interruption.await(PAUSE);
      }
    }
  }
}
