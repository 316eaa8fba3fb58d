package io.patchbay.provider.whatsapp;

import static io.patchbay.provider.whatsapp.AccountServer.ACCOUNT;
import static io.patchbay.provider.whatsapp.AccountServer.error;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.gson.JsonParser;
import io.patchbay.channel.Category;
import io.patchbay.channel.SendError;
import io.patchbay.provider.whatsapp.internal.account.AccountJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("locale")
class TemplatesTest {
  private static final String PATH = "/v25.0/" + ACCOUNT + "/message_templates";
  private static final String FIELDS =
      "fields=id%2Cname%2Clanguage%2Cstatus%2Ccategory%2Cparameter_format%2Cquality_score"
          + "%2Crejected_reason%2Ccomponents";
  private static final String PROMO =
      "{\"id\":\"920070352646140\",\"name\":\"promo\",\"language\":\"en_US\",\"status\":\"NEWLY\","
          + "\"category\":\"MARKETING\",\"parameter_format\":\"POSITIONAL\","
          + "\"quality_score\":{\"score\":\"GREEN\"},\"rejected_reason\":\"NONE\",\"newer\":[1],"
          + "\"components\":[{\"type\":\"HEADER\",\"format\":\"TEXT\",\"text\":\"Fall Sale\"},"
          + "{\"type\":\"body\",\"text\":\"Hi {{1}}!\"},"
          + "{\"type\":\"BUTTONS\",\"buttons\":[{\"type\":\"QUICK_REPLY\",\"text\":\"Stop\"}]},"
          + "{\"type\":\"SOMETHING_NEW\",\"x\":1}]}";

  private final AccountServer graph = AccountServer.start();
  private final Templates templates = graph.use(Templates.class);

  @AfterEach
  void close() {
    graph.close();
  }

  @Test
  void listReadsWhatThereIsAndKeepsTheRest() {
    graph.answer("GET", PATH, "{\"data\":[" + PROMO + ",{\"id\":\"1\"}]}");

    assertThat(templates.list().iterator().next())
        .satisfies(
            promo -> {
              assertThat(promo.status()).isEqualTo("NEWLY");
              assertThat(promo.quality()).isEqualTo("GREEN");
              assertThat(promo.parts())
                  .extracting(DefinitionPart::type)
                  .containsExactly("HEADER", "BODY", "BUTTONS", "SOMETHING_NEW");
              assertThat(promo.parts().get(1).text()).isEqualTo("Hi {{1}}!");
              assertThat(promo.parts().get(2).buttons().get(0).text()).isEqualTo("Stop");
              assertThat(promo.parts().get(3).json()).contains("\"x\":1");
              assertThat(promo.json()).contains("\"newer\":[1]");
            });
    assertThat(graph.seen()).containsExactly("GET " + PATH + "?" + FIELDS + "&limit=100");
  }

  @Test
  void filtersAreMetasOwn() {
    graph.answer("GET", PATH, "{\"data\":[]}");

    assertThat(templates.list(Map.of("status", "APPROVED"))).isEmpty();

    assertThat(graph.seen())
        .containsExactly("GET " + PATH + "?" + FIELDS + "&limit=100&status=APPROVED");
  }

  @Test
  void namedMeansExactlyThatName() {
    graph.answer(
        "GET",
        PATH,
        "{\"data\":[" + PROMO + "," + PROMO.replace("\"promo\"", "\"promo_two\"") + "]}");

    assertThat(templates.named("promo"))
        .extracting(TemplateDefinition::name)
        .containsExactly("promo");
    assertThat(graph.seen())
        .containsExactly("GET " + PATH + "?" + FIELDS + "&limit=100&name=promo");
  }

  @Test
  void getAsksForOne() {
    graph.answer("GET", "/v25.0/920070352646140", PROMO);

    assertThat(templates.get("920070352646140").language()).isEqualTo("en_US");
    assertThat(graph.seen()).containsExactly("GET /v25.0/920070352646140?" + FIELDS);
  }

  @Test
  void creationTellsTheIdAndTheCategoryThatMetaChose() {
    graph.answer("POST", PATH, "{\"id\":\"1\",\"status\":\"PENDING\",\"category\":\"MARKETING\"}");

    Templates.Created created =
        templates.create(
            TemplateDraft.of("order", "en_US", "UTILITY", DefinitionPart.body("Hi {{1}}", "Mark"))
                .with("message_send_ttl_seconds", "600")
                .with(DefinitionPart.footer("Bye")));

    assertThat(created).isEqualTo(new Templates.Created("1", "PENDING", "MARKETING"));
    assertThat(graph.seen())
        .containsExactly(
            "POST "
                + PATH
                + " {\"name\":\"order\",\"language\":\"en_US\",\"category\":\"UTILITY\",\"components\":[{\"type\":\"BODY\",\"text\":\"Hi"
                + " {{1}}\","
                + "\"example\":{\"body_text\":[[\"Mark\"]]}},{\"type\":\"FOOTER\",\"text\":\"Bye\"}],"
                + "\"message_send_ttl_seconds\":600}");
    assertThat(graph.requests().get(0).getHeader("Content-Type")).startsWith("application/json");
  }

