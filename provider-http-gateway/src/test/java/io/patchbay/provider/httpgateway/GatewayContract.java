package io.patchbay.provider.httpgateway;

import io.patchbay.channel.Category;
import io.patchbay.channel.spi.SmsProvider;
import io.patchbay.testkit.Account;
import io.patchbay.testkit.Answer;
import io.patchbay.testkit.Refusal;
import io.patchbay.testkit.SmsProviderContract;
import io.patchbay.testkit.Webhooks;
import java.net.URI;
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
    settings.putAll(callbackSettings());
    return settings;
  }

  /** What replaces the example's settings for callbacks. */
  Map<String, List<String>> callbackSettings() {
    return Map.of();
  }

  static Refusal refusal(Answer answer, Category category, String code) {
    return new Refusal(answer, category, code);
  }

  /** The example's own callbacks. */
  abstract Webhooks callbacks();

  @Override
  public Optional<Webhooks> webhooks() {
    return Optional.of(callbacks());
  }
}
