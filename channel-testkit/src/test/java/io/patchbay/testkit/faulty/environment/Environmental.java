package io.patchbay.testkit.faulty.environment;

import io.patchbay.testkit.sample.Fault;
import io.patchbay.testkit.sample.SampleProvider;

/** S2: looks at the environment. */
public final class Environmental extends SampleProvider {
  /** For ServiceLoader. */
  public Environmental() {
    super(Fault.S2_READS_THE_ENVIRONMENT);
  }

  /** What no provider asks. */
  public boolean verbose() {
    return System.getenv("SAMPLE_VERBOSE") != null || Boolean.getBoolean("sample.verbose");
  }
}
