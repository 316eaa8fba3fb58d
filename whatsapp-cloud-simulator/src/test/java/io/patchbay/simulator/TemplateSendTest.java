package io.patchbay.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("locale")
class TemplateSendTest {
  private static final String IMAGE =
      "{\"type\":\"header\",\"parameters\":[{\"type\":\"image\",\"image\":{\"link\":\"https://a.b/c.png\"}}]}";
  private static final String URL_BUTTON = button(0, "url", "{\"type\":\"text\",\"text\":\"x\"}");
  private static final String CARD =
      "{\"components\":[{\"type\":\"HEADER\",\"format\":\"IMAGE\"},{\"type\":\"BODY\",\"text\":\"For"
          + " {{1}}\"}]}";

  private static final String PRODUCT_CARD =
      "{\"components\":[{\"type\":\"HEADER\",\"format\":\"PRODUCT\"}]}";

  private WhatsAppCloudSimulator simulator;
  private TestClient client;

  @BeforeAll
  void start() {
    simulator =
        WhatsAppCloudSimulator.builder()
            .messagesPerSecond(10_000)
            .template(SimulatedTemplate.of("plain", "en_US", "Hello"))
            .template(SimulatedTemplate.of("two", "en_US", "Hi {{1}}, your code is {{2}}. Bye"))
            .template(
                SimulatedTemplate.of("named", "en", "Hi {{first}}, {{second}} and {{first}}!"))
            .template(
                defined(
                    "rich",
                    "[{\"type\":\"HEADER\",\"format\":\"IMAGE\"},{\"type\":\"BODY\",\"text\":\"B\"},"
                        + "{\"type\":\"BUTTONS\",\"buttons\":[{\"type\":\"URL\",\"text\":\"U\",\"url\":\"https://a.b/{{1}}\"},"
                        + "{\"type\":\"QUICK_REPLY\",\"text\":\"Q\"},{\"type\":\"COPY_CODE\"}]}]"))
            .template(
                defined(
                    "titled",
                    "[{\"type\":\"HEADER\",\"format\":\"TEXT\",\"text\":\"For"
                        + " {{1}}\"},{\"type\":\"BODY\",\"text\":\"B\"}]"))
            .template(
                defined(
                    "cards",
                    "[{\"type\":\"BODY\",\"text\":\"B\"},{\"type\":\"CAROUSEL\",\"cards\":[%s,%s]}]"
                        .formatted(CARD, CARD)))
            .template(
                defined(
                    "products",
                    "[{\"type\":\"BODY\",\"text\":\"B\"},{\"type\":\"CAROUSEL\",\"cards\":[%s,%s]}]"
                        .formatted(PRODUCT_CARD, PRODUCT_CARD)))
            .template(
                defined(
                    "offer",
                    "[{\"type\":\"BODY\",\"text\":\"B\"},{\"type\":\"LIMITED_TIME_OFFER\",\"limited_time_offer\":{\"text\":\"T\",\"has_expiration\":true}}]"))
            .template(
                defined(
                        "password",
                        "[{\"type\":\"BODY\",\"add_security_recommendation\":true},{\"type\":\"BUTTONS\",\"buttons\":[{\"type\":\"OTP\",\"otp_type\":\"COPY_CODE\"}]}]")
                    .withCategory("AUTHENTICATION"))
            .template(SimulatedTemplate.of("sale", "en", "Buy").withCategory("MARKETING"))
            .template(SimulatedTemplate.of("tired", "en", "Hi").withStatus("PAUSED"))
            .template(SimulatedTemplate.of("dead", "en", "Hi").withStatus("DISABLED"))
            .template(SimulatedTemplate.of("fresh", "en", "Hi").withStatus("PENDING"))
            .start();
    client = new TestClient(simulator);
  }

  @AfterAll
  void close() {
    simulator.close();
  }

  private static SimulatedTemplate defined(String name, String components) {
    return SimulatedTemplate.of(name, "en", "B").withComponents(components);
  }

