package io.patchbay.provider.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.Retry;
import io.patchbay.channel.Scope;
import io.patchbay.provider.whatsapp.internal.account.AccountJson;
import io.patchbay.provider.whatsapp.internal.account.DefinitionRules;
import io.patchbay.provider.whatsapp.internal.account.TemplateShape;
import io.patchbay.provider.whatsapp.internal.graph.GraphJson;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("locale")
class DefinitionRulesTest {
  private static @Nullable String problem(String components, DefinitionPart... parts) {
    DefinitionRules.Problem problem = problemOf("APPROVED", components, parts);
    return problem == null ? null : problem.message();
  }

  private static DefinitionRules.@Nullable Problem problemOf(
      String status, String components, DefinitionPart... parts) {
    TemplateDefinition definition =
        Objects.requireNonNull(
            AccountJson.template(
                Objects.requireNonNull(
                    GraphJson.object(
                        "{\"id\":\"1\",\"name\":\"order\",\"language\":\"en_US\",\"status\":\""
                            + status
                            + "\",\"components\":"
                            + AccountJson.components(List.of(parts))
                            + "}"))));
    return DefinitionRules.problem(
        Objects.requireNonNull(
            GraphJson.object(
                ("{'name':'order','language':{'code':'en_US'},'components':[" + components + "]}")
                    .replace('\'', '"'))),
        List.of(TemplateShape.of(definition)));
  }

  private static String body(String... texts) {
    return "{'type':'body','parameters':["
        + String.join(
            ",",
            List.of(texts).stream().map(text -> "{'type':'text','text':'" + text + "'}").toList())
        + "]}";
  }

  private static final DefinitionPart TWO = DefinitionPart.body("{{1}} and {{2}}, {{1}}", "a", "b");
  private static final DefinitionPart NONE = DefinitionPart.body("Hello");

  @Test
  void whatFitsIsNoProblem() {
    assertThat(problem(body("a", "b"), TWO)).isNull();
    assertThat(problem("", NONE)).isNull();
    assertThat(problem("", DefinitionPart.authenticationBody(true))).isNull();
  }

  @Test
  void missingAndSuperfluousNumbersAreNamed() {
    assertThat(problem(body("secret"), TWO))
        .isEqualTo(
            "Template 'order' (en_US) lacks the body parameter {{2}}; its body has {{1}}, {{2}}");
    assertThat(problem("", TWO))
        .isEqualTo(
            "Template 'order' (en_US) lacks the body parameter {{1}}, {{2}}; its body has {{1}},"
                + " {{2}}");
    assertThat(problem(body("a", "b", "c"), TWO))
        .isEqualTo(
            "Template 'order' (en_US) has superfluous body parameters: 3 instead of 2; its body"
                + " has {{1}}, {{2}}");
    assertThat(problem(body("a"), NONE))
        .isEqualTo(
            "Template 'order' (en_US) has superfluous body parameters: 1 instead of 0; its body"
                + " has no placeholders");
  }

  @Test
  void missingAndSuperfluousNamesAreNamed() {
    DefinitionPart named =
        DefinitionPart.bodyNamed("{{guests}} on {{day}}", java.util.Map.of("guests", "4"));
    String guests = "{'type':'text','parameter_name':'guests','text':'4'}";
    String day = "{'type':'text','parameter_name':'day','text':'Monday'}";
    String hour = "{'type':'text','parameter_name':'hour','text':'7'}";

    assertThat(problem("{'type':'BODY','parameters':[" + day + "," + guests + "]}", named))
        .isNull();
    assertThat(problem("{'type':'body','parameters':[" + guests + "]}", named))
        .isEqualTo(
            "Template 'order' (en_US) lacks the body parameter {{day}}; its body has {{guests}},"
                + " {{day}}");
    assertThat(
            problem(
                "{'type':'body','parameters':[" + guests + "," + day + "," + hour + "]}", named))
        .isEqualTo(
            "Template 'order' (en_US) has superfluous body parameters: [hour]; its body has"
                + " {{guests}}, {{day}}");
    assertThat(problem(body("4", "Monday"), named)).contains("lacks").contains("{{guests}}");
  }

