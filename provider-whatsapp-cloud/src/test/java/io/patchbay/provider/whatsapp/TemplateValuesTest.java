package io.patchbay.provider.whatsapp;

import static io.patchbay.provider.whatsapp.Connections.ANNA;
import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.Category;
import io.patchbay.channel.Content;
import io.patchbay.channel.Media;
import io.patchbay.channel.MediaSource;
import io.patchbay.channel.Scope;
import io.patchbay.channel.SendError;
import io.patchbay.channel.SendOutcome;
import io.patchbay.channel.Template;
import io.patchbay.channel.spi.SendRequest;
import io.patchbay.channel.spi.SmsConnection;
import io.patchbay.provider.whatsapp.content.MarketingMessage;
import io.patchbay.provider.whatsapp.content.RawMessage;
import io.patchbay.provider.whatsapp.content.TemplateButton;
import io.patchbay.provider.whatsapp.content.TemplateCard;
import io.patchbay.provider.whatsapp.content.TemplateHeader;
import io.patchbay.provider.whatsapp.content.TemplateParameter;
import io.patchbay.provider.whatsapp.content.WhatsAppTemplate;
import io.patchbay.provider.whatsapp.content.WithIdentityCheck;
import io.patchbay.provider.whatsapp.internal.graph.GraphRemedies;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A value that WhatsApp refuses in every template is named by its place, before any call. */
class TemplateValuesTest {
  private static final String LINES = "secret\nwords";

  private static RawMessage raw(String component) {
    return new RawMessage(
        ("{'type':'template','template':{'name':'order','language':{'code':'en_US'},"
                + "'components':["
                + component
                + "]}}")
            .replace('\'', '"'));
  }

  private static WhatsAppTemplate.Builder template() {
    return WhatsAppTemplate.of("order", "en_US");
  }

  private static TemplateCard card(TemplateButton button, TemplateParameter... body) {
    return new TemplateCard(
        TemplateHeader.of(Media.of(Media.Kind.IMAGE, MediaSource.uploaded("1"))),
        List.of(body),
        List.of(button));
  }

  static Stream<Arguments> refused() {
    WhatsAppTemplate inBody = template().body("a", LINES).build();
    TemplateButton fine = TemplateButton.quickReply(0, LINES);
    return Stream.of(
        Arguments.of(
            raw(
                "{'type':'body','parameters':[{'type':'text','text':'a'},"
                    + "{'type':'text','parameter_name':'day','text':'a\\nb'}]}"),
            "body parameter 'day' contains a line break"),
        Arguments.of(
            raw(
                "{'type':'HEADER','parameters':[{'type':'currency',"
                    + "'currency':{'fallback_value':'1\\t$'}}]}"),
            "header parameter 1 contains a tab"),
        Arguments.of(
            raw("{'type':'body','parameters':[{'type':'text','text':'a\\n'}]}"),
            "body parameter 1 contains a line break"),
        Arguments.of(
            raw(
                "{'type':'button','sub_type':'url','index':1,"
                    + "'parameters':[{'type':'text','text':'a     b'}]}"),
            "parameter of button 1 contains more than four spaces in a row"),
        Arguments.of(
            raw(
                "{'type':'carousel','cards':[7,{'components':[{'type':'body',"
                    + "'parameters':[{'type':'text','text':'a\\nb'}]}]}]}"),
            "body parameter 1 of card 1 contains a line break"),
        Arguments.of(
            Template.of("order", "en_US", "a", LINES), "body parameter 2 contains a line break"),
        Arguments.of(
            Template.of("order", "en_US", "a\rb"), "body parameter 1 contains a line break"),
        Arguments.of(Template.of("order", "en_US", "a\tb"), "body parameter 1 contains a tab"),
        Arguments.of(
            Template.of("order", "en_US", "a     b"),
            "body parameter 1 contains more than four spaces in a row"),
        Arguments.of(
            new Template("order", "en_US", List.of(new Template.Parameter("first_name", LINES))),
            "body parameter 'first_name' contains a line break"),
        Arguments.of(inBody, "body parameter 2 contains a line break"),
        Arguments.of(
            template().body(TemplateParameter.of(LINES).named("city")).build(),
            "body parameter 'city' contains a line break"),
        Arguments.of(
            template().header(TemplateHeader.of(TemplateParameter.of("a\t\nb"))).build(),
            "header parameter 1 contains a line break and a tab"),
        Arguments.of(
            template()
                .body(
                    TemplateParameter.of(new TemplateParameter.Currency("EUR", 1000, "1\n€")),
                    TemplateParameter.dateTime("1\t2"))
                .build(),
            "body parameter 1 contains a line break; body parameter 2 contains a tab"),
        Arguments.of(
            template().buttons(fine, TemplateButton.url(1, "a\nb")).build(),
            "parameter of button 1 contains a line break"),
        Arguments.of(
            template().buttons(TemplateButton.copyCode(0, "A\tB")).build(),
            "parameter of button 0 contains a tab"),
        Arguments.of(
            template()
                .buttons(
                    new TemplateButton(
                        2,
                        TemplateButton.Type.OTHER,
                        "url",
                        "[{\"type\":\"text\",\"text\":\"a\\nb\"}]",
                        List.of(),
                        null,
                        null))
                .build(),
            "parameter of button 2 contains a line break"),
        Arguments.of(
            template()
                .cards(
                    card(TemplateButton.url(0, "x"), TemplateParameter.of("a")),
                    card(TemplateButton.url(0, "x\n"), TemplateParameter.of(LINES)))
                .build(),
            "body parameter 1 of card 1 contains a line break; parameter of button 0 of card 1"
                + " contains a line break"),
        Arguments.of(MarketingMessage.of(inBody), "body parameter 2 contains a line break"),
        Arguments.of(
            new WithIdentityCheck(inBody, "hash"), "body parameter 2 contains a line break"));
  }

