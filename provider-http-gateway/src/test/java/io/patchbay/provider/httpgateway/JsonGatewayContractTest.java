package io.patchbay.provider.httpgateway;

import io.patchbay.channel.Category;
import io.patchbay.channel.DeliveryStatus;
import io.patchbay.channel.PhoneNumber;
import io.patchbay.channel.WebhookRequest;
import io.patchbay.provider.httpgateway.testing.CallbackSigner;
import io.patchbay.testkit.Account;
import io.patchbay.testkit.Answer;
import io.patchbay.testkit.Refusal;
import io.patchbay.testkit.Service;
import io.patchbay.testkit.Webhooks;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** JSON with a bearer token, callbacks in JSON with a signature and a time. */
class JsonGatewayContractTest extends GatewayContract {
  JsonGatewayContractTest() {
    super("json");
  }

  @Override
  public Optional<Service> service() {
    return Optional.of(
        Service.of(
                Answer.json(
                    202, "{\"messages\":[{\"id\":\"5f3a-09c1-77\",\"to\":\"+14155550132\"}]}"),
                "5f3a-09c1-77",
                Answer.json(202, "{\"messages\":[{\"to\":\"+14155550132\"}]}"),
                List.of(
                    refused(422, "bad_number", Category.RECIPIENT_INVALID),
                    refused(402, "no_credit", Category.PAYMENT),
                    refused(200, "stopped", Category.OPTED_OUT),
                    refused(400, "unknown_sender", Category.SENDER),
                    refused(401, "expired_key", Category.AUTHENTICATION)),
                refused(400, "too_blue", Category.OTHER),
                Answer.json(429, "{\"error\":{\"code\":\"slow_down\",\"message\":\"Slow down\"}}"))
            .rewriting(
                Answer.json(202, "{\"messages\":[{\"id\":\"6\",\"to\":\"+5511987654321\"}]}"),
                new PhoneNumber("5511987654321")));
  }

  private static Refusal refused(int status, String code, Category category) {
    return refusal(
        Answer.json(
            status, "{\"error\":{\"code\":\"%s\",\"message\":\"Refused\"}}".formatted(code)),
        category,
        code);
  }

  @Override
  Webhooks callbacks() {
    return new Posted();
  }

  private static final class Posted implements Webhooks {
    @Override
    public WebhookRequest signed(Account account, String payload) {
      return CallbackSigner.hmacSha256("X-Signature", account.secret() + "-cb")
          .prefix("sha256=")
          .timestamp("X-Timestamp", Examples.NOW)
          .json(WEBHOOK, payload);
    }

    @Override
    public String status(Account account, String messageId, String word, String reference) {
      return events(
          "{\"id\":\"%s\",\"status\":\"%s\",\"client_ref\":\"%s\",\"to\":\"+14155550132\"}"
              .formatted(messageId, word, reference));
    }

    private static String events(String items) {
      return "{\"events\":[" + items + "]}";
    }

    @Override
    public Map<String, DeliveryStatus> words() {
      Map<String, DeliveryStatus> words = new LinkedHashMap<>();
      words.put("queued", DeliveryStatus.ACCEPTED);
      words.put("sent", DeliveryStatus.SENT);
      words.put("delivered", DeliveryStatus.DELIVERED);
      words.put("undelivered", DeliveryStatus.FAILED);
      words.put("expired", DeliveryStatus.FAILED);
      return words;
    }

    @Override
    public String unreadable(Account account) {
      return events("{\"colour\":\"blue\"}");
    }

    @Override
    public Optional<String> batch(List<String> payloads) {
      return Optional.of(
          events(
              String.join(
                  ",", payloads.stream().map(p -> p.substring(11, p.length() - 2)).toList())));
    }
  }
}
