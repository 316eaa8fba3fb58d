package io.patchbay.provider.whatsapp;

import io.patchbay.channel.Category;
import io.patchbay.channel.Content;
import io.patchbay.channel.DeliveryStatus;
import io.patchbay.channel.PhoneNumber;
import io.patchbay.channel.WebhookRequest;
import io.patchbay.channel.spi.SmsProvider;
import io.patchbay.testkit.Account;
import io.patchbay.testkit.Answer;
import io.patchbay.testkit.Refusal;
import io.patchbay.testkit.Service;
import io.patchbay.testkit.SmsProviderContract;
import io.patchbay.testkit.Webhooks;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okio.ByteString;

/** The provider keeps the rules for providers. */
class WhatsAppCloudContractTest extends SmsProviderContract {
  private static final String ID = "wamid.HBgLMTQxNTU1NTAxMzIVAgARGBI";

  @Override
  public SmsProvider provider() {
    return new WhatsAppCloudProvider(ReceivedBodies::watched);
  }

  @Override
  public Map<String, List<String>> settings(Account account) {
    return Map.of(
        "accessToken", List.of(account.secret()),
        "phoneNumberId", List.of(account.digits(15)),
        "appSecret", List.of(account.secret() + "-app"),
        "verifyToken", List.of(account.secret() + "-verify"),
        "baseUrl", List.of(account.service().toString()));
  }

  @Override
  public Optional<Service> service() {
    return Optional.of(
        Service.of(
                taken("14155550132", "\"id\":\"" + ID + "\""),
                ID,
                taken("14155550132", "\"message_status\":\"accepted\""),
                List.of(
                    refusal(401, "190", Category.AUTHENTICATION),
                    refusal(400, "131026", Category.RECIPIENT_UNREACHABLE),
                    refusal(400, "131047", Category.WINDOW_CLOSED),
                    refusal(400, "132000", Category.TEMPLATE),
                    refusal(400, "131042", Category.PAYMENT)),
                refusal(400, "987654", Category.OTHER),
                refusal(429, "130429", Category.RATE_LIMITED).answer())
            .rewriting(
                taken("5511987654321", "\"id\":\"wamid.other\""),
                new PhoneNumber("5511987654321")));
  }

  private static Answer taken(String waId, String message) {
    return Answer.json(
        200,
        """
        {"messaging_product":"whatsapp","contacts":[{"input":"14155550132","wa_id":"%s"}],
         "messages":[{%s}]}"""
            .formatted(waId, message));
  }

  private static Refusal refusal(int status, String code, Category category) {
    String body =
        "{\"error\":{\"message\":\"(#%s) Refused\",\"code\":%s,\"fbtrace_id\":\"Abc\"}}"
            .formatted(code, code);
    return new Refusal(Answer.json(status, body), category, code);
  }

  @Override
  public Optional<Webhooks> webhooks() {
    return Optional.of(new Posted());
  }

  @Override
  public List<Content> ownContents() {
    return Sample.all().stream().map(Sample::content).toList();
  }

  private static final class Posted implements Webhooks {
    @Override
    public WebhookRequest signed(Account account, String payload) {
      ByteString body = ByteString.encodeUtf8(payload);
      ByteString secret = ByteString.encodeUtf8(account.secret() + "-app");
      return WebhookRequest.of(
          "POST",
          URI.create("https://example.com/webhooks"),
          Map.of(
              "X-Hub-Signature-256", List.of("sha256=" + body.hmacSha256(secret).hex()),
              "Content-Type", List.of("application/json")),
          payload.getBytes(StandardCharsets.UTF_8));
    }

    private static String payload(String statuses) {
      return """
          {"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"messages",
          "value":{"messaging_product":"whatsapp","metadata":{"phone_number_id":"2"},
          "statuses":[%s]}}]}]}"""
          .formatted(statuses);
    }

    @Override
    public String status(Account account, String messageId, String word, String reference) {
      return payload(
          """
          {"id":"%s","status":"%s","timestamp":"1767225600","recipient_id":"14155550132",
          "biz_opaque_callback_data":"%s"}"""
              .formatted(messageId, word, reference));
    }

    @Override
    public Map<String, DeliveryStatus> words() {
      Map<String, DeliveryStatus> words = new LinkedHashMap<>();
      words.put("sent", DeliveryStatus.SENT);
      words.put("delivered", DeliveryStatus.DELIVERED);
      words.put("read", DeliveryStatus.READ);
      words.put("played", DeliveryStatus.PLAYED);
      words.put("failed", DeliveryStatus.FAILED);
      return words;
    }

    @Override
    public String unreadable(Account account) {
      return payload("{\"timestamp\":\"1767225600\"}");
    }

    @Override
    public Optional<String> batch(List<String> payloads) {
      return Optional.of(payload(String.join(",", payloads.stream().map(Posted::item).toList())));
    }

    private static String item(String payload) {
      int start = payload.indexOf("\"statuses\":[") + "\"statuses\":[".length();
      return payload.substring(start, payload.lastIndexOf("]}}]}]}"));
    }
  }
}
