package io.patchbay.registry.routing;

import static io.patchbay.registry.routing.RegistryRig.told;
import static io.patchbay.testsupport.ConfigurationText.broken;
import static io.patchbay.testsupport.ConfigurationText.child;
import static io.patchbay.testsupport.ConfigurationText.instance;
import static io.patchbay.testsupport.ConfigurationText.sms;
import static io.patchbay.testsupport.ConfigurationText.workspace;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.channel.Category;
import io.patchbay.channel.InstanceId;
import io.patchbay.channel.Retry;
import io.patchbay.channel.Scope;
import io.patchbay.channel.SendError;
import io.patchbay.registry.config.PublishReport;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every row of the rule by which a message's provider is chosen. */
class ProviderChoiceTest {
  private final RegistryRig rig = new RegistryRig();

  @AfterEach
  void close() {
    rig.close();
  }

  private List<String> routes(String workspace, String... provider) {
    String named = provider.length == 0 ? null : provider[0];
    return rig.routing(workspace).routesFor(named).stream()
        .map(route -> route.instance().toString())
        .toList();
  }

  private String refusal(String workspace, String... provider) {
    SendError error = rig.routing(workspace).refusalFor(provider.length == 0 ? null : provider[0]);
    assertThat(error.category()).isEqualTo(Category.NOT_CONFIGURED);
    assertThat(error.retry()).isEqualTo(Retry.NEVER);
    assertThat(error.scope()).isEqualTo(Scope.ACCOUNT);
    return error.message() + " | " + error.remedy();
  }

  @Test
  void theMessagesOwnChoiceWinsAndGoesNowhereElse() {
    rig.publish(
        workspace(
            "acme",
            "\"fallback\": [\"b\"], "
                + sms("a", instance("a", "1"), instance("b", "2"), instance("c", "3"))));
    assertThat(routes("acme", "c")).containsExactly("acme/c");
    assertThat(routes("acme", "a")).containsExactly("acme/a");
  }

  @Test
  void withoutOneTheDefaultComesFirstThenItsFallbacks() {
    rig.publish(
        workspace(
            "acme",
            "\"fallback\": [\"c\", \"a\", \"b\", \"c\"], "
                + sms("b", instance("a", "1"), instance("b", "2"), instance("c", "3"))));
    assertThat(routes("acme")).containsExactly("acme/b", "acme/c", "acme/a");
  }