  @ParameterizedTest
  @CsvSource({"IMAGE, image", "VIDEO, video", "DOCUMENT, document", "LOCATION, location"})
  void headerNeedsItsMedia(String format, String word) {
    DefinitionPart header = DefinitionPart.headerOf(format);
    String given = "{'type':'header','parameters':[{'type':'" + word + "'}]}";

    assertThat(problem(given, header, NONE)).isNull();
    assertThat(problem("", header, NONE))
        .isEqualTo("Template 'order' (en_US) lacks the " + word + " that its header shows");
    assertThat(problem(given.replace("'" + word + "'", "'text'"), header, NONE))
        .isEqualTo(
            "Template 'order' (en_US) has a header of the kind " + word + ", and text is given");
  }

  @Test
  void headerTextIsCountedToo() {
    assertThat(problem("", DefinitionPart.headerText("{{1}}!", "a"), NONE))
        .isEqualTo(
            "Template 'order' (en_US) lacks the header parameter {{1}}; its header has {{1}}");
    assertThat(problem("{'type':'header','parameters':[{'type':'image'}]}", NONE))
        .contains("superfluous header parameters");
    assertThat(problem("", DefinitionPart.headerOf("HOLOGRAM"), NONE)).isNull();
  }

  @Test
  void buttonsAreCountedByIndex() {
    DefinitionPart buttons =
        DefinitionPart.buttons(
            DefinitionButton.quickReply("Stop"),
            DefinitionButton.url("Order", "https://shop.example/{{1}}", "17"),
            DefinitionButton.url("Shop", "https://shop.example/"),
            DefinitionButton.copyCode("25OFF"));
    String url = "{'type':'button','sub_type':'url','index':'1','parameters':[{'type':'text'}]}";
    String code = "{'type':'button','sub_type':'copy_code','index':3,'parameters':[{'x':1}]}";
    String reply = "{'type':'button','sub_type':'quick_reply','index':0,'parameters':[{'x':1}]}";
    String fixed = "{'type':'button','sub_type':'url','index':2,'parameters':[{'type':'text'}]}";

    assertThat(problem(url + "," + code, NONE, buttons)).isNull();
    assertThat(problem(url + "," + code + "," + reply, NONE, buttons)).isNull();
    assertThat(problem(code, NONE, buttons))
        .isEqualTo("Template 'order' (en_US) lacks the parameter of its button 1, URL");
    assertThat(problem(url, NONE, buttons))
        .isEqualTo("Template 'order' (en_US) lacks the parameter of its button 3, COPY_CODE");
    assertThat(problem(url + "," + code + "," + fixed, NONE, buttons))
        .isEqualTo(
            "Template 'order' (en_US) has a superfluous parameter for its button 2, URL, which has"
                + " no placeholders");
    assertThat(problem(url + "," + code + "," + fixed.replace(":2", ":4"), NONE, buttons))
        .isEqualTo("Template 'order' (en_US) has no button 4; it has 4 from 0");
  }

  @Test
  void passwordButtonNeedsThePassword() {
    DefinitionPart button = DefinitionPart.buttons(DefinitionButton.otpCopyCode("Copy"));

    assertThat(problem(body("1", "2"), TWO, button))
        .contains("lacks the parameter of its button 0");
  }

  @Test
  void cardsAreCheckedOneByOne() {
    DefinitionPart carousel =
        DefinitionPart.carousel(
            List.of(
                List.of(DefinitionPart.headerOf("IMAGE"), TWO),
                List.of(DefinitionPart.headerOf("IMAGE"), NONE)));
    String image = "{'type':'header','parameters':[{'type':'image'}]}";
    String zero = "{'card_index':0,'components':[" + image + "," + body("a", "b") + "]}";
    String one = "{'card_index':1,'components':[" + image + "]}";

    assertThat(problem(cards(zero, one), NONE, carousel)).isNull();
    assertThat(problem(cards(zero.replace("," + body("a", "b"), ""), one), NONE, carousel))
        .contains("lacks the body parameter of card 0 {{1}}, {{2}}");
    assertThat(problem(cards(zero, one.replace(image, "")), NONE, carousel))
        .contains("lacks the image that its header of card 1 shows");
    assertThat(problem(cards(one.replace(":1", ":2")), NONE, carousel))
        .contains("has no card 2; it has 2 from 0");
  }