  @Test
  void editSendsNeitherNameNorLanguage() {
    graph.answer("POST", "/v25.0/7", "{\"success\":true}");

    templates.edit("7", TemplateDraft.of("order", "en_US", "UTILITY", DefinitionPart.body("Hi")));

    assertThat(graph.seen())
        .containsExactly(
            "POST /v25.0/7 {\"category\":\"UTILITY\","
                + "\"components\":[{\"type\":\"BODY\",\"text\":\"Hi\"}]}");
  }

  @Test
  void deletionIsByNameOrByLanguage() {
    graph.answer("DELETE", PATH, "{\"success\":true}");

    templates.delete("order");
    templates.delete("order", "7");

    assertThat(graph.seen())
        .containsExactly(
            "DELETE " + PATH + "?name=order", "DELETE " + PATH + "?hsm_id=7&name=order");
  }

  @Test
  void refusalOfMetaKeepsItsWords() {
    graph.answer(
        "POST",
        PATH,
        400,
        "{\"error\":{\"message\":\"Invalid parameter\",\"code\":100,\"error_subcode\":2388043,"
            + "\"error_user_title\":\"T\",\"error_user_msg\":\"Body needs an example\","
            + "\"fbtrace_id\":\"A1\"}}");

    SendError error = error(() -> templates.create(TemplateDraft.of("order", "en_US", "UTILITY")));

    assertThat(error.category()).isEqualTo(Category.REQUEST);
    assertThat(error.details()).isEqualTo("Body needs an example");
  }

  @Test
  void accountsIdIsNeeded() {
    try (AccountServer other = AccountServer.start(AccountServer.NO_ACCOUNT)) {
      SendError error = error(() -> other.use(Templates.class).list());

      assertThat(error.message()).startsWith("The setting businessAccountId is missing");
      assertThat(other.requests()).isEmpty();
    }
  }

