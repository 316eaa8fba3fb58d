package io.patchbay.provider.httpgateway;

import io.patchbay.channel.Category;
import io.patchbay.channel.DeliveryStatus;
import io.patchbay.channel.WebhookRequest;
import io.patchbay.channel.spi.SmsProvider;
import io.patchbay.provider.httpgateway.testing.CallbackSigner;
import io.patchbay.testkit.Account;
import io.patchbay.testkit.Answer;
import io.patchbay.testkit.Refusal;
import io.patchbay.testkit.SmsProviderContract;
import io.patchbay.testkit.Webhooks;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The provider keeps the rules for providers with the settings of an example in the docs. */
abstract class GatewayContract extends SmsProviderContract {
  static final URI WEBHOOK = URI.create("https://example.com/webhooks/acme/sms");

  private final String example;

  GatewayContract(String example) {
    this.example = example;
  }

  @Override
  public SmsProvider provider() {
    return new HttpGatewayProvider();
  }

  @Override
  public Map<String, List<String>> settings(Account account) {
    Map<String, List<String>> settings =
        Examples.settings(
            example, account.service().toString(), account.secret(), account.secret() + "-cb");
    settings.putAll(signedCallbacks());
    return settings;
  }

  /**
   * What replaces the example's settings for callbacks, where it proves them by a shared secret:
   * such a proof cannot show that a body was changed, which the contract looks for.
   */
  Map<String, List<String>> signedCallbacks() {
    return Map.of();
  }

  static Refusal refusal(Answer answer, Category category, String code) {
    return new Refusal(answer, category, code);
  }

  /** Callbacks in a form, one item each, signed with HMAC-SHA1 in Base64. */
  static final class SignedForms implements Webhooks {
    /** What makes an instance take them. */
    static Map<String, List<String>> settings() {
      Map<String, List<String>> settings = new LinkedHashMap<>();
      settings.put("callbackFormat", List.of("form"));
      settings.put("callbackCheck", List.of("hmac"));
      settings.put("callbackHeader", List.of("X-Signature"));
      settings.put("callbackAlgorithm", List.of("sha1"));
      settings.put("callbackEncoding", List.of("base64"));
      settings.put("statusId", List.of("messageId"));
      settings.put("statusWord", List.of("status"));
      settings.put("statusReference", List.of("custom"));
      settings.put("statusTo", List.of("msisdn"));
      settings.put(
          "statusWords",
          List.of("accepted=ACCEPTED", "buffered=SENT", "delivered=DELIVERED", "failed=FAILED"));
      return settings;
    }

    @Override
    public WebhookRequest signed(Account account, String payload) {
      return CallbackSigner.hmacSha1("X-Signature", account.secret() + "-cb")
          .base64()
          .form(WEBHOOK, payload);
    }

    @Override
    public String status(Account account, String messageId, String word, String reference) {
      return "messageId="
          + messageId
          + "&msisdn=14155550132&status="
          + word
          + "&custom="
          + reference
          + "&timestamp=2026-03-01+13%3A00%3A00";
    }

    @Override
    public Map<String, DeliveryStatus> words() {
      Map<String, DeliveryStatus> words = new LinkedHashMap<>();
      words.put("accepted", DeliveryStatus.ACCEPTED);
      words.put("buffered", DeliveryStatus.SENT);
      words.put("delivered", DeliveryStatus.DELIVERED);
      words.put("failed", DeliveryStatus.FAILED);
      return words;
    }

    @Override
    public String unreadable(Account account) {
      return "network=26201";
    }
  }

  @Override
  public Optional<Webhooks> webhooks() {
    return Optional.of(new SignedForms());
  }
}
