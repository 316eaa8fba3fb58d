package io.patchbay.testkit.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Each rule catches the provider that breaks it, and no other rule does. Most of a contract is
 * waiting, so the faults are dealt out to as many classes as the build runs processes. All together
 * they take minutes, so that only the gate, {@code .ci/run}, runs them.
 */
abstract class CaughtFaults {
  static final int SHARES = 3;

  private final int share;

  CaughtFaults(int share) {
    this.share = share;
  }

  @TestFactory
  Stream<DynamicTest> exactlyItsRuleCatchesAFault() {
    List<Fault> faults = List.copyOf(EnumSet.complementOf(EnumSet.of(Fault.NONE)));
    return IntStream.range(0, faults.size())
        .filter(index -> index % SHARES == share)
        .mapToObj(faults::get)
        .map(fault -> DynamicTest.dynamicTest(fault.name(), () -> isCaught(fault)));
  }

  private static void isCaught(Fault fault) {
    ContractRun run = ContractRun.of(fault);

    assertThat(run.failures().keySet()).as("%s", run.failures()).containsExactly(fault.rule());
  }
}