  @Test
  void everyCardWithAPictureHasToBeSent() {
    DefinitionPart picture = DefinitionPart.headerOf("IMAGE");
    DefinitionPart carousel =
        DefinitionPart.carousel(List.of(List.of(picture), List.of(picture), List.of(picture)));
    String one =
        "{'card_index':1,'components':[{'type':'header','parameters':[{'type':'image'}]}]}";

    assertThat(problem(cards(one), NONE, carousel))
        .isEqualTo("Template 'order' (en_US) lacks the cards [0, 2]; it has 3 from 0");
    assertThat(problem("", NONE, carousel))
        .isEqualTo("Template 'order' (en_US) lacks the cards [0, 1, 2]; it has 3 from 0");
  }

  /** Meta has two cards of a carousel of products defined, and takes up to ten. */
  @Test
  void carouselOfProductsHasAsManyCardsAsThereAreProducts() {
    DefinitionPart product = DefinitionPart.headerOf("PRODUCT");
    DefinitionPart carousel =
        DefinitionPart.carousel(List.of(List.of(product, TWO), List.of(product, TWO)));
    String third = "{'card_index':2,'components':[" + body("a", "b") + "]}";

    assertThat(problem(cards(third), NONE, carousel)).isNull();
    assertThat(problem(cards(third.replace(body("a", "b"), body("a"))), NONE, carousel))
        .contains("lacks the body parameter of card 2 {{2}}");
    assertThat(problem("", NONE, carousel)).isNull();
  }

  @ParameterizedTest
  @CsvSource({"MPM", "ORDER_DETAILS"})
  void buttonThatOpensNothingOfItsOwnIsFilled(String type) {
    DefinitionPart buttons =
        DefinitionPart.buttons(DefinitionButton.raw("{\"type\":\"" + type + "\"}"));
    String given = "{'type':'button','index':'0','parameters':[{'type':'action','action':{}}]}";

    assertThat(problem(given, NONE, buttons)).isNull();
    assertThat(problem("", NONE, buttons))
        .isEqualTo("Template 'order' (en_US) lacks the parameter of its button 0, " + type);
  }

  @Test
  void flowButtonHasToBeNamedButNotFilled() {
    DefinitionPart buttons =
        DefinitionPart.buttons(DefinitionButton.flow("Book", "17", "navigate", "START"));

    assertThat(problem("{'type':'button','sub_type':'flow','index':'0'}", NONE, buttons)).isNull();
    assertThat(problem("", NONE, buttons))
        .isEqualTo(
            "Template 'order' (en_US) leaves out its button 0, FLOW, which has to be named even"
                + " without parameters");
  }

  @Test
  void catalogButtonIsLeftToMeta() {
    assertThat(problem("", NONE, DefinitionPart.buttons(DefinitionButton.catalog("Shop"))))
        .isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "REJECTED, NEVER, was not approved but rejected",
    "rejected, NEVER, was not approved but rejected",
    "PAUSED, LATER, is paused because of its quality",
    "DISABLED, NEVER, is disabled because of its quality"
  })
  void templateThatMetaDoesNotSendIsRefused(String status, Retry retry, String what) {
    DefinitionRules.Problem problem = problemOf(status, "", NONE);

    assertThat(problem)
        .isEqualTo(
            new DefinitionRules.Problem("Template 'order' (en_US) " + what, retry, Scope.TEMPLATE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"APPROVED", "PENDING", "IN_APPEAL", "PENDING_DELETION", "LIMIT_EXCEEDED", "NEWER"})
  void whetherAnyOtherStatusPassesIsLeftToMeta(String status) {
    assertThat(problemOf(status, "", NONE)).isNull();
  }

  private static String cards(String... cards) {
    return "{'type':'carousel','cards':[" + String.join(",", cards) + "]}";
  }
}
