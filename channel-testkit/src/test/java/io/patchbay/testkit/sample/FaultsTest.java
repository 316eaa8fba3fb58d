package io.patchbay.testkit.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.testkit.Rule;
import io.patchbay.testkit.SmsProviderContract;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules, the page that lists them and the faults that show them fit together. */
class FaultsTest {
  private static final Pattern ROW = Pattern.compile("(?m)^\\| ([DSNEW]\\d+) \\|");

  @Test
  void aProviderWithoutAFaultIsCaughtByNone() {
    ContractRun run = ContractRun.of(Fault.NONE);

    assertThat(run.failures()).isEmpty();
    assertThat(run.tests()).as("tests that ran").isEqualTo(rules().size());
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
}
