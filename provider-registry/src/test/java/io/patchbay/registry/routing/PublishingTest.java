package io.patchbay.registry.routing;

import static io.patchbay.registry.routing.RegistryRig.told;
import static io.patchbay.testsupport.ConfigurationText.broken;
import static io.patchbay.testsupport.ConfigurationText.child;
import static io.patchbay.testsupport.ConfigurationText.instance;
import static io.patchbay.testsupport.ConfigurationText.sms;
import static io.patchbay.testsupport.ConfigurationText.workspace;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.channel.InstanceId;
import io.patchbay.registry.config.ConfigurationProblem;
import io.patchbay.registry.config.PublishReport;
import io.patchbay.testkit.FakeConnection;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PublishingTest {
  private static final String KEEPS =
      ": keeps its last good configuration; correct the errors in it";

  private final RegistryRig rig = new RegistryRig();

  @AfterEach
  void close() {
    rig.close();
  }

  private static InstanceId id(String workspace, String name) {
    return new InstanceId(workspace, name);
  }

  private String account(String workspace, String name) {
    return rig.connection(workspace, name).settings().text("account");
  }

  @Nested
  class OnlyWhatChangedIsTouched {
    @Test
    void theSameTextAgainOpensAndClosesNothing() {
      String text = workspace("acme", sms("a", instance("a", "1"), instance("b", "1")));
      assertThat(rig.publish(text).opened()).containsExactly(id("acme", "a"), id("acme", "b"));
      FakeConnection before = rig.connection("acme", "a");
      PublishReport again = rig.publish(text);
      assertThat(again.opened()).isEmpty();
      assertThat(again.retired()).isEmpty();
      assertThat(again.applied()).isTrue();
      assertThat(rig.connection("acme", "a")).isSameAs(before);
      assertThat(rig.fake.connections()).hasSize(2);
    }

    @Test
    void aChangedSettingReplacesItsInstanceAlone() {
      rig.publish(workspace("acme", sms("a", instance("a", "1"), instance("b", "1"))));
      FakeConnection a = rig.connection("acme", "a");
      FakeConnection b = rig.connection("acme", "b");
      PublishReport report =
          rig.publish(workspace("acme", sms("a", instance("a", "2"), instance("b", "1"))));
      assertThat(report.opened()).containsExactly(id("acme", "a"));
      assertThat(report.retired()).containsExactly(id("acme", "a"));
      assertThat(rig.connection("acme", "a")).isNotSameAs(a);
      assertThat(rig.connection("acme", "b")).isSameAs(b);
      assertThat(a.closes()).isEqualTo(1);
      assertThat(b.closes()).isZero();
    }

    @Test
    void defaultsFallbacksAndOrderTouchNoConnection() {
      rig.publish(workspace("acme", sms("a", instance("a", "1"), instance("b", "1"))));
      PublishReport report =
          rig.publish(
              workspace(
                  "acme",
                  "\"fallback\": [\"a\"], \"sendTimeout\": \"9s\", "
                      + sms("b", instance("b", "1"), instance("a", "1"))));
      assertThat(report.opened()).isEmpty();
      assertThat(rig.routing("acme").routes()).hasSize(2);
      assertThat(rig.routing("acme").routes().get(0).instance()).isEqualTo(id("acme", "b"));
    }

    @Test
    void anotherTypeOfProviderIsAnotherInstance() {
      rig.publish(workspace("acme", sms("a", "\"a\": {\"type\": \"fake\"}")));
      FakeConnection before = rig.connection("acme", "a");
      rig.publish(workspace("acme", sms("a", "\"a\": {\"type\": \"other\"}")));
      assertThat(before.closes()).isEqualTo(1);
      assertThat(rig.other.connections()).hasSize(1);
    }

    @Test
    void aRemovedInstanceIsRetired() {
      rig.publish(workspace("acme", sms("a", instance("a", "1"), instance("b", "1"))));
      FakeConnection b = rig.connection("acme", "b");
      PublishReport report = rig.publish(workspace("acme", sms("a", instance("a", "1"))));
      assertThat(report.retired()).containsExactly(id("acme", "b"));
      assertThat(b.closes()).isEqualTo(1);
      assertThat(rig.registry.lease(id("acme", "b"))).isEmpty();
      assertThat(rig.publish("").retired()).containsExactly(id("acme", "a"));
      assertThat(rig.registry.workspaces()).isEmpty();
    }

    @Test
    void rotatingASecretReopensExactlyTheInstancesThatUseIt() {
      rig.environment.put("ONE", "1");
      rig.environment.put("TWO", "2");
      String text =
          workspace(
              "acme",
              sms(
                  "a",
                  "\"a\": {\"type\": \"fake\", \"token\": \"${env:ONE}\"}",
                  "\"b\": {\"type\": \"fake\", \"token\": \"${env:TWO}\"}",
                  "\"c\": {\"type\": \"fake\", \"keys\": [\"x\", \"y-${env:ONE}\"]}"));
      rig.publish(text);
      rig.environment.put("ONE", "new");
      PublishReport report = rig.publish(text);
      assertThat(report.opened()).containsExactly(id("acme", "a"), id("acme", "c"));
      assertThat(rig.connection("acme", "a").settings().secret("token").reveal()).isEqualTo("new");
    }
  }

  @Nested
  class LastGoodSections {
    private final String goodAcme = workspace("acme", sms("a", instance("a", "1")));
    private final String goodBeta = workspace("beta", sms("a", instance("a", "1")));

    @Test
    void anErrorInASectionKeepsItsOldOneAndTakesTheOthers() {
      rig.publish(goodAcme + ", " + goodBeta);
      PublishReport report =
          rig.publish(
              workspace("acme", sms("a", instance("a", "2"), broken("b")))
                  + ", "
                  + workspace("beta", sms("a", instance("a", "2"))));
      assertThat(report.applied()).isTrue();
      assertThat(report.opened()).containsExactly(id("beta", "a"));
      assertThat(account("acme", "a")).isEqualTo("1");
      assertThat(account("beta", "a")).isEqualTo("2");
      assertThat(told(report.problems()))
          .containsExactly(
              "ERROR acme workspaces.acme.sms.providers.b.port = \"x\": is not a whole number; for"
                  + " example 80",
              "WARNING acme workspaces.acme" + KEEPS);
      assertThat(rig.registry.problems()).isEqualTo(report.problems());
    }

    @Test
    void mendingItTakesItAndClearsTheProblems() {
      rig.publish(goodAcme);
      rig.publish(workspace("acme", sms("a", instance("a", "2"), broken("b"))));
      PublishReport report = rig.publish(workspace("acme", sms("a", instance("a", "2"))));
      assertThat(report.problems()).isEmpty();
      assertThat(account("acme", "a")).isEqualTo("2");
    }

    @Test
    void badConfigurationsInARowKeepTheLastGoodOne() {
      rig.publish(goodAcme);
      rig.publish(workspace("acme", sms("a", instance("a", "2"), broken("b"))));
      rig.publish(workspace("acme", sms("a", broken("a"))));
      rig.publish(workspace("acme", sms("gone", instance("a", "3"))));
      assertThat(account("acme", "a")).isEqualTo("1");
      assertThat(rig.fake.connections()).hasSize(1);
    }

    @Test
    void anErrorInALinkKeepsTheOldSectionToo() {
      rig.publish(goodAcme + ", " + goodBeta);
      PublishReport report =
          rig.publish(workspace("acme", sms("gone", instance("a", "2"))) + ", " + goodBeta);
      assertThat(account("acme", "a")).isEqualTo("1");
      assertThat(rig.routing("acme").routes()).hasSize(1);
      assertThat(told(report.problems()))
          .containsExactly(
              "ERROR acme workspaces.acme.sms.defaultProvider = \"gone\": no instance is called"
                  + " 'gone'; known: a",
              "WARNING acme workspaces.acme" + KEEPS);
    }

    @Test
    void anErrorThatALinkBringsIntoAnotherSectionIsFound() {
      String parent = workspace("acme", sms("a", instance("a", "1"), instance("b", "1")));
      rig.publish(parent + ", " + child("leaf", "acme", sms("a")));
      // The leaf's new default is in the parent's new section, which is not taken.
      PublishReport report =
          rig.publish(
              workspace("acme", sms("a", instance("a", "1"), instance("c", "1"), broken("d")))
                  + ", "
                  + child("leaf", "acme", sms("c")));
      assertThat(rig.routing("leaf").routes().get(0).instance()).isEqualTo(id("acme", "a"));
      assertThat(told(report.problems()))
          .contains("WARNING acme workspaces.acme" + KEEPS, "WARNING leaf workspaces.leaf" + KEEPS)
          .anyMatch(problem -> problem.startsWith("ERROR leaf workspaces.leaf.sms.default"));
    }

    @Test
    void goingBackMayBreakALinkOfASectionThatWasGoodByItself() {
      rig.publish(goodAcme + ", " + child("leaf", "acme", sms("a")));
      // Nothing is wrong with the leaf until its parent's new section is found to be wrong.
      PublishReport report =
          rig.publish(
              workspace("acme", sms("gone", instance("a", "1"), instance("c", "1")))
                  + ", "
                  + child("leaf", "acme", sms("c")));
      assertThat(rig.routing("leaf").routes().get(0).instance()).isEqualTo(id("acme", "a"));
      assertThat(told(report.problems()))
          .contains(
              "ERROR leaf workspaces.leaf.sms.defaultProvider = \"c\": no instance is called 'c';"
                  + " known: a",
              "WARNING leaf workspaces.leaf" + KEEPS);
    }

    @Test
    void twoWorkspacesAtOnceKeepTheirs() {
      rig.publish(goodAcme + ", " + goodBeta);
      PublishReport report =
          rig.publish(
              child("acme", "beta", sms("a", instance("a", "2")))
                  + ", "
                  + child("beta", "acme", sms("a", instance("a", "2"))));
      assertThat(account("acme", "a")).isEqualTo("1");
      assertThat(account("beta", "a")).isEqualTo("1");
      assertThat(told(report.problems()))
          .contains("WARNING acme workspaces.acme" + KEEPS, "WARNING beta workspaces.beta" + KEEPS)
          .anyMatch(problem -> problem.contains("the parents lead back: acme -> beta -> acme"));
    }

    @Test
    void withoutALastGoodOneWhatIsValidIsUsed() {
      PublishReport report =
          rig.publish(workspace("acme", sms("a", instance("a", "1"), broken("b"))));
      assertThat(report.applied()).isTrue();
      assertThat(account("acme", "a")).isEqualTo("1");
      assertThat(told(report.problems()))
          .singleElement()
          .asString()
          .startsWith("ERROR acme workspaces.acme.sms.providers.b.port");
    }

    @Test
    void aFaultyFirstSectionIsNoLastGoodOne() {
      rig.publish(workspace("acme", sms("a", broken("a"), broken("b"))));
      assertThat(rig.routing("acme").routes()).isEmpty();
      // One of two mistakes is mended: what is valid now is used now.
      rig.publish(workspace("acme", sms("a", instance("a", "2"), broken("b"))));
      assertThat(account("acme", "a")).isEqualTo("2");
      rig.publish(workspace("acme", sms("gone", instance("a", "3"))));
      assertThat(account("acme", "a")).isEqualTo("3");
    }

    @Test
    void aFirstSectionWithABadLinkIsNoLastGoodOneEither() {
      rig.publish(workspace("acme", sms("gone", instance("a", "1"))));
      rig.publish(workspace("acme", sms("a", instance("a", "1"), broken("b"))));
      assertThat(rig.routing("acme").routes()).hasSize(1);
    }

    @Test
    void aRemovedWorkspaceIsNotKept() {
      rig.publish(goodAcme + ", " + goodBeta);
      rig.publish(goodBeta);
      assertThat(rig.registry.workspaces()).containsExactly("beta");
    }
  }

  @Nested
  class ProvidersThatDoNotConnect {
    private void failsFor(String account) {
      rig.fake.whenConnecting(
          context -> {
            if (context.settings().optionalText("account").filter(account::equals).isPresent()) {
              throw new IllegalStateException("token " + account);
            }
          });
    }

    @Test
    void theOldConnectionAndTheWholeOldSectionStay() {
      rig.publish(workspace("acme", sms("a", instance("a", "1"), instance("b", "1"))));
      FakeConnection a = rig.connection("acme", "a");
      failsFor("secret2");
      PublishReport report =
          rig.publish(workspace("acme", sms("b", instance("a", "secret2"), instance("b", "2"))));
      assertThat(rig.connection("acme", "a")).isSameAs(a);
      assertThat(a.closes()).isZero();
      assertThat(account("acme", "b")).isEqualTo("1");
      assertThat(rig.routing("acme").routes().get(0).instance()).isEqualTo(id("acme", "a"));
      assertThat(report.opened()).isEmpty();
      assertThat(told(report.problems()))
          .containsExactlyInAnyOrder(
              "ERROR acme workspaces.acme.sms.providers.a: the provider 'fake' failed to connect:"
                  + " java.lang.IllegalStateException; the old connection stays in use; report"
                  + " this to the provider's author",
              "WARNING acme workspaces.acme" + KEEPS);
      // What was opened for nothing is closed again.
      assertThat(rig.fake.newest("acme", "b").settings().text("account")).isEqualTo("2");
      assertThat(rig.fake.newest("acme", "b").closes()).isEqualTo(1);
    }

    @Test
    void aNewDefaultThatDoesNotConnectLeavesTheOldDefaultInUse() {
      rig.publish(workspace("acme", sms("a", instance("a", "1"))));
      failsFor("2");
      rig.publish(workspace("acme", sms("b", instance("a", "1"), instance("b", "2"))));
      assertThat(rig.routing("acme").routes().get(0).instance()).isEqualTo(id("acme", "a"));
    }

    @Test
    void theSameTextIsTriedAgain() {
      rig.publish(workspace("acme", sms("a", instance("a", "1"))));
      failsFor("2");
      String text = workspace("acme", sms("a", instance("a", "2")));
      rig.publish(text);
      rig.fake.whenConnecting(context -> {});
      assertThat(rig.publish(text).problems()).isEmpty();
      assertThat(account("acme", "a")).isEqualTo("2");
    }

    @Test
    void atTheFirstTimeTheOthersAreUsedAndTheReasonIsKnown() {
      failsFor("1");
      PublishReport report =
          rig.publish(workspace("acme", sms("a", instance("a", "1"), instance("b", "2"))));
      assertThat(report.opened()).containsExactly(id("acme", "b"));
      assertThat(rig.routing("acme").refusalFor("a").message())
          .isEqualTo(
              "Provider 'a' in workspace 'acme' is not usable: the provider 'fake' failed to"
                  + " connect: java.lang.IllegalStateException");
      assertThat(rig.routing("acme").routes()).isEmpty();
    }

    @Test
    void errorsAndNothingAtAllAreFailuresToo() {
      rig.fake.whenConnecting(
          context -> {
            throw new AssertionError("x");
          });
      assertThat(told(rig.publish(workspace("acme", sms("a", instance("a", "1")))).problems()))
          .anyMatch(problem -> problem.contains("failed to connect: java.lang.AssertionError"));
    }
  }

  @Nested
  class TextsThatAreNotTaken {
    @Test
    void brokenJsonKeepsEverything() {
      rig.publish(workspace("acme", sms("a", instance("a", "1"))));
      WorkspaceRouting before = rig.routing("acme");
      FakeConnection connection = rig.connection("acme", "a");
      PublishReport report = rig.registry.publish("{\"workspaces\": {", Path.of("/nowhere"));
      assertThat(report.applied()).isFalse();
      assertThat(report.opened()).isEmpty();
      assertThat(rig.routing("acme")).isSameAs(before);
      assertThat(rig.connection("acme", "a")).isSameAs(connection);
      assertThat(rig.registry.problems())
          .singleElement()
          .extracting(ConfigurationProblem::message)
          .asString()
          .startsWith("The configuration cannot be read: it is not JSON at line 1, column 17");
      rig.publish(workspace("acme", sms("a", instance("a", "1"))));
      assertThat(rig.registry.problems()).isEmpty();
      assertThat(rig.connection("acme", "a")).isSameAs(connection);
    }

    @Test
    void aMistakeOutsideOfAnySectionIsToldWithThoseInside() {
      rig.publish(workspace("acme", sms("a", instance("a", "1"))));
      PublishReport report =
          rig.registry.publish(
              "{\"workspace\": 1, \"workspaces\": {"
                  + workspace("acme", sms("a", broken("a")))
                  + "}}",
              Path.of("/nowhere"));
      assertThat(report.applied()).isFalse();
      assertThat(report.problems())
          .extracting(ConfigurationProblem::path)
          .containsExactly("workspace", "workspaces.acme.sms.providers.a.port");
      assertThat(account("acme", "a")).isEqualTo("1");
    }
  }

  @Nested
  class Closing {
    @Test
    void isTerminalAndDoneOnce() {
      rig.publish(workspace("acme", sms("a", instance("a", "1"))));
      FakeConnection connection = rig.connection("acme", "a");
      rig.registry.close();
      rig.registry.close();
      assertThat(connection.closes()).isEqualTo(1);
      assertThat(rig.registry.workspaces()).isEmpty();
      assertThat(rig.registry.lease(id("acme", "a"))).isEmpty();
      assertThat(rig.registry.unknownWorkspace("acme").describe())
          .isEqualTo(
              "NOT_CONFIGURED: The provider registry is closed - Send before the host shuts"
                  + " down.");
      String text = workspace("acme", sms("a", instance("a", "1")));
      assertThatThrownBy(() -> rig.publish(text))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("The provider registry is closed");
      assertThat(rig.fake.connections()).allMatch(opened -> opened.closes() == 1);
    }

    @Test
    void whilePublishingLeavesNoConnectionOpen() {
      rig.fake.whenConnecting(context -> rig.registry.close());
      String text = workspace("acme", sms("a", instance("a", "1")));
      assertThatThrownBy(() -> rig.publish(text)).isInstanceOf(IllegalStateException.class);
      assertThat(rig.fake.connections())
          .singleElement()
          .satisfies(opened -> assertThat(opened.closes()).isEqualTo(1));
    }
  }

  @Test
  void aPublicationThatIsOvertakenStartsAgainAndOpensItsConnectionsOnce() {
    boolean[] first = {true};
    rig.fake.whenConnecting(
        context -> {
          if (first[0]) {
            first[0] = false;
            rig.publish(workspace("acme", sms("a", instance("a", "other"))));
          }
        });
    rig.publish(workspace("acme", sms("a", instance("a", "mine"))));
    assertThat(account("acme", "a")).isEqualTo("mine");
    assertThat(rig.fake.connections()).hasSize(2);
    assertThat(rig.fake.connections())
        .filteredOn(connection -> connection.closes() > 0)
        .singleElement()
        .satisfies(closed -> assertThat(closed.settings().text("account")).isEqualTo("other"));
  }
}