  static Stream<Arguments> empty() {
    return Stream.of(
        Arguments.of(Template.of("order", "en_US", "a", ""), "body parameter 2 is empty"),
        Arguments.of(
            new Template("order", "en_US", List.of(new Template.Parameter("first_name", ""))),
            "body parameter 'first_name' is empty"),
        Arguments.of(
            template()
                .header(TemplateHeader.of(TemplateParameter.of("")))
                .body(TemplateParameter.of("").named("city"))
                .build(),
            "header parameter 1 is empty; body parameter 'city' is empty"),
        Arguments.of(
            template().body(TemplateParameter.dateTime("")).build(), "body parameter 1 is empty"),
        Arguments.of(
            template()
                .buttons(
                    TemplateButton.url(0, ""),
                    TemplateButton.copyCode(1, ""),
                    TemplateButton.oneTimePassword(2, ""),
                    new TemplateButton(
                        3,
                        TemplateButton.Type.OTHER,
                        "url",
                        "[{\"type\":\"text\",\"text\":\"\"}]",
                        List.of(),
                        null,
                        null))
                .build(),
            "parameter of button 0 is empty; parameter of button 1 is empty; parameter of button 2"
                + " is empty; parameter of button 3 is empty"),
        Arguments.of(
            template()
                .cards(
                    card(TemplateButton.url(0, "x"), TemplateParameter.of("a")),
                    card(TemplateButton.url(0, ""), TemplateParameter.of("")))
                .build(),
            "body parameter 1 of card 1 is empty; parameter of button 0 of card 1 is empty"),
        Arguments.of(MarketingMessage.of(template().body("").build()), "body parameter 1 is empty"),
        Arguments.of(
            raw(
                "{'type':'body','parameters':[{'type':'text','parameter_name':'day','text':''},"
                    + "{'type':'date_time','date_time':{'fallback_value':''}}]},"
                    + "{'type':'button','sub_type':'copy_code','index':1,"
                    + "'parameters':[{'type':'coupon_code','coupon_code':''}]}"),
            "body parameter 'day' is empty; body parameter 2 is empty; parameter of button 1 is"
                + " empty"));
  }

  @ParameterizedTest
  @MethodSource
  void empty(Content content, String fault) throws IOException {
    refused(content, "131008", fault);
  }

  @Test
  void bothCodesAreNamed() throws IOException {
    refused(
        Template.of("order", "en_US", "", LINES),
        "131008, 132018",
        "body parameter 1 is empty; body parameter 2 contains a line break");
  }

  @ParameterizedTest
  @MethodSource
  void refused(Content content, String fault) throws IOException {
    refused(content, "132018", fault);
  }

  private static void refused(Content content, String codes, String fault) throws IOException {
    try (RawServer server = RawServer.start(peer -> peer.answer("200 OK", "{}"));
        SmsConnection connection = Connections.open("http://127.0.0.1:" + server.port())) {
      SendRequest request = Connections.request(ANNA, content);
      SendError foreseen = connection.refusal(request).orElseThrow();

      assertThat(foreseen.message())
          .isEqualTo("WhatsApp refuses a value of the template (" + codes + "): " + fault)
          .doesNotContain("secret");
      assertThat(foreseen.category()).isEqualTo(Category.TEMPLATE);
      assertThat(foreseen.scope()).isEqualTo(Scope.MESSAGE);
      assertThat(foreseen.remedy()).isEqualTo(GraphRemedies.TEMPLATE_VALUE);
      assertThat(connection.send(request)).isEqualTo(new SendOutcome.Rejected(foreseen));
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void whatWhatsAppTakesPasses() {
    try (SmsConnection connection = Connections.open("http://127.0.0.1:1")) {
      for (Content content :
          List.of(
              Template.of("order", "en_US", "four    spaces", "Grüße 👋", " "),
              new RawMessage("{\"type\":\"text\",\"text\":{\"body\":\"two\\nlines\"}}"),
              raw(
                  "{'type':'button','sub_type':'quick_reply','index':0,"
                      + "'parameters':[{'type':'payload','payload':'a\\nb'}]}"),
              template()
                  .body("a b")
                  .buttons(TemplateButton.quickReply(0, "two\nlines of a payload"))
                  .build())) {
        assertThat(connection.refusal(Connections.request(ANNA, content))).isEmpty();
      }
    }
  }
}
