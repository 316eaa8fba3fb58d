package io.patchbay.testkit.sample;

import io.patchbay.channel.Category;
import io.patchbay.channel.Content;
import io.patchbay.channel.DeliveryStatus;
import io.patchbay.channel.PhoneNumber;
import io.patchbay.channel.WebhookRequest;
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

/** The contract as the author of the sample fills it in. */
abstract class SampleSide extends SmsProviderContract {
  @Override
  public Map<String, List<String>> settings(Account account) {
    return Map.of(
        "baseUrl", List.of(account.service().toString()),
        "token", List.of(account.secret()),
        "webhookSecret", List.of(account.secret() + "-webhooks"),
        "sender", List.of(account.digits(11)));
  }

  @Override
  public Optional<Service> service() {
    return Optional.of(
        Service.of(
                Answer.json(200, "{\"id\":\"sample-1\"}"),
                "sample-1",
                Answer.json(200, "{\"state\":\"taken\"}"),
                List.of(
                    refusal("E1", Category.RECIPIENT_INVALID),
                    refusal("E2", Category.AUTHENTICATION)),
                refusal("E999", Category.OTHER),
                Answer.json(429, "{\"code\":\"SLOW\"}"))
            .rewriting(
                Answer.json(200, "{\"id\":\"sample-2\",\"to\":\"5511999999999\"}"),
                new PhoneNumber("5511999999999")));
  }

  private static Refusal refusal(String code, Category category) {
    return new Refusal(Answer.json(400, "{\"code\":\"" + code + "\"}"), category, code);
  }

  @Override
  public Optional<Webhooks> webhooks() {
    return Optional.of(new Posted());
  }

  @Override
  public List<Content> ownContents() {
    return List.of(new Poster("Sale", List.of("Today")), new Forgetful("x"));
  }

  private static final class Posted implements Webhooks {
    @Override
    public WebhookRequest signed(Account account, String payload) {
      byte[] body = payload.getBytes(StandardCharsets.UTF_8);
      String signature = SampleWebhooks.sign(account.secret() + "-webhooks", body);
      return WebhookRequest.of(
          "POST",
          URI.create("https://example.com/hooks"),
          Map.of(SampleWebhooks.HEADER, List.of(signature)),
          body);
    }

    @Override
    public String status(Account account, String messageId, String word, String reference) {
      return "[{\"id\":\"%s\",\"word\":\"%s\",\"reference\":\"%s\"}]"
          .formatted(messageId, word, reference);
    }

    @Override
    public Map<String, DeliveryStatus> words() {
      Map<String, DeliveryStatus> words = new LinkedHashMap<>();
      words.put("SUBMITTED", DeliveryStatus.ACCEPTED);
      words.put("DELIVERED", DeliveryStatus.DELIVERED);
      words.put("FAILED", DeliveryStatus.FAILED);
      return words;
    }

    @Override
    public String unreadable(Account account) {
      return "[17]";
    }

    @Override
    public Optional<String> batch(List<String> payloads) {
      return Optional.of(String.join("", payloads).replace("][", ","));
    }
  }
}
