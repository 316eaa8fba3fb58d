package io.patchbay.testkit.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.patchbay.testkit.Rule;
import io.patchbay.testkit.SmsProviderContract;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Each rule catches the provider that breaks it, and no other rule does. */
class FaultsTest {
  private static final Pattern ROW = Pattern.compile("(?m)^\\| ([DSNEW]\\d+) \\|");

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void exactlyItsRuleCatchesAFault(Fault fault) {
    Failures failures = run(fault);

    assertThat(failures.byRule.keySet()).as("%s", failures.byRule).containsExactly(fault.rule());
  }

  @Test
  void aProviderWithoutAFaultIsCaughtByNone() {
    Failures failures = run(Fault.NONE);

    assertThat(failures.byRule).isEmpty();
    assertThat(failures.run).as("tests that ran").isEqualTo(rules().size());
  }

  @Test
  void everyRuleOfThePageHasATestAndEveryTestARule() throws IOException {
    String page = Files.readString(project().resolve("docs/spec.md"));
    Set<String> written =
        ROW.matcher(page).results().map(row -> row.group(1)).collect(Collectors.toSet());

    assertThat(rules()).as("rules with a test").containsExactlyInAnyOrderElementsOf(written);
    assertThat(tests().filter(method -> !method.isAnnotationPresent(Rule.class)))
        .as("tests without a rule")
        .isEmpty();
  }

  @Test
  void everyRuleHasAFaultThatItCatches() {
    Set<String> broken =
        Arrays.stream(Fault.values())
            .filter(fault -> fault != Fault.NONE)
            .map(Fault::rule)
            .collect(Collectors.toSet());

    assertThat(broken).containsExactlyInAnyOrderElementsOf(rules());
  }

  private static Stream<Method> tests() {
    return Arrays.stream(SmsProviderContract.class.getMethods())
        .filter(method -> method.isAnnotationPresent(Test.class));
  }

  private static Set<String> rules() {
    return tests()
        .map(method -> method.getAnnotation(Rule.class))
        .filter(rule -> rule != null)
        .map(Rule::value)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Path project() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("docs/spec.md"))) {
      folder = Objects.requireNonNull(folder.getParent(), "outside the project");
    }
    return folder;
  }

  private static Failures run(Fault fault) {
    FaultySide.CURRENT.set(fault);
    Failures failures = new Failures();
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request().selectors(selectClass(FaultySide.class)).build();
    // In some languages a fault of S7 shows in other rules too.
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.ENGLISH);
    try {
      LauncherFactory.create().execute(request, failures);
    } finally {
      Locale.setDefault(before);
    }
    return failures;
  }

  private static final class Failures implements TestExecutionListener {
    private final Map<String, String> byRule = new TreeMap<>();
    private int run;

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
      if (test.isTest()) {
        run++;
      }
      if (result.getStatus() != TestExecutionResult.Status.SUCCESSFUL) {
        String message = result.getThrowable().map(Throwable::toString).orElse("?");
        byRule.put(rule(test), message);
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
