package io.patchbay.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InFlightTest {
  private final InFlight inFlight = new InFlight(8, 40);

  @Test
  void aSenderHasItsShareAndWhatWaitsForASlotBesides() {
    assertThat(inFlight.free("a", 0)).isEqualTo(8);
    assertThat(inFlight.free("a", 5)).isEqualTo(13);

    inFlight.add("a", 10);

    assertThat(inFlight.free("a", 0)).isZero();
    assertThat(inFlight.free("a", 5)).isEqualTo(3);
    assertThat(inFlight.free("b", 0)).isEqualTo(8);
    inFlight.done("a");
    assertThat(inFlight.free("a", 5)).isEqualTo(4);
    assertThat(inFlight.of("a")).isEqualTo(9);
  }

  @Test
  void whatWaitsForASlotTakesNoMoreThanHalfOfWhatIsFree() {
    assertThat(inFlight.free("a", 1000)).isEqualTo(20);

    inFlight.add("a", 20);

    assertThat(inFlight.free("a", 1000)).isZero();
    assertThat(inFlight.free("b", 1000)).isEqualTo(10);
  }
}