  private static String body(String name, String language, String components) {
    return "{\"messaging_product\":\"whatsapp\",\"recipient_type\":\"individual\",\"to\":\"14155551234\",\"type\":\"template\",\"template\":{\"name\":\"%s\",\"language\":{\"code\":\"%s\"},\"components\":[%s]}}"
        .formatted(name, language, components);
  }

  private HttpResponse<String> send(String name, String language, String components) {
    return client.send(body(name, language, components));
  }

  private static String texts(String... texts) {
    return Stream.of(texts)
        .map("{\"type\":\"text\",\"text\":\"%s\"}"::formatted)
        .collect(
            java.util.stream.Collectors.joining(",", "{\"type\":\"body\",\"parameters\":[", "]}"));
  }

  private static String named(String... names) {
    return Stream.of(names)
        .map("{\"type\":\"text\",\"parameter_name\":\"%s\",\"text\":\"x\"}"::formatted)
        .collect(
            java.util.stream.Collectors.joining(",", "{\"type\":\"body\",\"parameters\":[", "]}"));
  }

  private static String button(int index, String subType, String parameter) {
    return "{\"type\":\"button\",\"sub_type\":\"%s\",\"index\":\"%d\",\"parameters\":[%s]}"
        .formatted(subType, index, parameter);
  }

  private static String coupon() {
    return button(2, "copy_code", "{\"type\":\"coupon_code\",\"coupon_code\":\"25OFF\"}");
  }

  private static String card(int index, String text) {
    return "{\"card_index\":%d,\"components\":[%s,%s]}".formatted(index, IMAGE, texts(text));
  }

  private static String product(int index) {
    return "{\"card_index\":%d,\"components\":[{\"type\":\"header\",\"parameters\":[{\"type\":\"product\",\"product\":{\"product_retailer_id\":\"sku\",\"catalog_id\":\"1\"}}]}]}"
        .formatted(index);
  }

  private static String orderStatus(String status) {
    return "{\"type\":\"order_status\",\"parameters\":[{\"type\":\"order_status\",\"order_status\":{\"reference_id\":\"order-17\",\"order\":{\"status\":\"%s\"}}}]}"
        .formatted(status);
  }

  private static String cards(String... cards) {
    return "{\"type\":\"carousel\",\"cards\":[" + String.join(",", cards) + "]}";
  }

  static Stream<Arguments> accepted() {
    return Stream.of(
        Arguments.of("unheard_of", "xx", texts("anything")),
        Arguments.of("plain", "en_US", ""),
        Arguments.of("two", "en_US", texts("Ann", "7")),
        Arguments.of("named", "en", named("second", "first")),
        Arguments.of("rich", "en", IMAGE + "," + URL_BUTTON + "," + coupon()),
        Arguments.of(
            "rich",
            "en",
            IMAGE
                + ","
                + URL_BUTTON
                + ","
                + button(1, "quick_reply", "{\"type\":\"payload\",\"payload\":\"p\"}")
                + ","
                + coupon()),
        Arguments.of("titled", "en", texts("Ann").replace("body", "header")),
        Arguments.of("cards", "en", cards(card(1, "a"), card(0, "b"))),
        Arguments.of("products", "en", cards(product(0), product(1), product(2))),
        Arguments.of("plain", "en_US", orderStatus("partially-shipped")),
        Arguments.of(
            "offer",
            "en",
            "{\"type\":\"limited_time_offer\",\"parameters\":[{\"type\":\"limited_time_offer\",\"limited_time_offer\":{\"expiration_time_ms\":1209600000}}]}"),
        Arguments.of("password", "en", texts("123456") + "," + URL_BUTTON));
  }

  @ParameterizedTest
  @MethodSource
  void accepted(String name, String language, String components) {
    assertThat(send(name, language, components).body()).contains("\"message_status\":\"accepted\"");
  }

  private static String count(String details) {
    return Errors.whatsApp(
        132000, "Number of parameters does not match the expected number of params", details);
  }

