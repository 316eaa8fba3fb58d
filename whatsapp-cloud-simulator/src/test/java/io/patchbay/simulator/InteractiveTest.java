package io.patchbay.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InteractiveTest {
  private static final String BODY = "\"body\":{\"text\":\"B\"}";
  private static final String REPLY = reply("1", "One");
  private static final String LINK =
      "\"action\":{\"name\":\"cta_url\",\"parameters\":{\"display_text\":\"Go\",\"url\":\"https://a.b/c\"}}";
  private static final String PRODUCT =
      "\"action\":{\"catalog_id\":\"1\",\"product_retailer_id\":\"p\"}";
  private static final String PRICE = "{\"value\":1500,\"offset\":100}";

  private WhatsAppCloudSimulator simulator;
  private TestClient client;

  @BeforeAll
  void start() {
    simulator = WhatsAppCloudSimulator.builder().messagesPerSecond(10_000).start();
    client = new TestClient(simulator);
  }

  @AfterAll
  void close() {
    simulator.close();
  }

  private HttpResponse<String> send(String type, String rest) {
    String body =
        "{\"messaging_product\":\"whatsapp\",\"to\":\"14155551234\",\"type\":\"interactive\",\"interactive\":{\"type\":\"%s\",%s}}"
            .formatted(type, rest);
    return client.send(body);
  }

  private static String reply(String id, String title) {
    return "{\"type\":\"reply\",\"reply\":{\"id\":\"%s\",\"title\":\"%s\"}}".formatted(id, title);
  }

  private static String buttons(String buttons) {
    return BODY + ",\"action\":{\"buttons\":[" + buttons + "]}";
  }

  private static String named(String name, String parameters) {
    return BODY + ",\"action\":{\"name\":\"%s\",\"parameters\":%s}".formatted(name, parameters);
  }

  private static String list(String sections) {
    return BODY + ",\"action\":{\"button\":\"Choose\",\"sections\":[" + sections + "]}";
  }

  private static String rows(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> "{\"id\":\"r%d\",\"title\":\"Row\"}".formatted(i))
        .collect(Collectors.joining(","));
  }

  private static String section(String title, int from, int to) {
    return "{\"title\":\"%s\",\"rows\":[%s]}".formatted(title, rows(from, to));
  }

  private static String card(int index, String action) {
    return "{\"card_index\":%d,\"type\":\"cta_url\",\"header\":{\"type\":\"image\",\"image\":{\"link\":\"https://a.b/c.png\"}},\"body\":{\"text\":\"C\"},%s}"
        .formatted(index, action);
  }

  private static String cards(String... cards) {
    return BODY + ",\"action\":{\"cards\":[" + String.join(",", cards) + "]}";
  }

  private static String replies(int count) {
    String button = "{\"type\":\"quick_reply\",\"quick_reply\":{\"id\":\"q\",\"title\":\"Q\"}}";
    return "\"action\":{\"buttons\":[%s]}"
        .formatted(String.join(",", java.util.Collections.nCopies(count, button)));
  }

  private static String order(String extra) {
    return named(
        "review_and_pay",
        "{\"reference_id\":\"r\",\"type\":\"digital-goods\",\"currency\":\"INR\",\"total_amount\":%s,\"order\":{\"status\":\"pending\",\"subtotal\":%s,\"items\":[{\"retailer_id\":\"1\",\"name\":\"Bread\",\"quantity\":1,\"amount\":%s}]%s}}"
            .formatted(PRICE, PRICE, PRICE, extra));
  }

  static Stream<Arguments> accepted() {
    String textHeader = "\"header\":{\"type\":\"text\",\"text\":\"H\"},";
    String footer = "\"footer\":{\"text\":\"F\"},";
    String imageHeader =
        "\"header\":{\"type\":\"image\",\"image\":{\"link\":\"https://a.b/c.png\"}},";
    String flow = "{\"flow_message_version\":\"3\",\"flow_cta\":\"Open\",%s}";
    return Stream.of(
        Arguments.of("button", textHeader + footer + buttons(REPLY)),
        Arguments.of(
            "button",
            imageHeader + buttons(REPLY + "," + reply("2", "Two") + "," + reply("3", "3"))),
        Arguments.of("list", textHeader + footer + list(section("", 0, 10))),
        Arguments.of("list", list(section("A", 0, 5) + "," + section("B", 5, 10))),
        Arguments.of("cta_url", imageHeader + footer + BODY + "," + LINK),
        Arguments.of(
            "flow",
            textHeader
                + named(
                    "flow",
                    flow.formatted(
                        "\"flow_id\":\"1\",\"flow_token\":\"t\",\"flow_action\":\"navigate\","
                            + "\"flow_action_payload\":{\"screen\":\"S\",\"data\":{\"a\":1}}"))),
        Arguments.of(
            "flow",
            named(
                "flow",
                flow.formatted(
                    "\"flow_name\":\"n\",\"mode\":\"draft\",\"flow_action\":\"data_exchange\""))),
        Arguments.of("location_request_message", named("send_location", "{}")),
        Arguments.of("request_contact_info", named("request_contact_info", "{}")),
        Arguments.of("product", PRODUCT),
        Arguments.of("product", BODY + "," + footer + PRODUCT),
        Arguments.of(
            "product_list",
            textHeader
                + BODY
                + ",\"action\":{\"catalog_id\":\"1\",\"sections\":[{\"title\":\"S\",\"product_items\":[{\"product_retailer_id\":\"p\"}]}]}"),
        Arguments.of(
            "catalog_message",
            named("catalog_message", "{\"thumbnail_product_retailer_id\":\"p\"}")),
        Arguments.of("address_message", named("address_message", "{\"country\":\"IN\"}")),
        Arguments.of(
            "call_permission_request", "\"action\":{\"name\":\"call_permission_request\"}"),
        Arguments.of(
            "voice_call",
            named(
                "voice_call", "{\"display_text\":\"Call\",\"ttl_minutes\":100,\"payload\":\"p\"}")),
        Arguments.of("carousel", cards(card(0, LINK), card(1, LINK))),
        Arguments.of("carousel", cards(card(1, replies(2)), card(0, replies(2)))),
        Arguments.of(
            "carousel",
            cards(
                "{\"card_index\":0,%s}".formatted(PRODUCT),
                "{\"card_index\":1,%s}".formatted(PRODUCT))),
        Arguments.of("order_details", imageHeader + order(",\"tax\":" + PRICE)),
        Arguments.of(
            "order_status",
            named("review_order", "{\"reference_id\":\"r\",\"order\":{\"status\":\"shipped\"}}")));
  }

  @ParameterizedTest
  @MethodSource
  void accepted(String type, String rest) {
    assertThat(send(type, rest).body()).contains("\"message_status\":\"accepted\"");
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        Arguments.of(
            "carrier_pigeon",
            buttons(REPLY),
            Errors.parameter(
                "Param interactive['type'] must be one of {ADDRESS_MESSAGE, BUTTON,"
                    + " CALL_PERMISSION_REQUEST, CAROUSEL, CATALOG_MESSAGE, CTA_URL, FLOW, LIST,"
                    + " LOCATION_REQUEST_MESSAGE, ORDER_DETAILS, ORDER_STATUS, PRODUCT, PRODUCT_LIST,"
                    + " REQUEST_CONTACT_INFO, VOICE_CALL} - got \\\"carrier_pigeon\\\".")),
        Arguments.of("button", BODY, Errors.missing("interactive.action")),
        Arguments.of("button", "\"action\":{}", Errors.missing("interactive.body")),
        Arguments.of(
            "button",
            "\"body\":{\"text\":\"%s\"}".formatted("x".repeat(1025)),
            Errors.invalid(
                "Param interactive['body']['text'] must be at most 1024 characters long.")),
        Arguments.of(
            "button",
            BODY + ",\"action\":{\"buttons\":[]}",
            Errors.badValue(
                "Param interactive['action']['buttons'] must have 1 to 3 elements, but it has 0.")),
        Arguments.of(
            "button",
            buttons(REPLY + "," + reply("1", "Two")),
            Errors.badValue(
                "Param interactive['action']['buttons'][1]['reply']['id'] is used more than once.")),
        Arguments.of(
            "button",
            buttons(reply("1", "A title that is too long")),
            Errors.invalid(
                "Param interactive['action']['buttons'][0]['reply']['title'] must be at most 20 characters long.")),
        Arguments.of(
            "button",
            buttons(reply("1", "")),
            Errors.missing("interactive.action.buttons[0].reply.title")),
        Arguments.of(
            "list",
            list(section("A", 0, 6) + "," + section("B", 6, 11)),
            Errors.badValue(
                "Param interactive['action']['sections'] has 11 rows in all, but at most 10 are allowed.")),
        Arguments.of(
            "list",
            list(section("A", 0, 1) + ",{\"rows\":[" + rows(1, 2) + "]}"),
            Errors.missing("interactive.action.sections[1].title")),
        Arguments.of(
            "list",
            "\"header\":{\"type\":\"image\"}," + list(section("", 0, 1)),
            Errors.parameter(
                "Param interactive['header']['type'] must be one of {TEXT} - got \\\"image\\\".")),
        Arguments.of("product_list", BODY + "," + PRODUCT, Errors.missing("interactive.header")),
        Arguments.of(
            "product",
            "\"header\":{\"type\":\"text\",\"text\":\"H\"}," + PRODUCT,
            Errors.badValue(
                "Param interactive['header'] is not allowed in messages of type 'product'.")),
        Arguments.of(
            "carousel",
            "\"footer\":{\"text\":\"F\"}," + cards(card(0, LINK), card(1, LINK)),
            Errors.badValue(
                "Param interactive['footer'] is not allowed in messages of type 'carousel'.")),
        Arguments.of(
            "carousel",
            cards(card(0, LINK)),
            Errors.badValue(
                "Param interactive['action']['cards'] must have 2 to 10 elements, but it has 1.")),
        Arguments.of(
            "carousel",
            cards(card(0, LINK), card(0, LINK)),
            Errors.badValue(
                "Param interactive['action']['cards'][1]['card_index'] is used more than once.")),
        Arguments.of(
            "carousel",
            cards(card(0, LINK), card(1, replies(1))),
            Errors.badValue(
                "All cards of interactive['action']['cards'] must have the same kind of header and the same buttons.")),
        Arguments.of(
            "cta_url",
            BODY + "," + LINK.replace("https://a.b/c", "a.b"),
            Errors.invalid("Param interactive['action']['parameters']['url'] is not a valid URI.")),
        Arguments.of(
            "flow",
            named("flow", "{\"flow_message_version\":\"3\",\"flow_cta\":\"Open\"}"),
            Errors.missing("interactive.action.parameters.flow_id")),
        Arguments.of(
            "flow",
            named("flow", "{\"flow_message_version\":\"9\"}"),
            Errors.parameter(
                "Param interactive['action']['parameters']['flow_message_version'] must be one of {3} - got \\\"9\\\".")),
        Arguments.of(
            "voice_call",
            named("voice_call", "{\"ttl_minutes\":43201}"),
            Errors.badValue(
                "Param interactive['action']['parameters']['ttl_minutes'] must be a number from 1 to 43200.")),
        Arguments.of(
            "location_request_message",
            named("send_me", "{}"),
            Errors.parameter(
                "Param interactive['action']['name'] must be one of {SEND_LOCATION} - got \\\"send_me\\\".")),
        Arguments.of(
            "order_details",
            order("").replace("\"quantity\":1", "\"quantity\":0"),
            Errors.badValue(
                "Param interactive['action']['parameters']['order']['items'][0]['quantity'] must be a number from 1 to 2147483647.")),
        Arguments.of(
            "order_status",
            named("review_order", "{\"reference_id\":\"r\",\"order\":{\"status\":\"lost\"}}"),
            Errors.parameter(
                "Param interactive['action']['parameters']['order']['status'] must be one of {CANCELED,"
                    + " COMPLETED, PARTIALLY-SHIPPED, PARTIALLY_SHIPPED, PENDING, PROCESSING, SHIPPED} - got \\\"lost\\\".")));
  }

  @ParameterizedTest
  @MethodSource
  void refused(String type, String rest, String error) {
    Errors.assertRefused(send(type, rest), 400, error);
  }

  @Test
  void aHeadersFileMustBeOneThatWasUploaded() {
    Errors.assertRefused(
        send(
            "button", "\"header\":{\"type\":\"video\",\"video\":{\"id\":\"7\"}}," + buttons(REPLY)),
        400,
        Errors.parameter(
            "Param interactive['header']['video']['id'] is not a valid whatsapp business account media attachment ID"));
  }
}
