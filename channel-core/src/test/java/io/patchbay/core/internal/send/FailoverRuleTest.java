package io.patchbay.core.internal.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.Attempt;
import io.patchbay.channel.Category;
import io.patchbay.channel.Content;
import io.patchbay.channel.InstanceId;
import io.patchbay.channel.PhoneNumber;
import io.patchbay.channel.SendOutcome;
import io.patchbay.channel.SmsMessage;
import io.patchbay.channel.Template;
import io.patchbay.channel.Text;
import io.patchbay.registry.config.OptOutRules;
import io.patchbay.registry.routing.Route;
import io.patchbay.registry.routing.WorkspaceRouting;
import io.patchbay.testkit.FakeProvider;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@link Pipeline#next} as a table: a pure function of the plan and what was tried. */
class FailoverRuleTest {
  private static final Set<Category> OTHER_CONTENT =
      EnumSet.of(Category.UNSUPPORTED, Category.WINDOW_CLOSED, Category.TEMPLATE);
  private static final Set<Category> OTHER_PROVIDER =
      EnumSet.of(
          Category.AUTHENTICATION,
          Category.PERMISSION,
          Category.ACCOUNT_RESTRICTED,
          Category.PAYMENT,
          Category.SENDER,
          Category.SPAM_LIMITED,
          Category.UNAVAILABLE,
          Category.NETWORK,
          Category.RECIPIENT_UNREACHABLE);
  private static final Set<Category> TIME =
      EnumSet.of(Category.RATE_LIMITED, Category.RECIPIENT_RATE_LIMITED);

  private static final Content TEXT = Text.of("x");
  private static final Content TEMPLATE = Template.of("t", "en");
  private static final Step A_TEMPLATE = step("a", TEMPLATE);
  private static final Step A_TEXT = step("a", TEXT);
  private static final Step B_TEXT = step("b", TEXT);
  private static final Step C_TEMPLATE = step("c", TEMPLATE);

  private static Step step(String name, Content content) {
    return new Step(
        new Route(new InstanceId("acme", name), FakeProvider.describe("fake").build()), content);
  }

  private static Plan plan(boolean failoverOnThrottle) {
    List<Step> steps = List.of(A_TEMPLATE, A_TEXT, B_TEXT, C_TEMPLATE);
    WorkspaceRouting routing =
        new WorkspaceRouting(
            "acme",
            steps.stream().map(Step::route).distinct().toList(),
            null,
            Map.of(),
            Map.of(),
            null,
            Duration.ofSeconds(30),
            failoverOnThrottle,
            false,
            3,
            Duration.ofSeconds(30),
            List.of("acme"),
            OptOutRules.standard(),
            false);
    PhoneNumber to = new PhoneNumber("14155551234");
    SmsMessage message = SmsMessage.to(to).content(TEMPLATE).content(TEXT).build();
    return new Plan(routing, message, to, steps, null);
  }

  /** What comes after these steps ended so: step, outcome, step, outcome... */
  private static List<Step> next(boolean failoverOnThrottle, Object... tried) {
    List<Attempt> attempts = new ArrayList<>();
    for (int i = 0; i < tried.length; i += 2) {
      Step step = (Step) tried[i];
      attempts.add(
          new Attempt(
              i / 2 + 1,
              step.route().instance(),
              "fake",
              step.content(),
              (SendOutcome) tried[i + 1],
              Instant.EPOCH,
              Duration.ZERO));
    }
    return Pipeline.next(plan(failoverOnThrottle), attempts).stream().toList();
  }

  @Test
  void theFirstStepComesFirst() {
    assertThat(next(false)).containsExactly(A_TEMPLATE);
  }

  @Test
  void afterAcceptanceNothingComes() {
    assertThat(next(true, A_TEMPLATE, Outcomes.accepted())).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Category.class)
  void afterAnUnknownOutcomeNothingComesWhateverItsCategory(Category category) {
    assertThat(next(false, A_TEMPLATE, Outcomes.unknown(category))).isEmpty();
    assertThat(next(true, A_TEMPLATE, Outcomes.unknown(category))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Category.class)
  void afterARejectionItsCategoryDecides(Category category) {
    List<Step> expected =
        OTHER_CONTENT.contains(category)
            ? List.of(A_TEXT)
            : OTHER_PROVIDER.contains(category) ? List.of(B_TEXT) : List.of();
    assertThat(next(false, A_TEMPLATE, Outcomes.rejected(category))).isEqualTo(expected);
    assertThat(next(true, A_TEMPLATE, Outcomes.rejected(category)))
        .isEqualTo(TIME.contains(category) ? List.of(B_TEXT) : expected);
  }

  @ParameterizedTest
  @EnumSource(Category.class)
  void afterTheLastStepNothingComes(Category category) {
    assertThat(
            next(
                true,
                A_TEMPLATE,
                Outcomes.rejected(Category.WINDOW_CLOSED),
                A_TEXT,
                Outcomes.rejected(Category.NETWORK),
                B_TEXT,
                Outcomes.rejected(Category.NETWORK),
                C_TEMPLATE,
                Outcomes.rejected(category)))
        .isEmpty();
  }

  @Test
  void anotherContentIsTriedBeforeAnotherProviderAndThenNotAgain() {
    SendOutcome closed = Outcomes.rejected(Category.WINDOW_CLOSED);
    assertThat(next(false, A_TEMPLATE, closed, A_TEXT, closed)).containsExactly(B_TEXT);
    assertThat(next(false, A_TEMPLATE, closed, A_TEXT, closed, B_TEXT, closed))
        .containsExactly(C_TEMPLATE);
  }

  @Test
  void anInstanceThatFailedIsNotReturnedToWithAnotherContent() {
    assertThat(
            next(
                false,
                A_TEMPLATE,
                Outcomes.rejected(Category.AUTHENTICATION),
                B_TEXT,
                Outcomes.rejected(Category.UNSUPPORTED)))
        .containsExactly(C_TEMPLATE);
    assertThat(
            next(
                false,
                A_TEMPLATE,
                Outcomes.rejected(Category.AUTHENTICATION),
                B_TEXT,
                Outcomes.rejected(Category.UNSUPPORTED),
                C_TEMPLATE,
                Outcomes.rejected(Category.TEMPLATE)))
        .isEmpty();
  }

  @Test
  void aRetryThatThenNeedsAnotherContentGetsIt() {
    assertThat(
            next(
                false,
                A_TEMPLATE,
                Outcomes.throttled(),
                A_TEMPLATE,
                Outcomes.rejected(Category.TEMPLATE)))
        .containsExactly(A_TEXT);
  }

  @Test
  void aRejectedRecipientOrMessageGoesNowhereElse() {
    for (Category category :
        List.of(
            Category.RECIPIENT_INVALID,
            Category.OPTED_OUT,
            Category.RECIPIENT_BLOCKED,
            Category.MEDIA,
            Category.REQUEST,
            Category.OTHER)) {
      assertThat(next(true, A_TEMPLATE, Outcomes.rejected(category))).isEmpty();
    }
  }
}