  private static String format(String details) {
    return Errors.whatsApp(
        132012, "Parameter format does not match format in the created template", details);
  }

  private static String missing(String details) {
    return Errors.whatsApp(131008, "Required parameter is missing", details);
  }

  static Stream<Arguments> badValues() {
    String currency =
        "{\"type\":\"body\",\"parameters\":[{\"type\":\"currency\",\"currency\":{\"fallback_value\":\"1\\n\",\"code\":\"EUR\",\"amount_1000\":1}}]}";
    String date =
        "{\"type\":\"body\",\"parameters\":[{\"type\":\"date_time\",\"date_time\":{\"fallback_value\":\"a\\tb\"}}]}";
    return Stream.of(
        Arguments.of("two", "en_US", texts("Ann", "a\\nb")),
        Arguments.of("two", "en_US", texts("a\\tb", "7")),
        Arguments.of("two", "en_US", texts("a\\rb", "7")),
        Arguments.of("two", "en_US", texts("a     b", "7")),
        Arguments.of("named", "en", named("second", "first").replace("\"x\"", "\"a\\nb\"")),
        Arguments.of("titled", "en", texts("a\\nb").replace("body", "header")),
        Arguments.of(
            "rich", "en", IMAGE + "," + URL_BUTTON.replace("\"x\"", "\"a\\nb\"") + "," + coupon()),
        Arguments.of(
            "rich", "en", IMAGE + "," + URL_BUTTON + "," + coupon().replace("25OFF", "25\\tOFF")),
        Arguments.of("cards", "en", cards(card(1, "a"), card(0, "a\\nb"))),
        Arguments.of("unheard_of", "en", currency),
        Arguments.of("unheard_of", "en", date));
  }

  @ParameterizedTest
  @MethodSource
  void badValues(String name, String language, String components) {
    Errors.assertRefused(
        send(name, language, components),
        400,
        Errors.whatsApp(
            132018,
            "There's an issue with the parameters in your template",
            "Param text cannot have new-line/tab characters or more than 4 consecutive spaces"));
  }

  @Test
  void fourSpacesInAValueAreAccepted() {
    assertThat(send("two", "en_US", texts("a    b", "7")).body())
        .contains("\"message_status\":\"accepted\"");
  }

  static Stream<Arguments> mismatches() {
    String one =
        "body: number of localizable_params (1) does not match the expected number of params (%d)";
    return Stream.of(
        Arguments.of("two", "en_US", texts("Ann"), count(one.formatted(2))),
        Arguments.of("plain", "en_US", texts("Ann"), count(one.formatted(0))),
        Arguments.of("password", "en", URL_BUTTON, count(one.replace("(1)", "(0)").formatted(1))),
        Arguments.of(
            "named", "en", texts("a", "b"), Errors.invalid("Parameter name is missing or empty")),
        Arguments.of(
            "named",
            "en",
            named("first", "third"),
            format(
                "body: parameter name (third) does not match the expected names (first, second)")),
        Arguments.of(
            "named",
            "en",
            named("first", "first"),
            format(
                "body: parameter name (first) does not match the expected names (first, second)")),
        Arguments.of(
            "rich",
            "en",
            URL_BUTTON + "," + coupon(),
            format("header: Format mismatch, expected IMAGE, received UNKNOWN")),
        Arguments.of(
            "rich",
            "en",
            texts("x").replace("body", "header") + "," + URL_BUTTON + "," + coupon(),
            format("header: Format mismatch, expected IMAGE, received TEXT")),
        Arguments.of(
            "titled",
            "en",
            IMAGE,
            format("header: Format mismatch, expected TEXT, received IMAGE")),
        Arguments.of(
            "rich",
            "en",
            IMAGE + "," + coupon(),
            missing("buttons: Button at index 0 of type url requires a parameter")),
        Arguments.of(
            "rich",
            "en",
            IMAGE + "," + URL_BUTTON,
            missing("buttons: Button at index 2 of type copy_code requires a parameter")),
        Arguments.of(
            "rich",
            "en",
            IMAGE + "," + button(3, "url", "{\"type\":\"text\",\"text\":\"x\"}"),
            format("buttons: Button at index 3 does not exist")),
        Arguments.of(
            "rich",
            "en",
            IMAGE + "," + button(1, "url", "{\"type\":\"text\",\"text\":\"x\"}"),
            format("buttons: Button at index 1 is of type QUICK_REPLY, received URL")),
        Arguments.of(
            "cards",
            "en",
            cards(card(0, "a")),
            format("carousel: number of cards (1) does not match the expected number (2)")),
        Arguments.of(
            "cards",
            "en",
            cards(card(0, "a"), "{\"card_index\":1,\"components\":[" + IMAGE + "]}"),
            count(one.replace("(1)", "(0)").formatted(1))),
        Arguments.of(
            "offer",
            "en",
            "",
            missing("limited_time_offer: the time of its end requires a parameter")),
        Arguments.of(
            "tired",
            "en",
            "",
            Errors.whatsApp(
                132015,
                "Template is Paused",
                "The template is paused because of its low quality.")),
        Arguments.of(
            "dead",
            "en",
            "",
            Errors.whatsApp(
                132016,
                "Template is Disabled",
                "The template was paused too often because of its low quality, and is now"
                    + " disabled.")));
  }

