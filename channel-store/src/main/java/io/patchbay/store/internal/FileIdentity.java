package io.patchbay.store.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that an open file, or the log that SQLite keeps beside it, is no longer the one under its
 * name: the system lets a process read and write a file that was removed, and everything written is
 * lost. Where files have no identity (Windows, which does not let open files be removed) only a
 * missing file is noticed. Thread-safe.
 */
final class FileIdentity {
  private static final Logger LOG = LoggerFactory.getLogger(FileIdentity.class);
  private static final long INTERVAL = Duration.ofSeconds(1).toNanos();

  private static final String REMOVED = "was removed while this process had it open";
  private static final String REPLACED =
      "was replaced by another file while this process had it open";
  private static final String MOVE_BACK =
      "move the same file back, and it is used again; or stop this process, put the file in place"
          + " that is to be used, or none to begin with an empty one, and start it again";
  private static final String USED_AGAIN =
      "what it held is written into the file, which is used again then; if this goes on, stop this"
          + " process and start it again";
  private static final String STOP_ALL =
      "stop every process that uses it and start again; what was confirmed last may be missing";

  private final Path file;

  /** The log of what is not in the file yet, and its index. */
  private final List<Path> logs;

  /** Which files were opened, by their identity, empty where there is none; guarded by this. */
  private final Map<Path, Optional<Object>> opened = new LinkedHashMap<>();

  /** How many connections of this process are open; guarded by this. */
  private int connections;

  /** What was found last, null when all was well; guarded by this. */
  private @Nullable Loss loss;

  /** Whether the log's content is still to be written into the file; guarded by this. */
  private boolean unsaved;

  private volatile boolean well = true;
  private volatile boolean known;
  private volatile long nextLook;

  /**
   * What happened to a file.
   *
   * @param savable whether what only the log holds may still be written into the file
   */
  private record Loss(Path file, String what, String remedy, boolean savable) {}

  FileIdentity(Path file) {
    this.file = file;
    this.logs = List.of(beside("-wal"), beside("-shm"));
  }

  private Path beside(String suffix) {
    return file.resolveSibling(file.getFileName() + suffix);
  }

  boolean isKnown() {
    return known;
  }

  /** Remembers which files a new connection has opened, or makes sure that they were the same. */
  synchronized void opened() throws IOException {
    connections++;
    remember(file);
    known = true;
    for (Path log : logs) {
      if (Files.exists(log)) {
        remember(log);
      }
    }
    require();
  }

  private void remember(Path path) throws IOException {
    if (!opened.containsKey(path)) {
      opened.put(path, identity(path));
    }
  }

  /**
   * To be called before a connection is closed. With the last one of all processes SQLite removes
   * the log itself.
   */
  synchronized void closing() {
    if (--connections == 0) {
      opened.keySet().removeAll(logs);
    }
  }

  /**
   * Whether the content of the log should be written into the file now, because nobody will find it
   * later.
   */
  synchronized boolean isUnsaved() {
    return unsaved;
  }

  /** The content of the log is in the file. */
  synchronized void saved() {
    unsaved = false;
  }

  /**
   * Whether it is the log that is gone. It need not be empty to be saved then, and with new
   * connections the file can be used again.
   */
  synchronized boolean isLogLost() {
    return loss != null && !loss.file().equals(file);
  }

  /**
   * Whether another process goes on with another log. A connection that is closed then may take
   * itself for the last one, write its log over what that process has written, and delete that
   * one's log.
   */
  synchronized boolean isLogReplaced() {
    return loss != null && !loss.savable();
  }

  /** As {@link #require}, and looks at most once a second while all is well. */
  void requireLately() throws IOException {
    if (!well || System.nanoTime() - nextLook >= 0) {
      require();
    }
  }

  /**
   * Looks.
   *
   * @throws LostFileException when it is another file, or none
   */
  synchronized void require() throws IOException {
    Loss found = look();
    nextLook = System.nanoTime() + INTERVAL;
    Loss before = loss;
    boolean wasLog = isLogLost();
    loss = found;
    well = found == null;
    if (found == null) {
      unsaved = false;
      if (before != null) {
        LOG.warn("The file {} is {} and is used again", file, wasLog ? "whole" : "back");
      }
      return;
    }
    if (before == null || !found.savable()) {
      unsaved = found.savable();
    }
    if (before == null) {
      LOG.error(
          "The file {} {}; nothing is taken or sent: {}",
          found.file(),
          found.what(),
          found.remedy());
    }
    throw new LostFileException(
        (isLogLost() ? "its log " + found.file().getFileName() : "it") + " " + found.what(),
        found.remedy());
  }

  private @Nullable Loss look() throws IOException {
    for (Map.Entry<Path, Optional<Object>> one : opened.entrySet()) {
      Path path = one.getKey();
      boolean log = !path.equals(file);
      try {
        if (!one.getValue().equals(identity(path))) {
          // With another log, another process has gone on from an older state of the file.
          return new Loss(path, REPLACED, log ? STOP_ALL : MOVE_BACK, !log);
        }
      } catch (NoSuchFileException e) {
        return new Loss(path, REMOVED, log ? USED_AGAIN : MOVE_BACK, true);
      }
    }
    return null;
  }

  private static Optional<Object> identity(Path path) throws IOException {
    return Optional.ofNullable(Files.readAttributes(path, BasicFileAttributes.class).fileKey());
  }
}
