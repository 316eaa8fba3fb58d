package io.patchbay.provider.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.channel.Address;
import io.patchbay.channel.Category;
import io.patchbay.channel.Content;
import io.patchbay.channel.GroupId;
import io.patchbay.channel.Media;
import io.patchbay.channel.MediaSource;
import io.patchbay.channel.MessageHeader;
import io.patchbay.channel.ReplyButtons;
import io.patchbay.channel.Retry;
import io.patchbay.channel.Scope;
import io.patchbay.channel.SendError;
import io.patchbay.channel.SendOutcome;
import io.patchbay.channel.Text;
import io.patchbay.channel.UserId;
import io.patchbay.provider.whatsapp.content.GroupPin;
import io.patchbay.provider.whatsapp.content.MarketingMessage;
import io.patchbay.provider.whatsapp.content.MediaCarousel;
import io.patchbay.provider.whatsapp.content.TemplateButton;
import io.patchbay.provider.whatsapp.content.TemplateHeader;
import io.patchbay.provider.whatsapp.content.WhatsAppTemplate;
import io.patchbay.provider.whatsapp.content.WithIdentityCheck;
import io.patchbay.provider.whatsapp.internal.send.OutboundContent;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused before any call, and that its neighbour is not. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ContentRulesTest {
  private static final UserId USER = new UserId("US.13491208655302741918");
  private static final GroupId GROUP = Sample.GROUP;

  private Wire wire;

  @BeforeAll
  void open() throws IOException {
    wire = new Wire();
  }

  @AfterAll
  void close() throws IOException {
    wire.close();
  }

  static Stream<Limit> limits() {
    return Stream.of(BasicLimits.ALL, OwnLimits.ALL, TemplateLimits.ALL).flatMap(List::stream);
  }

  static List<Sample> samples() {
    return Sample.all();
  }

  @ParameterizedTest
  @MethodSource("limits")
  void contentThatJustKeepsTheRuleIsSent(Limit limit) {
    assertThat(wire.body(limit.kept())).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("limits")
  void contentThatJustBreaksTheRuleIsRefused(Limit limit) {
    SendError error = refused(Sample.recipient(limit.broken()), limit.broken());

    assertThat(error.message()).isEqualTo(limit.message());
    assertThat(error.category()).isEqualTo(Category.REQUEST);
    assertThat(error.retry()).isEqualTo(Retry.NEVER);
    assertThat(error.scope()).isEqualTo(Scope.MESSAGE);
    assertThat(error.remedy()).isEqualTo("Correct the message; nothing was sent.");
    assertThat(String.valueOf(error.documentation()))
        .matches(
            "https://developers\\.facebook\\.com/(docs|documentation/business-messaging)/whatsapp/.+");
  }

  private SendError refused(Address to, Content content) {
    int before = wire.bodies().size();
    int connections = wire.connections();
    SendOutcome outcome = wire.send(Connections.request(to, content));
    assertThat(outcome).isInstanceOf(SendOutcome.Rejected.class);
    assertThat(wire.bodies()).hasSize(before);
    assertThat(wire.connections()).isEqualTo(connections);
    return outcome.error().orElseThrow();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void groupsTakeWhatMetaDocumentsForThem(Sample sample) {
    String kind =
        Optional.ofNullable(OutboundContent.of(sample.content()))
            .orElseThrow()
            .kind()
            .type()
            .name();
    if (Set.of(
            "text",
            "media",
            "template",
            "whatsapp-cloud:template",
            "whatsapp-cloud:raw",
            "whatsapp-cloud:group-pin")
        .contains(kind)) {
      assertThat(wire.body(Connections.request(GROUP, sample.content())))
          .startsWith(
              "{\"messaging_product\":\"whatsapp\",\"recipient_type\":\"group\","
                  + "\"to\":\"Y2FwaV9ncm91cA\",");
    } else {
      SendError error = refused(GROUP, sample.content());

      assertThat(error.category()).isEqualTo(Category.UNSUPPORTED);
      assertThat(error.message())
          .isEqualTo("WhatsApp groups take texts, media, templates and pins, not '" + kind + "'");
      assertThat(error.remedy()).contains("to each person of the group");
    }
  }

  @ParameterizedTest
  @MethodSource("nobodyElse")
  void pinGoesToGroupsOnly(Address to) {
    SendError error = refused(to, GroupPin.pin("wamid.1", 7));

    assertThat(error.category()).isEqualTo(Category.UNSUPPORTED);
    assertThat(error.message())
        .isEqualTo("'whatsapp-cloud:group-pin' goes to WhatsApp groups only");
    assertThat(error.remedy()).isEqualTo("Send it to the group, by its group id.");
  }

  static List<Address> nobodyElse() {
    return List.of(Connections.ANNA, USER);
  }

  static List<Content> authentication() {
    WhatsAppTemplate password =
        WhatsAppTemplate.of("login", "en")
            .body("J7F8X2")
            .buttons(TemplateButton.oneTimePassword(0, "J7F8X2"))
            .build();
    return List.of(
        password,
        WhatsAppTemplate.of("login", "en").authentication().build(),
        MarketingMessage.of(password),
        new WithIdentityCheck(password, "hash"));
  }

  @ParameterizedTest
  @MethodSource("authentication")
  void authenticationTemplateGoesToPhoneNumbersOnly(Content content) {
    assertThat(wire.body(content)).isNotEmpty();

    SendError error = refused(USER, content);

    assertThat(error.category()).isEqualTo(Category.RECIPIENT_INVALID);
    assertThat(error.retry()).isEqualTo(Retry.NEVER);
    assertThat(error.message())
        .isEqualTo(
            "An authentication template goes to phone numbers only, not to a user id (Meta's rule"
                + " 131062)");
  }

  @Test
  void otherTemplatesGoToUserIds() {
    Content template =
        WhatsAppTemplate.of("login", "en").buttons(TemplateButton.url(0, "J7F8X2")).build();

    assertThat(wire.body(Connections.request(USER, template)))
        .contains("\"recipient\":\"US.13491208655302741918\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"US.1", "DE.ENT.Ab9"})
  void userIdHasMetasShape(String id) {
    assertThat(wire.body(Connections.request(new UserId(id), Text.of("Hi"))))
        .contains("\"recipient\":\"" + id + "\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"us.1", "USA.1", "US.", "US.a-b", "US1", "14155551234", "US.1\n"})
  void userIdOfAnotherShapeIsRefused(String id) {
    SendError error = refused(new UserId(id), Text.of("Hi"));

    assertThat(error.category()).isEqualTo(Category.RECIPIENT_INVALID);
    assertThat(error.message())
        .isEqualTo(
            "A user id of WhatsApp is two capital letters, a dot and 1 to 128 letters or digits,"
                + " with 'ENT.' before them for a parent's; this one of "
                + id.length()
                + " characters is not");
  }

  @Test
  void userIdHasAtMost128LettersOrDigits() {
    assertThat(wire.body(Connections.request(new UserId("US." + "1".repeat(128)), Text.of("Hi"))))
        .isNotEmpty();
    refused(new UserId("US." + "1".repeat(129)), Text.of("Hi"));
  }

  static List<Content> localFiles() {
    MediaSource file = MediaSource.file(Path.of("picture.png"));
    Media picture = Media.of(Media.Kind.IMAGE, file);
    MessageHeader header = MessageHeader.of(picture);
    URI link = URI.create("https://example.org");
    return List.of(
        picture,
        new ReplyButtons("x", List.of(new ReplyButtons.Button("1", "One")), header, null),
        WhatsAppTemplate.of("t", "en").header(TemplateHeader.of(picture)).build(),
        MediaCarousel.of(
            "x",
            MediaCarousel.Card.linking(CommerceSamples.PICTURE, null, "x", link),
            MediaCarousel.Card.linking(picture, null, "x", link)));
  }

  @ParameterizedTest
  @MethodSource("localFiles")
  void localFileThatIsMissingIsRefusedWhereverItStands(Content content) {
    SendError error = refused(Connections.ANNA, content);

    assertThat(error.category()).isEqualTo(Category.MEDIA);
    assertThat(error.message()).isEqualTo("There is no file to upload under the path given");
  }

  @Test
  void partThatAButtonCannotDoWithoutIsAskedForAtOnce() {
    assertThatThrownBy(
            () ->
                new TemplateButton(
                    2, TemplateButton.Type.ORDER_DETAILS, null, null, List.of(), null, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Template button 2: an order belongs to ORDER_DETAILS");
    assertThatThrownBy(() -> TemplateButton.products(0, "sku", List.of()))
        .hasMessage("Template button 0: product sections belong to PRODUCTS");
    assertThatThrownBy(() -> TemplateButton.url(-1, "x"))
        .hasMessage("Index of a template button is negative: -1");
  }
}