  @Test
  void aChainOfParentsIsInheritedFromWhole() {
    PublishReport report =
        rig.publish(
            String.join(
                ", ",
                workspace(
                    "top",
                    "\"defaultRegion\": \"DE\", \"sendTimeout\": \"5s\", \"fallback\": [\"b\"], \"failoverOnThrottle\": true, \"failoverAfterFailure\": true, \"retry\": {\"attempts\": 7, \"within\": \"9s\"}, "
                        + sms("a", instance("a", "1"), instance("b", "2"))),
                "\"middle\": {\"parent\": \"top\"}",
                child("leaf", "middle", "\"defaultRegion\": \"GB\"")));
    assertThat(report.problems()).isEmpty();
    assertThat(routes("leaf")).containsExactly("top/a", "top/b");
    assertThat(routes("leaf", "b")).containsExactly("top/b");
    WorkspaceRouting leaf = rig.routing("leaf");
    assertThat(leaf.defaultRegion()).isEqualTo("GB");
    assertThat(rig.routing("middle").defaultRegion()).isEqualTo("DE");
    assertThat(leaf.sendTimeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(leaf.failoverOnThrottle()).isTrue();
    assertThat(leaf.failoverAfterFailure()).isTrue();
    assertThat(leaf.retryAttempts()).isEqualTo(7);
    assertThat(leaf.retryWithin()).isEqualTo(Duration.ofSeconds(9));
    assertThat(rig.fake.connections()).hasSize(2);
    assertThat(rig.registry.resolve(new InstanceId("leaf", "a")))
        .contains(new InstanceId("top", "a"));
  }

  @Test
  void aWorkspaceThatSaysNothingHasTheDocumentedDefaults() {
    rig.publish(workspace("acme", sms("a", instance("a", "1"))));
    WorkspaceRouting acme = rig.routing("acme");
    assertThat(acme.sendTimeout()).isEqualTo(Duration.ofSeconds(30));
    assertThat(acme.retryAttempts()).isEqualTo(3);
    assertThat(acme.retryWithin()).isEqualTo(Duration.ofSeconds(30));
    assertThat(acme.failoverOnThrottle()).isFalse();
    assertThat(acme.failoverAfterFailure()).isFalse();
    assertThat(acme.defaultRegion()).isNull();
  }

  @Test
  void aChildsInstanceTakesThePlaceOfItsParentsForTheChildOnly() {
    rig.publish(
        workspace("top", sms("a", instance("a", "1")))
            + ", "
            + child("leaf", "top", sms("", instance("a", "2"))));
    assertThat(routes("leaf")).containsExactly("leaf/a");
    assertThat(routes("leaf", "a")).containsExactly("leaf/a");
    assertThat(routes("top")).containsExactly("top/a");
  }

  @Test
  void aChildsBrokenInstanceFallsToTheParentsForTheDefaultWithAWarning() {
    PublishReport report =
        rig.publish(
            workspace("top", sms("a", instance("a", "1")))
                + ", "
                + child("leaf", "top", sms("a", broken("a"))));
    assertThat(routes("leaf")).containsExactly("top/a");
    String fault =
        "workspaces.leaf.sms.providers.a.port = \"x\": is not a whole number; for example 80";
    assertThat(told(report.problems()))
        .containsExactly(
            "ERROR leaf " + fault,
            "WARNING leaf workspaces.leaf.sms.defaultProvider = \"a\": workspace 'leaf' uses top/a"
                + " because of leaf/a is not usable (see workspaces.leaf.sms.providers.a); correct"
                + " what is not usable");
  }

  @Test
  void theExplicitChoiceOfABrokenInstanceIsAnErrorThoughTheParentHasOne() {
    rig.publish(
        workspace("top", sms("a", instance("a", "1")))
            + ", "
            + child("leaf", "top", sms("a", broken("a"))));
    assertThat(routes("leaf", "a")).isEmpty();
    assertThat(refusal("leaf", "a"))
        .isEqualTo(
            "Provider 'a' in workspace 'leaf' is not usable: workspaces.leaf.sms.providers.a.port ="
                + " \"x\": is not a whole number; for example 80 | Correct the configuration of"
                + " that provider.");
  }

  @Test
  void aBrokenFallbackFallsToTheParentsWithAWarningToo() {
    PublishReport report =
        rig.publish(
            workspace("top", sms("a", instance("a", "1"), instance("b", "2")))
                + ", "
                + child("leaf", "top", "\"fallback\": [\"b\"], " + sms("", broken("b"))));
    assertThat(routes("leaf")).containsExactly("top/a", "top/b");
    assertThat(told(report.problems()))
        .anyMatch(
            problem ->
                problem.startsWith(
                    "WARNING leaf workspaces.leaf.sms.fallback = \"b\": workspace 'leaf' uses"
                        + " top/b because of leaf/b is not usable"));
  }

  @Test
  void aDefaultThatCannotBeUsedGoesToTheParentsDefaultAnnounced() {
    PublishReport report =
        rig.publish(
            workspace("top", sms("a", instance("a", "1")))
                + ", "
                + child("leaf", "top", sms("gone", instance("c", "2"))));
    assertThat(routes("leaf")).containsExactly("top/a");
    assertThat(told(report.problems()))
        .containsExactly(
            "ERROR leaf workspaces.leaf.sms.defaultProvider = \"gone\": no instance is called"
                + " 'gone'; known: c, a",
            "WARNING leaf workspaces.top.sms.defaultProvider = \"a\": workspace 'leaf' uses top/a"
                + " because of the default 'gone' of 'leaf': no instance is called 'gone'; correct"
                + " what is not usable");
  }

  @Test
  void nothingAnywhereListsWhatWasTriedAndWhyEachFailed() {
    rig.publish(
        workspace("top", sms("a", broken("a")))
            + ", \"middle\": {\"parent\": \"top\"}, "
            + child("leaf", "middle", sms("gone", instance("b", "1"), instance("c", "1"))));
    assertThat(routes("leaf")).isEmpty();
    assertThat(refusal("leaf"))
        .isEqualTo(
            "No usable default provider for workspace 'leaf'; tried: the default 'gone' of 'leaf':"
                + " no instance is called 'gone'; 'middle' names no defaultProvider; the default"
                + " 'a' of 'top': top/a is not usable (workspaces.top.sms.providers.a.port ="
                + " \"x\": is not a whole number; for example 80) | Correct the default provider,"
                + " or set defaultProvider in workspaces.leaf.sms to one of [b, c].");
  }

  @Test
  void oneInstanceAndNoDefaultSuggestsTheLine() {
    rig.publish(workspace("acme", sms("", instance("main", "1"))));
    assertThat(refusal("acme"))
        .isEqualTo(
            "No usable default provider for workspace 'acme'; tried: 'acme' names no"
                + " defaultProvider | Add \"defaultProvider\": \"main\" to workspaces.acme.sms.");
    assertThat(routes("acme", "main")).containsExactly("acme/main");
  }

  @Test
  void severalInstancesAndNoDefaultAreListed() {
    rig.publish(workspace("acme", sms("", instance("b", "1"), instance("a", "1"))));
    assertThat(refusal("acme"))
        .endsWith(" | Set defaultProvider in workspaces.acme.sms to one of [a, b].");
  }

  @Test
  void noInstanceAtAllAsksForOne() {
    rig.publish("\"acme\": {}");
    assertThat(refusal("acme"))
        .endsWith(" | Configure a provider under workspaces.acme.sms.providers.");
    assertThat(refusal("acme", "x"))
        .isEqualTo(
            "No provider 'x' in workspace 'acme'; configured: [] | Correct the provider that the"
                + " message names, or add it to the configuration (none is known).");
  }

  @Test
  void aMistakeElsewhereInTheSectionIsNamedToo() {
    rig.publish(
        "\"acme\": {\"sms\": {\"defualtProvider\": \"a\", \"providers\": {"
            + instance("a", "1")
            + "}}}");
    assertThat(refusal("acme"))
        .contains(
            "; problems: workspaces.acme.sms.defualtProvider: is not a key here; did you mean"
                + " 'defaultProvider'?");
  }

  @Test
  void aWrongOverrideIsAnErrorThatListsWhatIsConfigured() {
    rig.publish(workspace("acme", sms("main", instance("main", "1"), instance("b", "1"))));
    assertThat(routes("acme", "mian")).isEmpty();
    assertThat(refusal("acme", "mian"))
        .isEqualTo(
            "No provider 'mian' in workspace 'acme'; configured: [b, main] | Correct the provider"
                + " that the message names, or add it to the configuration (did you mean"
                + " 'main'?).");
    assertThat(routes("acme", "a/b")).isEmpty();
    assertThat(routes("acme", "fake")).isEmpty();
  }

  @Test
  void anUnknownWorkspaceListsTheKnownOnes() {
    rig.publish(
        workspace("acme", sms("a", instance("a", "1")))
            + ", "
            + workspace("beta", sms("a", instance("a", "1"))));
    assertThat(rig.registry.routing("acm")).isEmpty();
    SendError error = rig.registry.unknownWorkspace("acm");
    assertThat(error.describe())
        .isEqualTo(
            "NOT_CONFIGURED: No workspace 'acm'; configured: [acme, beta] - Correct the workspace's"
                + " name, or add it to the configuration (did you mean 'acme'?).");
    assertThat(rig.registry.workspaces()).containsExactly("acme", "beta");
  }

  @Test
  void aRefusalIsOnlyForWhoHasNoRoutes() {
    rig.publish(workspace("acme", sms("a", instance("a", "1"))));
    assertThatThrownBy(() -> rig.routing("acme").refusalFor(null))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Workspace 'acme' has routes");
  }

  @Test
  void aCycleOfParentsStillServesWhatIsValid() {
    rig.publish(
        child("a", "b", sms("x", instance("x", "1")))
            + ", "
            + child("b", "a", "")
            + ", "
            + child("below", "b", ""));
    assertThat(routes("a")).containsExactly("a/x");
    assertThat(routes("b")).containsExactly("a/x");
    assertThat(routes("below")).containsExactly("a/x");
  }

  @Test
  void instancesOfTwoWorkspacesWithOneNameAreTwo() {
    rig.publish(
        workspace("acme", sms("a", instance("a", "1")))
            + ", "
            + workspace("beta", sms("a", instance("a", "2"))));
    assertThat(rig.connection("acme", "a").settings().text("account")).isEqualTo("1");
    assertThat(rig.connection("beta", "a").settings().text("account")).isEqualTo("2");
  }

  @Test
  void namesThatCouldBeNoIdsAreRefusedWithoutThrowing() {
    rig.publish(
        "\"a.b\": {\"parent\": \"a.b\", \"sms\": {\"defaultProvider\": \"x/y\", \"fallback\":"
            + " [\" \"], \"providers\": {\"x/y\": {\"type\": \"fake\"}, \"ok\": {\"type\":"
            + " \"fake\"}}}}");
    assertThat(rig.fake.connections()).isEmpty();
    assertThat(routes("a.b", "x/y")).isEmpty();
    assertThat(refusal("a.b", "x/y")).contains("is not usable: its name is not usable");
    assertThat(refusal("a.b", "ok")).contains("is not usable: its name is not usable");
  }
}
