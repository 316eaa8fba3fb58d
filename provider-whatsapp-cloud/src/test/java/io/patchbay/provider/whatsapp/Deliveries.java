package io.patchbay.provider.whatsapp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.ChannelEvent;
import io.patchbay.channel.StatusUpdate;
import io.patchbay.channel.WebhookAnswer;
import io.patchbay.channel.WebhookRequest;
import io.patchbay.channel.spi.SmsConnection;
import io.patchbay.channel.spi.WebhookReceiver;
import io.patchbay.channel.spi.WebhookResult;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Posts webhooks to a connection as Meta does. */
final class Deliveries {
  static final String ADDRESS = "https://host.example/webhooks/acme/whatsapp";
  static final String SECRET = Connections.SECRET;

  private Deliveries() {}

  static WebhookResult receive(WebhookRequest request, String... settings) {
    try (SmsConnection connection = Connections.open("http://127.0.0.1:1", settings)) {
      return connection.capability(WebhookReceiver.class).orElseThrow().receive(request);
    }
  }

  static WebhookRequest post(byte[] body, Map<String, List<String>> headers) {
    return WebhookRequest.of("POST", URI.create(ADDRESS), headers, body);
  }

  static WebhookRequest signed(String body, String secret) {
    return post(
        body.getBytes(UTF_8),
        Map.of("x-hub-signature-256", List.of("sha256=" + hmac(body.getBytes(UTF_8), secret))));
  }

  static String hmac(byte[] body, String secret) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The events of an authentic body. */
  static List<ChannelEvent> events(String body) {
    WebhookResult result = receive(signed(body, SECRET), "appSecret=" + SECRET);
    assertThat(result.refusal()).isEmpty();
    assertThat(result.answer()).isEqualTo(WebhookAnswer.of(200, ""));
    return result.events();
  }

  static String change(String field, String value) {
    return "{\"value\":" + value + ",\"field\":\"" + field + "\"}";
  }

  static String body(String... changes) {
    return "{\"object\":\"whatsapp_business_account\",\"entry\":[{\"id\":\"1\",\"changes\":["
        + String.join(",", changes)
        + "]}]}";
  }

  static String statuses(String... statuses) {
    return change(
        "messages",
        "{\"messaging_product\":\"whatsapp\",\"metadata\":{\"display_phone_number\":\"15550783881\","
            + "\"phone_number_id\":\"109876543210123\"},\"statuses\":["
            + String.join(",", statuses)
            + "]}");
  }

  static String status(String word) {
    return "{\"id\":\"wamid.1\",\"status\":\""
        + word
        + "\",\"timestamp\":\"1795176000\",\"recipient_id\":\"14155551234\"}";
  }

  static StatusUpdate onlyStatus(String status) {
    List<ChannelEvent> events = events(body(statuses(status)));
    assertThat(events).hasSize(1).first().isInstanceOf(StatusUpdate.class);
    return (StatusUpdate) events.get(0);
  }
}
