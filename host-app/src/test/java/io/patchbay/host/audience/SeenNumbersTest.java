package io.patchbay.host.audience;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.PhoneNumber;
import org.junit.jupiter.api.Test;

final class SeenNumbersTest {
  @Test
  void remembersTheFirstLineOfEveryNumberWhileItGrows() {
    SeenNumbers seen = new SeenNumbers();
    for (int i = 0; i < 20_000; i++) {
      assertThat(seen.firstLine(number(i), i + 2)).isZero();
    }
    for (int i = 0; i < 20_000; i++) {
      assertThat(seen.firstLine(number(i), 99_999)).isEqualTo(i + 2);
    }
  }

  private static PhoneNumber number(int i) {
    return new PhoneNumber(Long.toString(999_999_999_999_999L - i * 7L));
  }
}
