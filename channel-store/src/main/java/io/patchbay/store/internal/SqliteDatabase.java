package io.patchbay.store.internal;

import io.patchbay.store.Database;
import io.patchbay.store.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * One SQLite file in write-ahead mode. It is created by the first write; until then reading finds
 * nothing and costs one volatile read and a look at the clock. Several processes may use the file
 * at once: each read sees what the others have committed.
 *
 * <p>One connection reads, one counts and one writes, each under a lock of its own. Thread-safe;
 * blocks on the disk, and on another process that writes for {@link #BUSY} at most.
 *
 * <p>Only the owner may read the file and what SQLite keeps beside it, whatever the umask; files
 * that were open to others are changed when they are opened, and so is the directory when it is
 * named {@value Database#DIRECTORY}. A file that is removed or replaced while it is open is noticed
 * with the next write, and within a second when reading: everything fails until the same file is
 * back.
 */
public final class SqliteDatabase implements SqlDatabase {
  /** The usual name of the file with the queue. */
  public static final String QUEUE = "delivery.db";

  private static final Logger LOG = LoggerFactory.getLogger(SqliteDatabase.class);

  /** How long a write waits for another process. */
  static final Duration BUSY = Duration.ofSeconds(5);

  /** How often reading looks whether another process has created the file meanwhile. */
  static final Duration LOOK = Duration.ofMillis(50);

  private static final Duration AGAIN = Duration.ofMillis(5);

  private final Path file;
  private final SqliteSchema schema;
  private final Clock clock;
  private final FileIdentity identity;
  private final Object writeLock = new Object();
  private final Reader reader = new Reader();

  /** Apart, so that whoever counts holds up nobody who reads little. */
  private final Reader counting = new Reader();

  private @Nullable SqlSession writer;

  /** What the writer's commits wait for at present; guarded by the lock for writing. */
  private Flush flushed = Flush.DISK;

  private volatile boolean closed;
  private volatile long nextLook;

  /** A connection that reads, guarded by its own lock. */
  private static final class Reader {
    private @Nullable SqlSession session;
  }

  /** When a commit returns. */
  private enum Flush {
    /** When it is on the disk: it outlives a failure of power. */
    DISK,
    /** When the operating system has it: it outlives the end of this process. */
    SYSTEM
  }

  /** A file, which need not exist, judged by the clock of the machine. */
  public SqliteDatabase(Path file, SqliteSchema schema) {
    this(file, schema, Clock.systemUTC());
  }

  /**
   * A file, which need not exist.
   *
   * @param clock by which everything in the file is judged
   */
  public SqliteDatabase(Path file, SqliteSchema schema, Clock clock) {
    this.file = file.toAbsolutePath().normalize();
    this.schema = schema;
    this.clock = clock;
    this.identity = new FileIdentity(this.file);
    this.nextLook = System.nanoTime() - 1;
  }

  /**
   * The file with the queue, which is created now if it does not exist: a reader that finds none
   * later has lost it.
   *
   * @param clock by which everything in the file is judged
   */
  public static SqliteDatabase queue(Path file, Clock clock) {
    SqliteDatabase queue = new SqliteDatabase(file, SqliteSchema.queue(), clock);
    queue.write(session -> true);
    return queue;
  }

  /** Whether there is a file, or was one whose log is still there: then opening it says so. */
  public static boolean isUsed(Path file) {
    try {
      return !Files.notExists(file) || NewFile.isMissing(file);
    } catch (IOException e) {
      return true;
    }
  }

  /** Where it is. */
  public Path path() {
    return file;
  }

  @Override
  public String describe() {
    return file.toString();
  }

  /** That of the machine: everybody who uses the file is on it. */
  @Override
  public long now(SqlSession session) {
    return clock.millis();
  }

  /** Nothing: who writes has the whole file. */
  @Override
  public String skippingLocked(String table) {
    return "";
  }

  /** Nothing: who writes has the whole file. */
  @Override
  public String locked() {
    return "";
  }

  /**
   * Reads.
   *
   * @param absent the answer while there is no file
   * @throws StorageException when the file is there and cannot be read
   */
  @Override
  public <T> T read(T absent, Work<T> work) {
    return identity.isKnown() || appeared() ? read(work) : absent;
  }

  /**
   * Reads a file that is there.
   *
   * @throws StorageException when it cannot be read
   */
  @Override
  public <T> T read(Work<T> work) {
    return read(reader, work);
  }

  /** On a connection of its own. */
  @Override
  public <T> T survey(Work<T> work) {
    return read(counting, work);
  }

  private <T> T read(Reader from, Work<T> work) {
    synchronized (from) {
      try {
        identity.requireLately();
        SqlSession session = from.session;
        if (session == null) {
          from.session = session = open(false);
        }
        return work.with(session);
      } catch (LostFileException e) {
        throw lost(e, from.session);
      } catch (SQLException | IOException e) {
        from.session = discard(from.session);
        throw failure("read", e);
      }
    }
  }

  /** Whether the file has been created, looked up now and then: nothing tells of it. */
  private boolean appeared() {
    long now = System.nanoTime();
    if (now - nextLook < 0) {
      return false;
    }
    // The next look may wait only after this one has found nothing: whoever comes meanwhile looks
    // too, and does not take an opt-out on disk for none.
    if (!isUsed(file) && !obstructed()) {
      nextLook = now + LOOK.toNanos();
      return false;
    }
    return true;
  }

  /** Whether something else stands where the directory should be: not every JDK tells it apart. */
  private boolean obstructed() {
    return Files.exists(directory()) && !Files.isDirectory(directory());
  }

  /**
   * Finds out whether the file that was opened is still there, at most once a second; where none
   * was opened, whether one that is there has content. Costs next to nothing.
   *
   * @throws StorageException when not
   */
  public void check() {
    try {
      identity.requireLately();
      if (!identity.isKnown()) {
        NewFile.requireNotMissing(file);
        if (Files.exists(file)) {
          requireContent();
        }
      }
    } catch (LostFileException e) {
      synchronized (writeLock) {
        throw lost(e, writer);
      }
    } catch (IOException e) {
      throw failure("used", e);
    }
  }

  @Override
  public void verify() {
    synchronized (counting) {
      // What it remembers of the file may be better or worse than the file is.
      counting.session = discard(counting.session);
    }
    survey(
        session -> {
          String found = session.first("PRAGMA quick_check(1)", row -> row.getString(1));
          if (!"ok".equals(found)) {
            throw new SQLiteException("[SQLITE_CORRUPT] " + found, SQLiteErrorCode.SQLITE_CORRUPT);
          }
          return true;
        });
  }

  /**
   * The connection stays open: the same file may come back. SQLite would apply the log to whatever
   * file is in its place at the next start, and a log that was removed ends with this process, so
   * its content goes into the file to which it belongs.
   */
  private StorageException lost(LostFileException e, @Nullable SqlSession session) {
    if (session != null && identity.isUnsaved()) {
      try {
        if (isSaved(session)) {
          LOG.warn("Everything that was confirmed is in {} itself", file);
          identity.saved();
          if (identity.isLogLost()) {
            // Apart, because each connection has a lock of its own; no process waits for it to end.
            Thread reopening = new Thread(this::closeConnections, "patchbay-reopening");
            reopening.setDaemon(true);
            reopening.start();
          }
        }
      } catch (SQLException failure) {
        e.addSuppressed(failure);
      }
    }
    return failure("used", e);
  }

  /** Where the log is not empty afterwards, it may still be that nothing of it is missing. */
  private boolean isSaved(SqlSession session) throws SQLException {
    Boolean saved =
        session.first(
            "PRAGMA wal_checkpoint(TRUNCATE)",
            row ->
                row.getInt(1) == 0
                    || (identity.isLogLost()
                        && row.getInt(2) >= 0
                        && row.getInt(2) == row.getInt(3)));
    return Boolean.TRUE.equals(saved);
  }

  /**
   * Writes in one transaction, which is safe when this returns. Creates file and directory when
   * they are not there.
   *
   * @throws StorageException when it cannot; nothing is written then
   */
  @Override
  public <T> T write(Work<T> work) {
    return write(work, Flush.DISK);
  }

  /** As {@link #write}, for what may be lost when the power fails. */
  @Override
  public <T> T writeSoon(Work<T> work) {
    return write(work, Flush.SYSTEM);
  }

  private <T> T write(Work<T> work, Flush wanted) {
    synchronized (writeLock) {
      try {
        identity.require();
        SqlSession session = writer;
        if (session == null) {
          writer = session = open(true);
          flushed = Flush.DISK;
        }
        if (wanted != flushed) {
          session.execute("PRAGMA synchronous = " + mode(wanted));
          flushed = wanted;
        }
        T result = session.inTransaction(work);
        // What was written into a file that is gone is lost: nothing is confirmed then.
        identity.require();
        return result;
      } catch (LostFileException e) {
        throw lost(e, writer);
      } catch (SQLException | IOException e) {
        writer = discard(writer);
        throw failure("written", e);
      }
    }
  }

  /**
   * SQLite does not wait while another connection recovers or removes the write-ahead log: that has
   * to be waited for here.
   */
  private SqlSession open(boolean writes) throws SQLException, IOException {
    long end = System.nanoTime() + BUSY.toNanos();
    while (true) {
      try {
        return connect(writes);
      } catch (SQLiteException e) {
        boolean busy = (e.getResultCode().code & 0xFF) == SQLiteErrorCode.SQLITE_BUSY.code;
        if (!busy || Thread.currentThread().isInterrupted() || System.nanoTime() - end > 0) {
          throw e;
        }
        LockSupport.parkNanos(AGAIN.toNanos());
      }
    }
  }

  private SqlSession connect(boolean writes) throws SQLException, IOException {
    if (closed) {
      throw new IOException("it is closed");
    }
    identity.require();
    if (writes && !identity.isKnown() && Files.notExists(file)) {
      PrivateFiles.createDirectories(directory());
      NewFile.create(file, created -> session(created, true), schema);
    }
    NewFile.requireNotMissing(file);
    requireContent();
    makePrivate();
    SqlSession session = session(file, writes);
    try {
      migrate(session);
    } catch (SQLException | IOException | RuntimeException e) {
      session.close();
      throw e;
    }
    try {
      identity.opened();
      return session;
    } catch (IOException | RuntimeException e) {
      discard(session);
      throw e;
    }
  }

  private SqlSession session(Path opened, boolean writes) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout((int) BUSY.toMillis());
    config.setSynchronous(mode(Flush.DISK));
    config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    if (writes) {
      config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    }
    return new SqlSession(config.createConnection("jdbc:sqlite:" + opened));
  }

  /** SQLite takes an empty file for a new one, and opens one that is missing as empty. */
  private void requireContent() throws IOException {
    if (Files.size(file) == 0) {
      throw emptied("it is empty");
    }
  }

  private static LostFileException emptied(String what) {
    return new LostFileException(
        what + ": it has lost its content",
        "put a good copy in its place; or, to begin without what it held, remove it with its -wal"
            + " and -shm files");
  }

  /** A directory of another name is the host's: it may hold other files, for other users. */
  private void makePrivate() {
    if (directory().endsWith(Database.DIRECTORY)) {
      PrivateFiles.tighten(directory());
    }
    for (String suffix : List.of("", "-wal", "-shm")) {
      PrivateFiles.tighten(file.resolveSibling(file.getFileName() + suffix));
    }
  }

  private Path directory() {
    return Objects.requireNonNull(file.getParent(), "a file has a directory");
  }

  private static SQLiteConfig.SynchronousMode mode(Flush wanted) {
    return wanted == Flush.DISK
        ? SQLiteConfig.SynchronousMode.FULL
        : SQLiteConfig.SynchronousMode.NORMAL;
  }

  private void migrate(SqlSession session) throws SQLException, IOException {
    if (session.version() == 0) {
      throw emptied("it has no tables of Patchbay");
    }
    if (steps(session.version()) != null) {
      session.inTransaction(
          inside -> {
            List<String> steps;
            // Looked up again: another process may have been first.
            while ((steps = steps(inside.version())) != null) {
              for (String statement : steps) {
                inside.execute(statement);
              }
              inside.execute("PRAGMA user_version = " + (inside.version() + 1));
            }
            return true;
          });
    }
    int found = session.version();
    if (found != schema.version()) {
      throw new OtherVersion(
          "its format has version " + found + ", this program writes version " + schema.version());
    }
  }

  /** A later program has written the file. */
  private static final class OtherVersion extends SQLException {
    private static final long serialVersionUID = 1L;

    OtherVersion(String message) {
      super(message);
    }
  }

  private @Nullable List<String> steps(int found) {
    return found < schema.version() ? schema.upgrades().get(found) : null;
  }

  private @Nullable SqlSession discard(@Nullable SqlSession session) {
    // Left open to the end of the process where closing would destroy what others have written.
    if (session != null && !identity.isLogReplaced()) {
      identity.closing();
      session.close();
    }
    return null;
  }

  private StorageException failure(String what, Exception cause) {
    return new StorageException(
        "The file " + file + " cannot be " + what + ": " + reason(cause),
        remedy(cause),
        passing(cause),
        cause);
  }

  /** Whether somebody else is in the way, or the disk. */
  private static boolean passing(Exception cause) {
    if (cause instanceof LostFileException) {
      return true;
    }
    if (!(cause instanceof SQLiteException sqlite)) {
      return false;
    }
    return switch (SQLiteErrorCode.getErrorCode(sqlite.getResultCode().code & 0xFF)) {
      case SQLITE_BUSY, SQLITE_LOCKED, SQLITE_PROTOCOL, SQLITE_FULL, SQLITE_IOERR -> true;
      default -> false;
    };
  }

  private static String reason(Exception cause) {
    return cause instanceof IOException && !(cause instanceof LostFileException)
        ? cause.getClass().getSimpleName() + ": " + cause.getMessage()
        : String.valueOf(cause.getMessage());
  }

  private String remedy(Exception cause) {
    if (closed) {
      return "use it before it is closed";
    }
    if (cause instanceof OtherVersion) {
      return "run the version of Patchbay that wrote it, or a later one; nothing in it was changed";
    }
    if (cause instanceof LostFileException lost) {
      return lost.remedy();
    }
    if (cause instanceof SQLiteException sqlite) {
      SQLiteErrorCode code = sqlite.getResultCode();
      switch (SQLiteErrorCode.getErrorCode(code.code & 0xFF)) {
        case SQLITE_NOTADB, SQLITE_CORRUPT -> {
          return "the file is damaged: put a good copy in its place, or move it away with its -wal"
              + " and -shm files to begin anew without what it held";
        }
        case SQLITE_BUSY, SQLITE_LOCKED -> {
          return "another process holds it for too long: try again, and look for what holds it";
        }
        case SQLITE_FULL -> {
          return "make room on the disk";
        }
        case SQLITE_IOERR -> {
          return "the disk or its mount fails: see the log of the machine";
        }
        default -> {}
      }
    }
    return "let this process write the directory "
        + directory()
        + ", or choose another one with dataDirectory";
  }

  /** Closes the connections; the file stays. Later use fails. Closing twice is the same as once. */
  @Override
  public void close() {
    closed = true;
    closeConnections();
  }

  private void closeConnections() {
    synchronized (writeLock) {
      writer = discard(writer);
    }
    for (Reader one : List.of(reader, counting)) {
      synchronized (one) {
        one.session = discard(one.session);
      }
    }
  }
}
