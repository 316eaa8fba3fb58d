package io.patchbay.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ContentTest {
  private WhatsAppCloudSimulator simulator;
  private TestClient client;
  private String image;

  @BeforeAll
  void start() {
    simulator =
        WhatsAppCloudSimulator.builder()
            .messagesPerSecond(10_000)
            .phoneNumberId(TestClient.NUMBER)
            .phoneNumberId("2")
            .start();
    client = new TestClient(simulator);
    image = TestClient.member(client.upload(TestClient.NUMBER, "image/png", new byte[9]), "id");
  }

  @AfterAll
  void close() {
    simulator.close();
  }

  private HttpResponse<String> send(String type, String content) {
    String body =
        "{\"messaging_product\":\"whatsapp\",\"to\":\"14155551234\",\"type\":\"%s\",\"%s\":%s}"
            .formatted(type, type, content.replace("IMAGE", image));
    return client.send(body);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "image|{\"id\":\"IMAGE\",\"caption\":\"Look\"}",
        "image|{\"link\":\"https://example.com/a.png\"}",
        "audio|{\"link\":\"https://example.com/a.ogg\",\"voice\":true}",
        "video|{\"link\":\"http://example.com/a.mp4\",\"caption\":\"Watch\"}",
        "document|{\"id\":\"IMAGE\",\"filename\":\"a.png\",\"caption\":\"Read\"}",
        "sticker|{\"link\":\"https://example.com/a.webp\"}",
        "location|{\"latitude\":37.44,\"longitude\":-122.16,\"name\":\"A\",\"address\":\"B\"}",
        "location|{\"latitude\":\"-90\",\"longitude\":\"180\"}",
        "reaction|{\"message_id\":\"wamid.HBgL\",\"emoji\":\"👍\"}",
        "reaction|{\"message_id\":\"wamid.HBgL\",\"emoji\":\"\"}",
        "contacts|[{\"name\":{\"formatted_name\":\"A B\",\"first_name\":\"A\"},\"birthday\":\"2012-08-18\","
            + "\"phones\":[{\"phone\":\"+1\",\"type\":\"HOME\",\"wa_id\":\"1\"}],\"org\":{\"company\":\"C\"},"
            + "\"emails\":[{\"email\":\"a@b.c\"}],\"urls\":[{\"url\":\"https://a.b\",\"type\":\"WORK\"}],"
            + "\"addresses\":[{\"street\":\"S\",\"country_code\":\"us\"}]}]",
        "text|{\"body\":\"See https://example.com\",\"preview_url\":true}",
      })
  void everyKindIsTaken(String kindAndContent) {
    String[] parts = kindAndContent.split("\\|", 2);
    assertThat(send(parts[0], parts[1]).body()).contains("\"message_status\":\"accepted\"");
    ReceivedMessage last = simulator.received().get(simulator.received().size() - 1);
    assertThat(last.type()).isEqualTo(parts[0]);
  }

  static Stream<Arguments> refused() {
    String id = "is not a valid whatsapp business account media attachment ID";
    return Stream.of(
        Arguments.of("image", "{}", Errors.missing("image.id")),
        Arguments.of("image", "{\"id\":\"7\"}", Errors.parameter("Param image['id'] " + id)),
        Arguments.of("sticker", "{\"id\":\"7\"}", Errors.parameter("Param sticker['id'] " + id)),
        Arguments.of(
            "video",
            "{\"id\":\"IMAGE\",\"link\":\"https://a.b\"}",
            Errors.invalid("Param video['id'] and link cannot be given together.")),
        Arguments.of(
            "document",
            "{\"link\":\"ftp://a.b/c\"}",
            Errors.invalid("Param document['link'] is not a valid URI.")),
        Arguments.of(
            "audio",
            "{\"link\":\"https://a.b\",\"caption\":\"C\"}",
            Errors.parameter("Unexpected key \\\"caption\\\" on param \\\"audio\\\".")),
        Arguments.of(
            "image",
            "{\"link\":\"https://a.b\",\"caption\":\"%s\"}".formatted("x".repeat(1025)),
            Errors.invalid("Param image['caption'] must be at most 1024 characters long.")),
        Arguments.of(
            "location",
            "{\"latitude\":90.5,\"longitude\":0}",
            Errors.badValue("Param location['latitude'] must be a number from -90 to 90.")),
        Arguments.of("location", "{\"latitude\":1}", Errors.missing("location.longitude")),
        Arguments.of("reaction", "{\"emoji\":\"👍\"}", Errors.missing("reaction.message_id")),
        Arguments.of(
            "reaction", "{\"message_id\":\"wamid.HBgL\"}", Errors.missing("reaction.emoji")),
        Arguments.of(
            "reaction",
            "{\"message_id\":\"7\",\"emoji\":\"\"}",
            Errors.badValue("Param reaction['message_id'] is not a message id.")),
        Arguments.of(
            "contacts",
            "[]",
            Errors.badValue("Param contacts must have 1 to 257 elements, but it has 0.")),
        Arguments.of("contacts", "[{}]", Errors.missing("contacts[0].name")),
        Arguments.of(
            "contacts",
            "[{\"name\":{\"formatted_name\":\"A\"}}]",
            Errors.whatsApp(
                131008,
                "Required parameter is missing",
                "At least one of first_name, last_name, middle_name, prefix, suffix is required besides"
                    + " formatted_name in contacts[0].name.")),
        Arguments.of(
            "contacts",
            "[{\"name\":{\"formatted_name\":\"A\",\"prefix\":\"B\"},\"birthday\":\"18.8.2012\"}]",
            Errors.badValue("Param contacts[0]['birthday'] must be of the form YYYY-MM-DD.")),
        Arguments.of(
            "contacts",
            "[{\"name\":{\"formatted_name\":\"A\",\"prefix\":\"B\"},\"phones\":[{\"number\":\"1\"}]}]",
            Errors.parameter(
                "Unexpected key \\\"number\\\" on param \\\"contacts[0]['phones'][0]\\\".")),
        Arguments.of(
            "text",
            "{\"body\":\"a\",\"preview_url\":\"yes\"}",
            Errors.parameter("Param text['preview_url'] must be a boolean.")));
  }

  @ParameterizedTest
  @MethodSource
  void refused(String type, String content, String error) {
    Errors.assertRefused(send(type, content), 400, error);
  }

  @Test
  void aFileOfAnotherNumberIsUnknown() {
    String body =
        "{\"messaging_product\":\"whatsapp\",\"to\":\"14155551234\",\"type\":\"image\",\"image\":{\"id\":\"%s\"}}"
            .formatted(image);
    Errors.assertRefused(
        client.postTo("v25.0/2/messages", body),
        400,
        Errors.parameter(
            "Param image['id'] is not a valid whatsapp business account media attachment ID"));
  }

  @Test
  void aReplyNamesTheMessageThatItAnswers() {
    String body = TestClient.text("14155551234").replaceFirst("\\{", "{\"context\":CONTEXT,");
    assertThat(client.send(body.replace("CONTEXT", "{\"message_id\":\"wamid.HBgL\"}")).statusCode())
        .isEqualTo(200);
    Errors.assertRefused(
        client.send(body.replace("CONTEXT", "{}")), 400, Errors.missing("context.message_id"));
    Errors.assertRefused(
        client.send(body.replace("CONTEXT", "{\"message_id\":\"x\"}")),
        400,
        Errors.badValue("Param context['message_id'] is not a message id."));
  }

  @Test
  void aReadReceiptNeedsTheFormOfAMessageIdAndMayShowTyping() {
    String receipt =
        "{\"messaging_product\":\"whatsapp\",\"status\":\"read\",\"message_id\":\"%s\",\"typing_indicator\":{\"type\":\"%s\"}}";
    assertThat(client.send(receipt.formatted("wamid.HBgL", "text")).body())
        .isEqualTo("{\"success\":true}");
    Errors.assertRefused(
        client.send(receipt.formatted("7", "text")),
        400,
        Errors.badValue("Param message_id is not a message id."));
    Errors.assertRefused(
        client.send(receipt.formatted("wamid.HBgL", "voice")),
        400,
        Errors.parameter(
            "Param typing_indicator['type'] must be one of {TEXT} - got \\\"voice\\\"."));
  }

  private HttpResponse<String> pin(String recipientType, String pin) {
    return client.send(
        "{\"messaging_product\":\"whatsapp\",\"recipient_type\":\"%s\",\"to\":\"14155551234\",\"type\":\"pin\",\"pin\":%s}"
            .formatted(recipientType, pin));
  }

  @Test
  void messagesOfGroupsArePinnedForAtMostAMonth() {
    String pin = "{\"type\":\"pin\",\"message_id\":\"wamid.HBgL\",\"expiration_days\":30}";
    String unpin = "{\"type\":\"unpin\",\"message_id\":\"wamid.HBgL\"}";
    assertThat(pin("group", pin).statusCode()).isEqualTo(200);
    assertThat(pin("group", unpin).statusCode()).isEqualTo(200);
    Errors.assertRefused(
        pin("individual", pin), 400, Errors.badValue("Messages are pinned in groups only."));
    Errors.assertRefused(
        pin("group", unpin.replace("unpin", "pin")), 400, Errors.missing("pin.expiration_days"));
    assertThat(pin("group", pin.replace("30", "31")).statusCode()).isEqualTo(400);
    assertThat(pin("group", pin.replace("wamid.", "")).statusCode()).isEqualTo(400);
  }

  @Test
  void nobodyWritesToTheirOwnNumber() {
    Errors.assertRefused(
        client.send(TestClient.text("+1 701 555 0100")),
        400,
        Errors.whatsApp(
            131021,
            "Recipient cannot be sender",
            "The number of the sender and that of the recipient are the same."));
  }
}
