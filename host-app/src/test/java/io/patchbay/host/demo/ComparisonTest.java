package io.patchbay.host.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ComparisonTest {
  @Test
  void oneDifferenceIsEnough() {
    Comparison comparison = new Comparison();
    comparison.add("same", 1L, 1);
    assertThat(comparison.agrees()).isTrue();

    comparison.add("not the same", 26, 25);

    assertThat(comparison.agrees()).isFalse();
    assertThat(comparison.text("told", "seen"))
        .isEqualTo(
            """
                            told  seen
              same             1     1  ok
              not the same    26    25  DIFFERS
            """);
  }
}
