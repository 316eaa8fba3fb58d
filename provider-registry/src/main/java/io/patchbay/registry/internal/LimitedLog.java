package io.patchbay.registry.internal;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.event.Level;

/**
 * Logs what outsiders can cause as often as they like: of each kind one line in ten seconds, with
 * the number of those that were left out. A line stays one line, whatever is quoted in it: control
 * characters are escaped, and what is long is shortened. Thread-safe.
 */
public final class LimitedLog {
  /** How long after a line the next one of its kind may come. */
  public static final Duration INTERVAL = Duration.ofSeconds(10);

  private static final int LONGEST = 500;

  private final Logger log;
  private final LongSupplier nanoTime;
  private final Consumer<Runnable> afterInterval;
  private final Map<String, Kind> kinds = new ConcurrentHashMap<>();

  /** The last line of a kind and what has come since; guarded by itself. */
  private static final class Kind {
    private long loggedAt;
    private boolean logged;
    private long leftOut;
    private Level level = Level.WARN;
    private String last = "";
  }

  /** A log that passes its lines to this logger; {@link #flush} is called regularly. */
  public LimitedLog(Logger log) {
    this(log, System::nanoTime, flush -> {});
  }

  /**
   * The same, which asks to be flushed when it has left something out.
   *
   * @param nanoTime as System.nanoTime
   * @param afterInterval runs something when {@link #INTERVAL} has passed
   */
  public LimitedLog(Logger log, LongSupplier nanoTime, Consumer<Runnable> afterInterval) {
    this.log = log;
    this.nanoTime = nanoTime;
    this.afterInterval = afterInterval;
  }

  /** As {@link #log}, as a warning. */
  public void warn(String kind, String message) {
    log(Level.WARN, kind, message);
  }

  /**
   * Logs a line, or counts it.
   *
   * @param kind what is limited by itself; of these there are few, whatever outsiders do
   */
  public void log(Level level, String kind, String message) {
    Kind found = kinds.computeIfAbsent(kind, name -> new Kind());
    String line = oneLine(message);
    boolean firstLeftOut = false;
    boolean logged = false;
    synchronized (found) {
      long now = nanoTime.getAsLong();
      if (found.logged && now - found.loggedAt < INTERVAL.toNanos()) {
        firstLeftOut = found.leftOut == 0;
        found.leftOut++;
        found.level = level;
        found.last = line;
      } else {
        line += leftOut(found);
        restart(found, now);
        logged = true;
      }
    }
    if (logged) {
      log.atLevel(level).log(line);
    }
    if (firstLeftOut) {
      afterInterval.accept(this::flush);
    }
  }

  /** Logs how many were left out whose time has come. */
  public void flush() {
    for (Kind kind : kinds.values()) {
      String line;
      Level level;
      synchronized (kind) {
        long now = nanoTime.getAsLong();
        if (kind.leftOut == 0 || now - kind.loggedAt < INTERVAL.toNanos()) {
          continue;
        }
        kind.leftOut--;
        level = kind.level;
        line = kind.last + leftOut(kind);
        restart(kind, now);
      }
      log.atLevel(level).log(line);
    }
  }

  private static String leftOut(Kind kind) {
    return kind.leftOut == 0
        ? ""
        : " (" + kind.leftOut + " more like it since the last line were not logged)";
  }

  private static void restart(Kind kind, long now) {
    kind.logged = true;
    kind.loggedAt = now;
    kind.leftOut = 0;
  }

  private static String oneLine(String message) {
    StringBuilder line = new StringBuilder();
    int end = Math.min(message.length(), LONGEST);
    for (int i = 0; i < end; i++) {
      char character = message.charAt(i);
      if (moves(character)) {
        line.append("\\u").append(hex(character >> 12)).append(hex(character >> 8));
        line.append(hex(character >> 4)).append(hex(character));
      } else {
        line.append(character);
      }
    }
    return end < message.length() ? line.append("…").toString() : line.toString();
  }

  /** A terminal obeys these instead of showing them. */
  private static boolean moves(char character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }

  private static char hex(int value) {
    return "0123456789ABCDEF".charAt(value & 0xF);
  }
}
