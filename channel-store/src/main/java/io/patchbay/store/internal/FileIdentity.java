package io.patchbay.store.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that an open file is no longer the one under its name: the system lets a process read and
 * write a file that was removed, and everything written is lost. Where files have no identity
 * (Windows, which does not let open files be removed) only a missing file is noticed. Thread-safe.
 */
final class FileIdentity {
  private static final Logger LOG = LoggerFactory.getLogger(FileIdentity.class);
  private static final long INTERVAL = Duration.ofSeconds(1).toNanos();

  private static final String REMEDY =
      "move the same file back, and it is used again; or stop this process, put the file in place"
          + " that is to be used, or none to begin with an empty one, and start it again";

  private final Path file;
  private final AtomicReference<State> state = new AtomicReference<>(State.PRESENT);
  private volatile @Nullable Opened opened;
  private volatile long nextLook;

  private record Opened(@Nullable Object key) {}

  private enum State {
    PRESENT(""),
    MISSING("was removed while this process had it open"),
    REPLACED("was replaced by another file while this process had it open");

    private final String what;

    State(String what) {
      this.what = what;
    }
  }

  FileIdentity(Path file) {
    this.file = file;
  }

  boolean isKnown() {
    return opened != null;
  }

  /** Remembers which file was opened, or makes sure that it was the same again. */
  void opened() throws IOException {
    if (opened == null) {
      opened = new Opened(attributes().fileKey());
    }
    require();
  }

  /** As {@link #require}, and looks at most once a second while the file is there. */
  void requireLately() throws IOException {
    if (state.get() != State.PRESENT || System.nanoTime() - nextLook >= 0) {
      require();
    }
  }

  /**
   * Looks.
   *
   * @throws LostFileException when it is another file, or none
   */
  void require() throws IOException {
    Opened known = opened;
    if (known == null) {
      return;
    }
    State found = look(known);
    nextLook = System.nanoTime() + INTERVAL;
    State before = state.getAndSet(found);
    if (found == State.PRESENT) {
      if (before != State.PRESENT) {
        LOG.warn("The file {} is back and is used again", file);
      }
      return;
    }
    if (before == State.PRESENT) {
      LOG.error("The file {} {}; nothing is taken or sent: {}", file, found.what, REMEDY);
    }
    throw new LostFileException("it " + found.what, REMEDY, before == State.PRESENT);
  }

  private State look(Opened known) throws IOException {
    try {
      return Objects.equals(known.key(), attributes().fileKey()) ? State.PRESENT : State.REPLACED;
    } catch (NoSuchFileException e) {
      return State.MISSING;
    }
  }

  private BasicFileAttributes attributes() throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class);
  }
}
