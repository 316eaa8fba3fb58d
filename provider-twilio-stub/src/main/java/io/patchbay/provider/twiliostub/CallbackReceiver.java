package io.patchbay.provider.twiliostub;

import io.patchbay.channel.ChannelEvent;
import io.patchbay.channel.Unrecognized;
import io.patchbay.channel.WebhookRequest;
import io.patchbay.channel.spi.WebhookReceiver;
import io.patchbay.channel.spi.WebhookResult;
import io.patchbay.provider.twiliostub.testing.CallbackSigner;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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

  private final String accountSid;
  private final CallbackSigner signer;
  private final Clock clock;

  CallbackReceiver(String accountSid, CallbackSigner signer, Clock clock) {
    this.accountSid = accountSid;
    this.signer = signer;
    this.clock = clock;
  }

  @Override
  public WebhookResult receive(WebhookRequest request) {
    if (!request.method().equals("POST")) {
      return WebhookResult.refused(405, "Twilio's callbacks are POST, not " + request.method());
    }
    String signature = request.header(CallbackSigner.HEADER).orElse("");
    if (signature.isEmpty()) {
      return WebhookResult.refused(401, "The request has no " + CallbackSigner.HEADER);
    }
    String type = request.header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
    if (!type.startsWith(CallbackSigner.CONTENT_TYPE)) {
      return WebhookResult.refused(415, "The body is not " + CallbackSigner.CONTENT_TYPE);
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
    if (!accountSid.equals(form.get("AccountSid"))) {
      return WebhookResult.refused(403, "The callback is of another account than this instance's");
    }
    return WebhookResult.accepted(events(request.publicUri(), form, body));
  }

  private boolean authentic(URI url, Map<String, String> form, String signature) {
    return MessageDigest.isEqual(
        signer.signature(url, form).getBytes(StandardCharsets.UTF_8),
        signature.getBytes(StandardCharsets.UTF_8));
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
