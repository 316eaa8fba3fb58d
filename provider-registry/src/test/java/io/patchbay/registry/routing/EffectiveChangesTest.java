package io.patchbay.registry.routing;

import static io.patchbay.testsupport.ConfigurationText.child;
import static io.patchbay.testsupport.ConfigurationText.instance;
import static io.patchbay.testsupport.ConfigurationText.sms;
import static io.patchbay.testsupport.ConfigurationText.workspace;
import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.testsupport.TestLog;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EffectiveChangesTest {
  private static final String LEAF = child("leaf", "acme", "");
  private final RegistryRig rig = new RegistryRig();

  @BeforeEach
  void publishFirst() {
    rig.publish(acme("a") + ", " + LEAF);
  }

  @AfterEach
  void close() {
    rig.close();
  }

  private static String acme(String defaultProvider) {
    return workspace("acme", sms(defaultProvider, instance("a", "1"), instance("b", "2")));
  }

  /** The lines that a configuration leaves in the log, without time, thread and logger. */
  private List<String> linesOf(String workspaces) {
    TestLog log = new TestLog();
    rig.publish(workspaces);
    return log.lines("Workspace '").stream()
        .map(line -> line.substring(line.indexOf("Workspace '")))
        .toList();
  }

  @Test
  void aChangedDefaultProviderIsOneLineForEachWorkspaceThatItConcerns() {
    assertThat(linesOf(acme("b") + ", " + LEAF))
        .containsExactly(
            "Workspace 'acme': default provider a -> b",
            "Workspace 'leaf': default provider a -> b");
  }

  @Test
  void whatChangesNothingLeavesNoLine() {
    assertThat(linesOf(LEAF + ", " + acme("a"))).isEmpty();
  }

  @Test
  void theFirstConfigurationLeavesNoLine() {
    TestLog log = new TestLog();
    try (RegistryRig other = new RegistryRig()) {
      other.publish(acme("a"));
    }
    assertThat(log.lines("Workspace '")).isEmpty();
  }

  @Test
  void fallbackSettingsAndInstancesAreNamedWithoutTheirValues() {
    String changed =
        workspace(
            "acme",
            "\"fallback\": [\"c\"], \"defaultRegion\": \"US\", "
                + sms("a", instance("a", "9"), instance("c", "3")));
    assertThat(linesOf(changed))
        .containsExactly(
            "Workspace 'acme': fallback [] -> [c]; defaultRegion none -> US; instance 'a' has new"
                + " settings; instance 'b' can no longer be used; instance 'c' can be used",
            "Workspace 'leaf': removed");
  }

  @Test
  void aNewWorkspaceAndItsParentAreNamed() {
    String beta = workspace("beta", sms("d", instance("d", "4")));
    assertThat(linesOf(acme("a") + ", " + beta + ", " + child("leaf", "beta", "")))
        .containsExactly(
            "Workspace 'beta': added, routes [d], instances [d]",
            "Workspace 'leaf': default provider a -> d; inherits from [acme] -> [beta]; instance 'a'"
                + " can no longer be used; instance 'b' can no longer be used; instance 'd' can be"
                + " used");
  }
}