  @Test
  void draftsAreChecked() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DefinitionPart.raw("[1]"))
        .withMessageContaining("JSON object");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TemplateDraft.of("a", "b", "c").with("x", "{"))
        .withMessageContaining("'x'");
    assertThatIllegalArgumentException().isThrownBy(() -> TemplateDraft.of("", "b", "c"));
    assertThatIllegalArgumentException().isThrownBy(() -> DefinitionButton.raw("7"));
  }

  static Stream<Arguments> parts() {
    Map<String, String> names = new LinkedHashMap<>();
    names.put("guests", "4");
    names.put("day", "Monday");
    List<DefinitionButton.App> apps = List.of(new DefinitionButton.App("com.example", "K8a"));
    return Stream.of(
        Arguments.of(
            DefinitionPart.headerText("Sale"), "{'type':'HEADER','format':'TEXT','text':'Sale'}"),
        Arguments.of(
            DefinitionPart.headerText("{{1}}!", "Sale"),
            "{'type':'HEADER','format':'TEXT','text':'{{1}}!','example':{'header_text':['Sale']}}"),
        Arguments.of(
            DefinitionPart.headerNamed("{{what}}!", "what", "Sale"),
            "{'type':'HEADER','format':'TEXT','text':'{{what}}!','example':{"
                + "'header_text_named_params':[{'param_name':'what','example':'Sale'}]}}"),
        Arguments.of(
            DefinitionPart.headerMedia("IMAGE", "4::aW"),
            "{'type':'HEADER','format':'IMAGE','example':{'header_handle':['4::aW']}}"),
        Arguments.of(DefinitionPart.headerOf("LOCATION"), "{'type':'HEADER','format':'LOCATION'}"),
        Arguments.of(DefinitionPart.body("Hi"), "{'type':'BODY','text':'Hi'}"),
        Arguments.of(
            DefinitionPart.body("{{1}}, {{2}}", "a", "b"),
            "{'type':'BODY','text':'{{1}}, {{2}}','example':{'body_text':[['a','b']]}}"),
        Arguments.of(
            DefinitionPart.bodyNamed("{{guests}} on {{day}}", names),
            "{'type':'BODY','text':'{{guests}} on {{day}}','example':{'body_text_named_params':["
                + "{'param_name':'guests','example':'4'},{'param_name':'day','example':'Monday'}]}}"),
        Arguments.of(
            DefinitionPart.authenticationBody(true),
            "{'type':'BODY','add_security_recommendation':true}"),
        Arguments.of(
            DefinitionPart.expirationFooter(10), "{'type':'FOOTER','code_expiration_minutes':10}"),
        Arguments.of(
            DefinitionPart.limitedTimeOffer("Ends soon", true),
            "{'type':'LIMITED_TIME_OFFER',"
                + "'limited_time_offer':{'text':'Ends soon','has_expiration':true}}"),
        Arguments.of(DefinitionPart.callPermissionRequest(), "{'type':'CALL_PERMISSION_REQUEST'}"),
        Arguments.of(
            DefinitionPart.carousel(List.of(List.of(DefinitionPart.body("One")))),
            "{'type':'CAROUSEL','cards':[{'components':[{'type':'BODY','text':'One'}]}]}"),
        Arguments.of(
            DefinitionPart.buttons(
                DefinitionButton.quickReply("Stop"),
                DefinitionButton.url("Shop", "https://shop.example/"),
                DefinitionButton.url("Order", "https://shop.example/{{1}}", "17"),
                DefinitionButton.phoneNumber("Call", "15550051310"),
                DefinitionButton.copyCode("25OFF"),
                DefinitionButton.catalog("Items"),
                DefinitionButton.multiProduct("Some"),
                DefinitionButton.singleProduct("One"),
                DefinitionButton.voiceCall("Talk"),
                DefinitionButton.orderDetails("Pay"),
                DefinitionButton.raw("{'type':'NEW'}".replace('\'', '"'))),
            "{'type':'BUTTONS','buttons':[{'type':'QUICK_REPLY','text':'Stop'},"
                + "{'type':'URL','text':'Shop','url':'https://shop.example/'},"
                + "{'type':'URL','text':'Order','url':'https://shop.example/{{1}}',"
                + "'example':['17']},"
                + "{'type':'PHONE_NUMBER','text':'Call','phone_number':'15550051310'},"
                + "{'type':'COPY_CODE','example':'25OFF'},{'type':'CATALOG','text':'Items'},"
                + "{'type':'MPM','text':'Some'},{'type':'SPM','text':'One'},"
                + "{'type':'VOICE_CALL','text':'Talk'},"
                + "{'type':'ORDER_DETAILS','text':'Pay'},{'type':'NEW'}]}"),
        Arguments.of(
            DefinitionPart.buttons(
                DefinitionButton.flow("Go", "123", "navigate", "WELCOME"),
                DefinitionButton.flowNamed("Go", "intake", "navigate", "WELCOME"),
                DefinitionButton.flowJson("Go", "{}", "navigate", "WELCOME"),
                DefinitionButton.otpCopyCode("Copy"),
                DefinitionButton.otpOneTap("Copy", "Fill", apps),
                DefinitionButton.otpZeroTap("Copy", "Fill", true, apps)),
            "{'type':'BUTTONS','buttons':["
                + "{'type':'FLOW','text':'Go','flow_id':'123','flow_action':'navigate',"
                + "'navigate_screen':'WELCOME'},"
                + "{'type':'FLOW','text':'Go','flow_name':'intake','flow_action':'navigate',"
                + "'navigate_screen':'WELCOME'},"
                + "{'type':'FLOW','text':'Go','flow_json':'{}','flow_action':'navigate',"
                + "'navigate_screen':'WELCOME'},"
                + "{'type':'OTP','text':'Copy','otp_type':'COPY_CODE'},"
                + "{'type':'OTP','text':'Copy','otp_type':'ONE_TAP','autofill_text':'Fill',"
                + "'supported_apps':[{'package_name':'com.example','signature_hash':'K8a'}]},"
                + "{'type':'OTP','text':'Copy','otp_type':'ZERO_TAP','autofill_text':'Fill',"
                + "'zero_tap_terms_accepted':true,"
                + "'supported_apps':[{'package_name':'com.example','signature_hash':'K8a'}]}]}"));
  }

  @ParameterizedTest
  @MethodSource("parts")
  void partIsWrittenAsMetaDocumentsIt(DefinitionPart part, String json) {
    assertThat(JsonParser.parseString(part.json()))
        .isEqualTo(JsonParser.parseString(json.replace('\'', '"')));
  }

  @Test
  void namedDraftSaysSo() {
    assertThat(AccountJson.draft(TemplateDraft.of("a", "en", "UTILITY").named()))
        .hasToString(
            "{\"name\":\"a\",\"language\":\"en\",\"category\":\"UTILITY\",\"components\":[],"
                + "\"parameter_format\":\"NAMED\"}");
  }
}
