package io.patchbay.host.console;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * One line on a terminal that shows how far a long piece of work has come, and is gone at its end.
 * Where there is no terminal it shows nothing at all. Thread-safe.
 */
public final class ProgressBar implements AutoCloseable {
  private static final long REDRAW_NANOS = Duration.ofMillis(100).toNanos();
  private static final int BAR_WIDTH = 20;
  private static final int LINE_WIDTH = 79;

  private final Object lock = new Object();
  private final PrintWriter out;
  private final boolean visible;
  private final LongSupplier nanoTime;
  private long started;
  private long doneBefore;
  private long drawnAt;
  private int drawnWidth;

  /**
   * A bar that nothing has been drawn of yet.
   *
   * @param visible whether {@code out} is a terminal
   * @param nanoTime the clock, as {@link System#nanoTime}
   */
  public ProgressBar(PrintWriter out, boolean visible, LongSupplier nanoTime) {
    this.out = out;
    this.visible = visible;
    this.nanoTime = nanoTime;
    this.started = nanoTime.getAsLong();
    this.drawnAt = started - REDRAW_NANOS;
  }

  /**
   * Measures the speed, and by it the time left, from now on.
   *
   * @param done how much is done already, not by this work
   */
  public void begin(long done) {
    synchronized (lock) {
      started = nanoTime.getAsLong();
      doneBefore = done;
    }
  }

  /**
   * Draws anew, at most ten times a second.
   *
   * @param done how much is done
   * @param total how much there is; 0 when that is not known
   * @param counts what to say behind it; asked only when it is drawn
   */
  public void show(long done, long total, Supplier<String> counts) {
    if (!visible) {
      return;
    }
    synchronized (lock) {
      long now = nanoTime.getAsLong();
      if (now - drawnAt >= REDRAW_NANOS) {
        drawnAt = now;
        draw(line(done, total, counts.get(), rate(done, now)));
      }
    }
  }

  private double rate(long done, long now) {
    return (done - doneBefore) / (Math.max(now - started, 1) / 1e9);
  }

  private static String line(long done, long total, String counts, double rate) {
    String pace = String.format(Locale.ROOT, "%.0f/s", rate);
    if (total <= 0) {
      return fitting(Wording.number(done) + "  " + pace + "  " + counts);
    }
    int filled = (int) Math.min(BAR_WIDTH, BAR_WIDTH * done / total);
    String bar = "[" + "#".repeat(filled) + ".".repeat(BAR_WIDTH - filled) + "] ";
    String share = Wording.number(done) + "/" + Wording.number(total) + "  ";
    String end = left(total - done, rate) + "  " + counts;
    String whole = bar + share + pace + "  " + end;
    if (whole.length() <= LINE_WIDTH) {
      return whole;
    }
    String withoutBar = share + pace + "  " + end;
    return fitting(withoutBar.length() <= LINE_WIDTH ? withoutBar : share + end);
  }

  private static String fitting(String text) {
    return text.length() > LINE_WIDTH ? text.substring(0, LINE_WIDTH) : text;
  }

  private static String left(long items, double rate) {
    if (rate <= 0) {
      return "--:-- left";
    }
    long seconds = (long) Math.ceil(items / rate);
    return seconds >= 3600
        ? String.format(Locale.ROOT, "%d:%02d h left", seconds / 3600, seconds / 60 % 60)
        : String.format(Locale.ROOT, "%02d:%02d left", seconds / 60, seconds % 60);
  }

  private void draw(String text) {
    out.print("\r" + text + " ".repeat(Math.max(0, drawnWidth - text.length())));
    out.flush();
    drawnWidth = text.length();
  }

  /** Wipes the line. */
  @Override
  public void close() {
    synchronized (lock) {
      if (drawnWidth > 0) {
        draw("");
        out.print("\r");
        out.flush();
        drawnWidth = 0;
      }
    }
  }
}
