package io.patchbay.provider.twiliostub;

import io.patchbay.channel.DeliveryStatus;
import io.patchbay.channel.WebhookRequest;
import io.patchbay.channel.spi.SmsProvider;
import io.patchbay.provider.twiliostub.testing.TwilioCallbackSigner;
import io.patchbay.testkit.Account;
import io.patchbay.testkit.Service;
import io.patchbay.testkit.SmsProviderContract;
import io.patchbay.testkit.Webhooks;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The stub keeps the rules for providers; those about HTTP do not bind it. */
class TwilioStubContractTest extends SmsProviderContract {
  private static final URI CALLBACK = URI.create("https://example.com/hooks");

  @Override
  public SmsProvider provider() {
    return new TwilioStubProvider();
  }

  @Override
  public Map<String, List<String>> settings(Account account) {
    return Map.of(
        "accountSid", List.of("AC" + account.hex(32)),
        "authToken", List.of(account.secret()),
        "messagingServiceSid", List.of("MG" + account.hex(32)));
  }

  @Override
  public Optional<Service> service() {
    return Optional.empty();
  }

  @Override
  public Optional<Webhooks> webhooks() {
    return Optional.of(new Callbacks());
  }

  /** Twilio signs the address too, and the reference stands in it: address, line break, form. */
  private static final class Callbacks implements Webhooks {
    @Override
    public WebhookRequest signed(Account account, String payload) {
      int end = payload.indexOf('\n');
      URI address = end < 0 ? CALLBACK : URI.create(payload.substring(0, end));
      String form = payload.substring(end + 1);
      String signature =
          TwilioCallbackSigner.of(account.secret()).signature(address, CallbackForm.parse(form));
      return WebhookRequest.of(
          "POST",
          address,
          Map.of(
              TwilioCallbackSigner.HEADER,
              List.of(signature),
              "Content-Type",
              List.of(TwilioCallbackSigner.CONTENT_TYPE)),
          form.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String status(Account account, String messageId, String word, String reference) {
      Map<String, String> form = new LinkedHashMap<>();
      form.put("AccountSid", "AC" + account.hex(32));
      form.put("MessageSid", messageId);
      form.put("MessageStatus", word);
      return CallbackForm.withReference(CALLBACK, reference)
          + "\n"
          + TwilioCallbackSigner.form(form);
    }

    @Override
    public Map<String, DeliveryStatus> words() {
      Map<String, DeliveryStatus> words = new LinkedHashMap<>();
      words.put("queued", DeliveryStatus.ACCEPTED);
      words.put("sending", DeliveryStatus.ACCEPTED);
      words.put("sent", DeliveryStatus.SENT);
      words.put("delivered", DeliveryStatus.DELIVERED);
      words.put("undelivered", DeliveryStatus.FAILED);
      words.put("failed", DeliveryStatus.FAILED);
      words.put("read", DeliveryStatus.READ);
      return words;
    }

    @Override
    public String unreadable(Account account) {
      return CALLBACK
          + "\n"
          + TwilioCallbackSigner.form(
              Map.of("AccountSid", "AC" + account.hex(32), "Surprise", "1"));
    }
  }
}
