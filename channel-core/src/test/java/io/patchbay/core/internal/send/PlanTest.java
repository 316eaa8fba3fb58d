package io.patchbay.core.internal.send;

import static io.patchbay.testsupport.ConfigurationText.instance;
import static io.patchbay.testsupport.ConfigurationText.sms;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.channel.Category;
import io.patchbay.channel.ContentType;
import io.patchbay.channel.GroupId;
import io.patchbay.channel.Location;
import io.patchbay.channel.PhoneNumber;
import io.patchbay.channel.Recipient;
import io.patchbay.channel.SendError;
import io.patchbay.channel.SendResult;
import io.patchbay.channel.SmsMessage;
import io.patchbay.channel.Template;
import io.patchbay.channel.Text;
import io.patchbay.channel.UserId;
import io.patchbay.channel.spi.ProviderDescriptor;
import io.patchbay.core.internal.ChannelCore;
import io.patchbay.registry.plugin.ProviderCatalog;
import io.patchbay.testkit.FakeProvider;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PlanTest {
  private static final Text TEXT = Text.of("Hello");
  private static final Template TEMPLATE = Template.of("t", "en");

  /** Texts only, to phones and user ids, with short references. */
  private static final ProviderDescriptor PLAIN =
      ProviderDescriptor.of("plain", "Plain", URI.create("https://example.org/"))
          .contents(ContentType.TEXT)
          .recipient(PhoneNumber.class)
          .recipient(UserId.class)
          .referenceLength(20)
          .build();

  private final FakeProvider fake = new FakeProvider("fake");
  private final FakeProvider plain = new FakeProvider(PLAIN);
  private final ChannelCore patchbay =
      ChannelCore.builder()
          .catalog(ProviderCatalog.of(fake).plus(ProviderCatalog.of(plain)))
          .configuration(
              "{\"workspaces\": {\"acme\": {\"sms\": {\"fallback\": [\"b\"], "
                  + sms("a", instance("a", "1"), "\"b\": {\"type\": \"plain\"}")
                  + "}}}}",
              Path.of(""))
          .build();

  @AfterEach
  void close() {
    patchbay.close();
  }

  private Plan plan(SmsMessage message) {
    return patchbay.pipeline().plan("acme", message);
  }

  private static List<String> steps(Plan plan) {
    return plan.steps().stream()
        .map(
            step ->
                step.route().instance().name() + " " + step.content().getClass().getSimpleName())
        .toList();
  }

  private static SendError refusal(Plan plan) {
    return Objects.requireNonNull(plan.refusal());
  }

  @Test
  void routesTimesTheContentsThatEachCarriesByPreference() {
    assertThat(steps(plan(SmsMessage.to("+14155551234").content(TEMPLATE).content(TEXT).build())))
        .containsExactly("a Template", "a Text", "b Text");
    assertThat(steps(plan(SmsMessage.to("+14155551234").content(TEXT).content(TEMPLATE).build())))
        .containsExactly("a Text", "a Template", "b Text");
    assertThat(steps(plan(SmsMessage.to("+14155551234").content(TEMPLATE).provider("a").build())))
        .containsExactly("a Template");
  }

  @Test
  void theFirstContentThatTheConnectionCarriesIsSent() {
    SendResult result =
        patchbay
            .channel()
            .send(
                "acme",
                SmsMessage.to("+14155551234")
                    .id("m1")
                    .content(TEMPLATE)
                    .content(TEXT)
                    .provider("b")
                    .build());
    assertThat(result.outcome().accepted()).isTrue();
    assertThat(result.attempts()).hasSize(1);
    assertThat(plain.newest("acme", "b").requests().get(0).content()).isEqualTo(TEXT);
  }

  @Test
  void onlyInstancesThatReachTheRecipientTakePart() {
    assertThat(steps(plan(SmsMessage.to(new UserId("US.1")).content(TEXT).build())))
        .containsExactly("b Text");
    assertThat(steps(plan(SmsMessage.to(new PhoneNumber("14155551234")).content(TEXT).build())))
        .containsExactly("a Text", "b Text");
  }

  @Test
  void nothingThatCarriesItListsWhatEachCarries() {
    Recipient group = new GroupId("g-1");
    Plan plan = plan(SmsMessage.to(group).content(TEMPLATE).content(TEXT).build());
    assertThat(plan.steps()).isEmpty();
    assertThat(refusal(plan).category()).isEqualTo(Category.UNSUPPORTED);
    assertThat(refusal(plan).message() + " | " + refusal(plan).remedy())
        .isEqualTo(
            "No configured provider carries [Template, Text] to a GroupId: acme/a carries [text,"
                + " template] to [PhoneNumber]; acme/b carries [text] to [PhoneNumber, UserId] |"
                + " Add a content that one of them carries, or configure a provider that carries"
                + " it.");
    SmsMessage place =
        SmsMessage.to("+14155551234").content(new Location(1, 2, null, null)).provider("b").build();
    assertThat(refusal(plan(place)).message())
        .isEqualTo(
            "No configured provider carries [Location] to a PhoneNumber: acme/b carries [text] to"
                + " [PhoneNumber, UserId]");
  }

  @Test
  void aNumberThatCannotBeReadIsRefusedBeforeAnythingElse() {
    Plan plan = plan(SmsMessage.to("n/a").text("x").provider("none").build());
    assertThat(refusal(plan).category()).isEqualTo(Category.RECIPIENT_INVALID);
    assertThat(plan.to()).isNull();
    SendResult result = patchbay.channel().send("acme", SmsMessage.to("n/a").text("x").build());
    assertThat(result.outcome().error()).contains(refusal(plan));
    assertThat(result.attempts()).isEmpty();
    assertThat(result.message().attempt()).isZero();
  }

  @Test
  void theWorkspacesRegionReadsNationalNumbers() {
    patchbay.publish(
        "{\"workspaces\": {\"acme\": {\"sms\": {\"defaultRegion\": \"US\", "
            + sms("a", instance("a", "1"))
            + "}}}}",
        Path.of(""));
    assertThat(plan(SmsMessage.to("(415) 555-1234").text("x").build()).to())
        .isEqualTo(new PhoneNumber("14155551234"));
  }

  @Test
  void aReferenceThatTheProviderCannotCarryIsRefusedWithoutACall() {
    SendResult result =
        patchbay
            .channel()
            .send(
                "acme",
                SmsMessage.to("+14155551234")
                    .id("a-long-message-id")
                    .text("x")
                    .provider("b")
                    .build());
    SendError error = result.outcome().error().orElseThrow();
    assertThat(error.describe())
        .isEqualTo(
            "UNSUPPORTED: The reference of the message has 28 characters; Plain carries 20 - Use a"
                + " shorter message id or workspace name.");
    assertThat(plain.newest("acme", "b").sends()).isZero();
    assertThat(
            patchbay
                .channel()
                .send(
                    "acme",
                    SmsMessage.to("+14155551234").id("short").text("x").provider("b").build())
                .outcome()
                .accepted())
        .isTrue();
  }

  @Test
  void anUnknownWorkspaceIsRefused() {
    Plan plan = patchbay.pipeline().plan("beta", SmsMessage.to("+14155551234").text("x").build());
    assertThat(refusal(plan).message()).isEqualTo("No workspace 'beta'; configured: [acme]");
    assertThat(plan.routing()).isNull();
  }

  @Test
  void aPlanHasStepsOrARefusal() {
    SmsMessage message = SmsMessage.to("+14155551234").text("x").build();
    assertThatThrownBy(() -> new Plan(null, message, null, List.of(), null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A plan has steps or a refusal");
  }
}
