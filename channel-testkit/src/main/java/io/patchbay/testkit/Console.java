package io.patchbay.testkit;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Keeps what is written to the console while it is open, where test logs usually go, and what goes
 * through {@code java.util.logging}.
 */
@SuppressWarnings("SystemOut") // It is the console that is watched.
final class Console implements AutoCloseable {
  private final PrintStream out = System.out;
  private final PrintStream err = System.err;
  private final ByteArrayOutputStream seen = new ByteArrayOutputStream();
  private final Logger root = Logger.getLogger("");
  private final Handler handler = new Keeper();

  Console() {
    System.setOut(both(out));
    System.setErr(both(err));
    handler.setLevel(Level.ALL);
    root.addHandler(handler);
  }

  private PrintStream both(PrintStream console) {
    return new PrintStream(new Tee(console), true, StandardCharsets.UTF_8);
  }

  private void keep(byte[] bytes, int from, int count) {
    synchronized (seen) {
      seen.write(bytes, from, count);
    }
  }

  /** All that was written so far. */
  String text() {
    synchronized (seen) {
      return seen.toString(StandardCharsets.UTF_8);
    }
  }

  @Override
  public void close() {
    root.removeHandler(handler);
    System.setOut(out);
    System.setErr(err);
  }

  private final class Tee extends OutputStream {
    private final PrintStream console;

    Tee(PrintStream console) {
      this.console = console;
    }

    @Override
    public void write(int value) {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) {
      keep(bytes, from, count);
      console.write(bytes, from, count);
    }
  }

  private final class Keeper extends Handler {
    @Override
    public void publish(LogRecord entry) {
      byte[] line = (entry.getMessage() + "\n").getBytes(StandardCharsets.UTF_8);
      keep(line, 0, line.length);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