  @ParameterizedTest
  @MethodSource
  void mismatches(String name, String language, String components, String error) {
    Errors.assertRefused(send(name, language, components), 400, error);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "plain|fr|template name (plain) does not exist in fr",
        "fresh|en|template name (fresh) in en is not approved"
      })
  void whatIsNotThereInThatLanguage(String name, String language, String details) {
    Errors.assertRefused(
        send(name, language, ""),
        404,
        Errors.whatsApp(132001, "Template name does not exist in the translation", details));
  }

  static Stream<Arguments> shapes() {
    String at = "template['components'][0]";
    return Stream.of(
        Arguments.of(
            "{\"type\":\"wings\"}",
            Errors.parameter(
                "Param "
                    + at
                    + "['type'] must be one of {BODY, BUTTON, CALL_PERMISSION_REQUEST, CAROUSEL,"
                    + " FOOTER, HEADER, LIMITED_TIME_OFFER, ORDER_STATUS, TAP_TARGET_CONFIGURATION}"
                    + " - got \\\"wings\\\".")),
        Arguments.of(
            "{\"type\":\"button\",\"sub_type\":\"url\"}",
            Errors.missing("template.components[0].index")),
        Arguments.of(
            "{\"type\":\"button\",\"index\":0}", Errors.missing("template.components[0].sub_type")),
        Arguments.of(
            button(0, "url", "").replace("\"0\"", "10"),
            Errors.badValue("Param " + at + "['index'] must be a number from 0 to 9.")),
        Arguments.of(
            "{\"type\":\"body\",\"parameters\":[{\"type\":\"image\"}]}",
            Errors.parameter(
                "Param "
                    + at
                    + "['parameters'][0]['type'] must be one of {CURRENCY, DATE_TIME, TEXT} - got"
                    + " \\\"image\\\".")),
        Arguments.of(
            "{\"type\":\"body\",\"parameters\":[{\"type\":\"text\",\"text\":\"\"}]}",
            Errors.missing("template.components[0].parameters[0].text")),
        Arguments.of(
            "{\"type\":\"body\",\"parameters\":[{\"type\":\"date_time\",\"date_time\":{\"fallback_value\":\"\"}}]}",
            Errors.missing("template.components[0].parameters[0].date_time.fallback_value")),
        Arguments.of(
            button(0, "copy_code", "{\"type\":\"coupon_code\",\"coupon_code\":\"\"}"),
            Errors.missing("template.components[0].parameters[0].coupon_code")),
        Arguments.of(
            "{\"type\":\"body\",\"parameters\":[{\"type\":\"currency\",\"currency\":{\"fallback_value\":\"1\",\"code\":\"USD\"}}]}",
            Errors.missing("template.components[0].parameters[0].currency.amount_1000")),
        Arguments.of(
            "{\"type\":\"header\",\"parameters\":[{\"type\":\"image\",\"image\":{\"id\":\"7\"}}]}",
            Errors.parameter(
                "Param "
                    + at
                    + "['parameters'][0]['image']['id'] is not a valid whatsapp business account"
                    + " media attachment ID")),
        Arguments.of(
            "{\"type\":\"header\",\"parameters\":[{\"type\":\"location\",\"location\":{\"latitude\":1}}]}",
            Errors.missing("template.components[0].parameters[0].location.longitude")),
        Arguments.of(
            texts("a") + "," + texts("b"),
            Errors.badValue("Param template['components'][1]['type'] is used more than once.")));
  }

  @ParameterizedTest
  @MethodSource
  void shapes(String components, String error) {
    Errors.assertRefused(send("unheard_of", "en", components), 400, error);
  }

  @Test
  void aOneTimePasswordNeedsAPhoneNumber() {
    String password = body("password", "en", texts("123456") + "," + URL_BUTTON);
    Errors.assertRefused(
        client.send(password.replace("\"to\":\"14155551234\"", "\"recipient\":\"US.1349\"")),
        400,
        Errors.whatsApp(
            131062,
            "Business-scoped User ID (BSUID) recipients are not supported for this message",
            "Authentication templates can be sent to phone numbers only."));
  }

  @Test
  void onlyKnownTemplatesPassWhereThatIsAsked() {
    try (WhatsAppCloudSimulator strict =
        WhatsAppCloudSimulator.builder().definedTemplatesOnly(true).start()) {
      TestClient caller = new TestClient(strict);
      assertThat(caller.send(TestClient.template("14155551234")).body()).contains("132001");
      strict.account().template(SimulatedTemplate.of("hello_world", "en_US", "Hello"));
      assertThat(caller.send(TestClient.template("14155551234")).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void marketingHasAnEndpointOfItsOwn() {
    String path = "v25.0/" + TestClient.NUMBER + "/marketing_messages";
    String sale =
        body("sale", "en", "")
            .replaceFirst(
                "\\{", "{\"product_policy\":\"STRICT\",\"message_activity_sharing\":true,");
    assertThat(TestClient.steady(client.postTo(path, sale).body()))
        .isEqualTo(
            TestClient.json(
                """
                {"messaging_product":"whatsapp","contacts":[{"input":"14155551234","wa_id":"14155551234"}],
                 "messages":[{"id":"wamid.ID","message_status":"accepted"}]}\
                """));
    Errors.assertRefused(
        client.postTo(path, body("plain", "en_US", "")),
        400,
        Errors.whatsApp(
            134100,
            "Only marketing messages supported",
            "Only templates of the category MARKETING can be sent here."));
    Errors.assertRefused(
        client.postTo(path, TestClient.text("14155551234")),
        400,
        Errors.parameter("Param type must be one of {TEMPLATE} - got \\\"text\\\"."));
    Errors.assertRefused(
        client.postTo(path, sale.replace("STRICT", "LAX")),
        400,
        Errors.parameter(
            "Param product_policy must be one of {CLOUD_API_FALLBACK, STRICT} - got \\\"LAX\\\"."));
  }

  @Test
  void theStatusOfATemplateNamesItsCategory() throws Exception {
    try (CallbackReceiver callback = new CallbackReceiver()) {
      simulator.callbackUrl(callback.url());
      send("sale", "en", "");
      client.postTo("v25.0/" + TestClient.NUMBER + "/marketing_messages", body("sale", "en", ""));
      simulator.awaitWebhooksDelivered(Duration.ofMinutes(2));
      assertThat(callback.statuses())
          .extracting(status -> status.getAsJsonObject("pricing").get("category").getAsString())
          .containsOnly("marketing", "marketing_lite");
      simulator.callbackUrl(null);
    }
  }
}
