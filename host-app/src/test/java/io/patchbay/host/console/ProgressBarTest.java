package io.patchbay.host.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("locale")
final class ProgressBarTest {
  private final StringWriter screen = new StringWriter();
  private final AtomicLong nanos = new AtomicLong();

  private ProgressBar bar(boolean terminal) {
    return new ProgressBar(new PrintWriter(screen), terminal, nanos::get);
  }

  @Test
  void showsNothingWhereThereIsNoTerminal() {
    try (ProgressBar bar = bar(false)) {
      bar.show(
          1,
          2,
          () -> {
            throw new AssertionError("asked for nothing");
          });
    }

    assertThat(screen.toString()).isEmpty();
  }

  @Test
  void redrawsOneLineAndWipesItAtTheEnd() {
    try (ProgressBar bar = bar(true)) {
      nanos.set(2_000_000_000L);
      bar.show(1_000, 4_000, () -> "990 accepted, 10 not");
      nanos.addAndGet(50_000_000L);
      bar.show(1_001, 4_000, () -> "too early to be drawn");
      nanos.set(8_000_000_000L);
      bar.show(4_000, 4_000, () -> "done");
    }

    String first = "[#####...............] 1,000/4,000  500/s  00:06 left  990 accepted, 10 not";
    String second = "[####################] 4,000/4,000  500/s  00:00 left  done";
    assertThat(screen.toString())
        .isEqualTo(
            "\r"
                + first
                + "\r"
                + second
                + " ".repeat(first.length() - second.length())
                + "\r"
                + " ".repeat(second.length())
                + "\r");
  }

  @Test
  void whatWasDoneBeforeSaysNothingAboutTheTimeLeft() {
    ProgressBar bar = bar(true);
    nanos.set(3_000_000_000L);
    bar.begin(3_000);
    nanos.set(5_000_000_000L);
    bar.show(3_200, 4_000, () -> "sent");

    assertThat(screen.toString())
        .isEqualTo("\r[################....] 3,200/4,000  100/s  00:08 left  sent");
  }

  @Test
  void countsOnlyWhereTheTotalIsNotKnown() {
    ProgressBar bar = bar(true);
    nanos.set(1_000_000_000L);
    bar.show(12, 0, () -> "12 accepted, 0 not");

    assertThat(screen.toString()).isEqualTo("\r12  12/s  12 accepted, 0 not");
  }

  @Test
  void neverWrapsTheLine() {
    ProgressBar bar = bar(true);
    nanos.set(1_000_000_000L);
    bar.show(1_000_000, 2_000_000, () -> "x".repeat(100));

    assertThat(screen.toString()).hasSize(80);
  }
}
