package io.patchbay.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.testkit.Rule;
import io.patchbay.testkit.SmsProviderContract;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page of rules gives each its reason and the name of its test. */
class RulesPageTest {
  @Test
  void everyRuleHasAReasonAndTheNameOfItsTest() throws IOException {
    Map<String, String> tests =
        Arrays.stream(SmsProviderContract.class.getMethods())
            .filter(method -> method.isAnnotationPresent(Rule.class))
            .collect(
                Collectors.toMap(
                    method -> method.getAnnotation(Rule.class).value(),
                    method -> "`" + method.getName() + "`"));
    Map<String, String> written = new TreeMap<>();
    for (String line : Files.readAllLines(Project.root().resolve("docs/spec.md"))) {
      if (line.matches("\\| [DSNEW]\\d+ \\|.*")) {
        String[] cells = line.split("\\|", -1);
        assertThat(cells).as(line).hasSize(6);
        assertThat(cells[3].strip()).as("the reason of %s", cells[1].strip()).endsWith(".");
        written.put(cells[1].strip(), cells[4].strip());
      }
    }

    assertThat(written).as("the tests of the rules").containsExactlyInAnyOrderEntriesOf(tests);
  }
}
