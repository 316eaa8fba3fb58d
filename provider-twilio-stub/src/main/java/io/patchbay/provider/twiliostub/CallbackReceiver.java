package io.patchbay.provider.twiliostub;

import io.patchbay.channel.ChannelEvent;
import io.patchbay.channel.Unrecognized;
import io.patchbay.channel.WebhookRequest;
import io.patchbay.channel.spi.Addressee;
import io.patchbay.channel.spi.WebhookReceiver;
import io.patchbay.channel.spi.WebhookResult;
import io.patchbay.provider.twiliostub.testing.TwilioCallbackSigner;
import io.patchbay.support.SecretComparison;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Reads status callbacks and messages from people: first the signature over address and form, then
 * the form. Thread-safe.
 *
 * <p>The form has no time, so that an event's time is that of its arrival. Anything else that is
 * authentic is kept as {@link Unrecognized}.
 */
final class CallbackReceiver implements WebhookReceiver {
  /** Far more than any form of Twilio's; keeps the work for a stranger's request small. */
  private static final int LONGEST_BODY = 64 * 1024;

  private final StubSettings settings;
  private final TwilioCallbackSigner signer;
  private final Clock clock;

  CallbackReceiver(StubSettings settings, TwilioCallbackSigner signer, Clock clock) {
    this.settings = settings;
    this.signer = signer;
    this.clock = clock;
  }

  @Override
  public WebhookResult receive(WebhookRequest request) {
    if (!request.method().equals("POST")) {
      return WebhookResult.refused(405, "Twilio's callbacks are POST, not " + request.method());
    }
    String signature = request.header(TwilioCallbackSigner.HEADER).orElse("");
    if (signature.isEmpty()) {
      return WebhookResult.refused(401, "The request has no " + TwilioCallbackSigner.HEADER);
    }
    String type = request.header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
    if (!type.startsWith(TwilioCallbackSigner.CONTENT_TYPE)) {
      return WebhookResult.refused(415, "The body is not " + TwilioCallbackSigner.CONTENT_TYPE);
    }
    String body = request.bodyText();
    if (body.length() > LONGEST_BODY) {
      return WebhookResult.refused(413, "The body is longer than " + LONGEST_BODY + " characters");
    }
    Map<String, String> form;
    try {
      form = CallbackForm.parse(body);
    } catch (IllegalArgumentException e) {
      return WebhookResult.refused(400, "The form cannot be read: " + e.getMessage());
    }
    if (!authentic(request.publicUri(), form, signature)) {
      return WebhookResult.refused(
          401,
          "The signature does not fit: check the auth token, and that the public address is exactly"
              + " the one that was given to Twilio");
    }
    if (!settings.accountSid().equals(form.get("AccountSid"))) {
      return WebhookResult.refused(403, "The callback is of another account than this instance's");
    }
    List<ChannelEvent> events = events(request.publicUri(), form, body);
    return WebhookResult.accepted(events, Collections.nCopies(events.size(), addressee(form)));
  }

  @Override
  public List<Addressee> addressees() {
    return settings.senders().stream().map(this::named).toList();
  }

  /**
   * Whom a form is for. A message from a person names our number, and our service where the number
   * belongs to one. Statuses come to the address that the sending instance has given. An instance
   * with a service does not know the service's numbers: what names no service is its own.
   */
  private Addressee addressee(Map<String, String> form) {
    if (!IncomingForm.isOne(form) || form.containsKey("MessageStatus")) {
      return Addressee.none();
    }
    String number = IncomingForm.to(form);
    Optional<String> own = settings.sender(number);
    if (own.isPresent()) {
      return named(own.get());
    }
    String service = form.getOrDefault("MessagingServiceSid", "");
    if (!service.isBlank()) {
      return named(service);
    }
    return settings.senders().stream().anyMatch(StubSettings::isService)
        ? Addressee.none()
        : named(StubSettings.withPlus(number));
  }

  private Addressee named(String sender) {
    return new Addressee(settings.senderKey(sender), settings.accountSid());
  }

  private boolean authentic(URI url, Map<String, String> form, String signature) {
    return SecretComparison.equal(signer.signature(url, form), signature);
  }

  private List<ChannelEvent> events(URI url, Map<String, String> form, String body) {
    boolean named = !form.getOrDefault("MessageSid", "").isBlank();
    if (named && form.containsKey("MessageStatus")) {
      return List.of(
          CallbackForm.status(form, clock.instant(), body, CallbackForm.referenceIn(url)));
    }
    if (IncomingForm.isOne(form)) {
      return IncomingForm.events(form, clock.instant(), body);
    }
    String key = UUID.nameUUIDFromBytes(body.getBytes(StandardCharsets.UTF_8)).toString();
    return List.of(
        new Unrecognized(
            key, clock.instant(), body, "The form is neither a status callback nor a message"));
  }
}
