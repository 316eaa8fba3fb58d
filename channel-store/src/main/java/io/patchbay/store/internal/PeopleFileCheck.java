package io.patchbay.store.internal;

import io.patchbay.store.StorageException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the file with opt-outs and consents is whole. A look at one person proves nothing about
 * the pages of the others, so the whole file is read from the disk now and then. Logs each damage
 * once, and its end. Thread-safe.
 */
public final class PeopleFileCheck {
  private static final Logger LOG = LoggerFactory.getLogger(PeopleFileCheck.class);

  /** What was found holds for so long at least. */
  private static final Duration HOLDS = Duration.ofSeconds(5);

  /** So many times as long as the last check took, a whole file is not checked again. */
  private static final int REST = 19;

  /** The same for a damaged one: its end is to be noticed sooner. */
  private static final int REST_DAMAGED = 3;

  private final SqliteDatabase file;
  private final LongSupplier nanoTime;
  private final AtomicReference<@Nullable StorageException> damage = new AtomicReference<>();
  private final AtomicBoolean checking = new AtomicBoolean();

  /** By nanoTime: before this nothing is checked. */
  private volatile long nextCheck;

  /**
   * For a file.
   *
   * @param nanoTime as System.nanoTime
   */
  public PeopleFileCheck(SqliteDatabase file, LongSupplier nanoTime) {
    this.file = file;
    this.nanoTime = nanoTime;
    this.nextCheck = nanoTime.getAsLong();
  }

  /**
   * Costs next to nothing while no damage is known; else looks whether it has ended.
   *
   * @throws StorageException when the file cannot be used
   */
  public void require() {
    if (damage.get() == null) {
      file.check();
    } else {
      prove();
    }
  }

  /**
   * Reads the whole file, unless that was done lately or another thread does it.
   *
   * @throws StorageException when the file cannot be used
   */
  public void prove() {
    file.check();
    if (nanoTime.getAsLong() - nextCheck >= 0 && checking.compareAndSet(false, true)) {
      long began = nanoTime.getAsLong();
      try {
        verify();
      } finally {
        long now = nanoTime.getAsLong();
        int rest = damage.get() == null ? REST : REST_DAMAGED;
        nextCheck = now + Math.max(HOLDS.toNanos(), (now - began) * rest);
        checking.set(false);
      }
    }
    StorageException known = damage.get();
    if (known != null) {
      throw known;
    }
  }

  private void verify() {
    try {
      if (Files.exists(file.path())) {
        file.verify();
      }
      if (damage.getAndSet(null) != null) {
        LOG.info("Mended: the file {} is whole again; messages are accepted and sent", file.path());
      }
    } catch (StorageException e) {
      if (damage.getAndSet(e) == null) {
        LOG.error(
            "Opt-outs and consents cannot be read: {}. No message is accepted or sent until the"
                + " file is whole, which is looked for every {} s",
            e.getMessage(),
            HOLDS.toSeconds());
      }
    }
  }
}
