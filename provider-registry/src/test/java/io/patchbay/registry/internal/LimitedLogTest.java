package io.patchbay.registry.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.AbstractLogger;

class LimitedLogTest {
  private final List<String> lines = new ArrayList<>();
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
  private final List<Runnable> later = new ArrayList<>();
  private final LimitedLog log = new LimitedLog(new Lines(lines), nanos::get, later::add);

  private void passInterval() {
    nanos.addAndGet(LimitedLog.INTERVAL.toNanos());
  }

  @Test
  void ofAFloodOneLineIsLoggedAndTheRestIsCounted() {
    for (int i = 0; i < 1000; i++) {
      log.warn("key", "refused " + i);
    }
    log.flush();
    assertThat(lines).containsExactly("WARN refused 0");

    passInterval();
    log.warn("key", "refused 1000");

    assertThat(lines)
        .containsExactly(
            "WARN refused 0",
            "WARN refused 1000 (999 more like it since the last line were not logged)");
  }

  @Test
  void theEndOfAFloodIsLoggedWithoutAnotherRefusal() {
    for (int i = 0; i < 3; i++) {
      log.warn("key", "refused " + i);
    }
    assertThat(later).as("asks once to be flushed").hasSize(1);
    passInterval();
    later.get(0).run();
    passInterval();
    log.flush();

    assertThat(lines)
        .containsExactly(
            "WARN refused 0",
            "WARN refused 2 (1 more like it since the last line were not logged)");
  }

  @Test
  void aLineIsLimitedAfterACountToo() {
    log.warn("key", "first");
    log.warn("key", "second");
    passInterval();
    log.flush();
    log.warn("key", "third");

    assertThat(lines).containsExactly("WARN first", "WARN second");
  }

  @Test
  void oneKindHidesNoOther() {
    log.warn("acme", "acme 1");
    log.warn("acme", "acme 2");
    log.log(Level.ERROR, "beta", "beta 1");

    assertThat(lines).containsExactly("WARN acme 1", "ERROR beta 1");
  }

  @Test
  void whatIsQuotedMakesNoOtherLineAndMovesNoCursor() {
    log.warn("key", "from a\nWARN forged \u001B[2J \u202E\u2028end");

    assertThat(lines).containsExactly("WARN from a\\u000AWARN forged \\u001B[2J \\u202E\\u2028end");
  }

  @Test
  void whatIsLongIsShortened() {
    log.warn("key", "x".repeat(100_000));

    assertThat(lines).containsExactly("WARN " + "x".repeat(500) + "…");
  }

  /** Keeps what is logged. */
  private static final class Lines extends AbstractLogger {
    private static final long serialVersionUID = 1L;

    private final transient List<String> lines;

    private Lines(List<String> lines) {
      this.lines = lines;
    }

    @Override
    protected String getFullyQualifiedCallerName() {
      return Lines.class.getName();
    }

    @Override
    protected void handleNormalizedLoggingCall(
        Level level, Marker marker, String message, Object[] arguments, Throwable failure) {
      lines.add(level + " " + message);
    }

    @Override
    public boolean isTraceEnabled() {
      return true;
    }

    @Override
    public boolean isTraceEnabled(Marker marker) {
      return true;
    }

    @Override
    public boolean isDebugEnabled() {
      return true;
    }

    @Override
    public boolean isDebugEnabled(Marker marker) {
      return true;
    }

    @Override
    public boolean isInfoEnabled() {
      return true;
    }

    @Override
    public boolean isInfoEnabled(Marker marker) {
      return true;
    }

    @Override
    public boolean isWarnEnabled() {
      return true;
    }

    @Override
    public boolean isWarnEnabled(Marker marker) {
      return true;
    }

    @Override
    public boolean isErrorEnabled() {
      return true;
    }

    @Override
    public boolean isErrorEnabled(Marker marker) {
      return true;
    }
  }
}
