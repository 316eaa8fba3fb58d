package io.patchbay.testkit.sample;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.patchbay.testkit.Rule;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * The whole contract, run against a provider with a fault.
 *
 * @param failures what failed and how, by rule
 * @param tests how many tests ran
 */
record ContractRun(Map<String, String> failures, int tests) {
  /** One at a time in a process: the contract looks at locale, threads and output of all of it. */
  static ContractRun of(Fault fault) {
    FaultySide.CURRENT.set(fault);
    Listener listener = new Listener();
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request().selectors(selectClass(FaultySide.class)).build();
    // In some languages a fault of S7 shows in other rules too.
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.ENGLISH);
    try {
      LauncherFactory.create().execute(request, listener);
    } finally {
      Locale.setDefault(before);
    }
    return new ContractRun(Map.copyOf(listener.failures), listener.tests);
  }

  private static final class Listener implements TestExecutionListener {
    private final Map<String, String> failures = new TreeMap<>();
    private int tests;

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
      if (test.isTest()) {
        tests++;
      }
      if (result.getStatus() != TestExecutionResult.Status.SUCCESSFUL) {
        failures.put(rule(test), result.getThrowable().map(Throwable::toString).orElse("?"));
      }
    }

    private static String rule(TestIdentifier test) {
      return test.getSource()
          .filter(MethodSource.class::isInstance)
          .map(source -> ((MethodSource) source).getJavaMethod().getAnnotation(Rule.class).value())
          .orElse(test.getDisplayName());
    }
  }
}
