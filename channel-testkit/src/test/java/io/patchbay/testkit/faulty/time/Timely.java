package io.patchbay.testkit.faulty.time;

import io.patchbay.testkit.sample.Fault;
import io.patchbay.testkit.sample.SampleProvider;
import java.time.Instant;
import java.util.function.Supplier;

/** S5: looks at the system's clock. */
public final class Timely extends SampleProvider {
  private final Supplier<Instant> time = Instant::now;

  /** For ServiceLoader. */
  public Timely() {
    super(Fault.S5_READS_THE_SYSTEM_CLOCK);
  }

  /** What no provider asks. */
  public Instant time() {
    return time.get();
  }
}
