package io.patchbay.provider.httpgateway;

import io.patchbay.channel.DeliveryStatus;
import io.patchbay.channel.WebhookRequest;
import io.patchbay.provider.httpgateway.testing.CallbackSigner;
import io.patchbay.testkit.Account;
import io.patchbay.testkit.Webhooks;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Callbacks with one status each, in a form or in the query of the address.
 *
 * @param signer proves them with the callback secret
 * @param status a status, with %1$s for the message's id, %2$s for the word, %3$s for the reference
 */
record PostedForms(
    Function<String, CallbackSigner> signer,
    boolean query,
    boolean coversContent,
    String status,
    Map<String, DeliveryStatus> words)
    implements Webhooks {
  private static final URI WEBHOOK = URI.create("https://example.com/webhooks/acme/sms");

  @Override
  public WebhookRequest signed(Account account, String payload) {
    return request(signer.apply(account.secret() + "-cb"), payload);
  }

  @Override
  public WebhookRequest unsigned(Account account, String payload) {
    WebhookRequest other = request(CallbackSigner.parameter("another", "value"), payload);
    return WebhookRequest.of(other.method(), other.publicUri(), Map.of(), other.body());
  }

  private WebhookRequest request(CallbackSigner proof, String payload) {
    return query ? proof.query(WEBHOOK, fields(payload)) : proof.form(WEBHOOK, payload);
  }

  private static Map<String, String> fields(String payload) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String pair : payload.split("&", -1)) {
      int equals = pair.indexOf('=');
      fields.put(
          equals < 0 ? pair : pair.substring(0, equals),
          URLDecoder.decode(equals < 0 ? "" : pair.substring(equals + 1), StandardCharsets.UTF_8));
    }
    return fields;
  }

  @Override
  public String status(Account account, String messageId, String word, String reference) {
    return status.formatted(messageId, word, reference);
  }

  @Override
  public String unreadable(Account account) {
    return "network=26201";
  }
}
