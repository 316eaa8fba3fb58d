package io.patchbay.provider.twiliostub;

import io.patchbay.channel.Address;
import io.patchbay.channel.DeliveryStatus;
import io.patchbay.channel.PhoneNumber;
import io.patchbay.channel.SendError;
import io.patchbay.channel.SendOutcome;
import io.patchbay.channel.StatusUpdate;
import io.patchbay.support.FormFields;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The form that Twilio posts for a status: written for the stub's own messages, and read.
 *
 * <p>Twilio: <a href="https://www.twilio.com/docs/messaging/guides/track-outbound-message-status">
 * track the status of outbound messages</a>. The host's reference travels in the callback's query,
 * which the signature covers: Twilio has no field for it in the form.
 */
final class CallbackForm {
  /** Ten files have twenty; a map of many names that were chosen to collide is slow. */
  private static final int MOST_PARAMETERS = 300;

  private static final String REFERENCE = "reference=";

  private CallbackForm() {}

  static Map<String, String> of(String accountSid, TakenMessage message, String word) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("ApiVersion", "2010-04-01");
    form.put("MessageSid", message.sid());
    form.put("SmsSid", message.sid());
    form.put("AccountSid", accountSid);
    if (StubSettings.isService(message.from())) {
      form.put("MessagingServiceSid", message.from());
      form.put("From", MagicNumbers.VALID_FROM);
    } else {
      form.put("From", message.from());
    }
    form.put("To", message.to().e164());
    form.put("MessageStatus", word);
    form.put("SmsStatus", word);
    return form;
  }

  /** The status in a form that has a {@code MessageSid} and a {@code MessageStatus}. */
  static StatusUpdate status(
      Map<String, String> form, Instant at, String raw, @Nullable String reference) {
    Map<String, String> details = new LinkedHashMap<>(form);
    String sid = taken(details, "MessageSid");
    String word = taken(details, "MessageStatus");
    String code = details.remove("ErrorCode");
    details.remove("SmsSid");
    details.remove("SmsStatus");
    details.put(SendOutcome.Accepted.NOTHING_SENT, "true");
    DeliveryStatus status = StatusWord.meaning(word);
    List<SendError> errors =
        status == DeliveryStatus.FAILED && code != null && !code.isBlank()
            ? List.of(TwilioError.of(code))
            : List.of();
    return new StatusUpdate(
        sid + ":" + word,
        at,
        raw,
        sid,
        status,
        word,
        reference,
        address(details.remove("To")),
        errors,
        details);
  }

  private static String taken(Map<String, String> form, String name) {
    String value = form.remove(name);
    if (value == null) {
      throw new IllegalArgumentException("No " + name + " in the form");
    }
    return value;
  }

  /** The number; none for an address of another kind. */
  private static List<Address> address(@Nullable String to) {
    return to != null && to.matches("\\+[1-9][0-9]{4,14}")
        ? List.of(new PhoneNumber(to.substring(1)))
        : List.of();
  }

  /**
   * Reads a form body.
   *
   * @throws IllegalArgumentException when an escape is broken, a name comes twice or there are too
   *     many; the message quotes nothing of the body
   */
  static Map<String, String> parse(String body) {
    return FormFields.unique(body, MOST_PARAMETERS);
  }

  /** The address with the reference added to its query; an empty reference adds nothing. */
  static URI withReference(URI url, String reference) {
    if (reference.isEmpty()) {
      return url;
    }
    String separator = url.getRawQuery() == null ? "?" : "&";
    String fragment = url.getRawFragment();
    String text = url.toString();
    String base =
        fragment == null ? text : text.substring(0, text.length() - fragment.length() - 1);
    return URI.create(
        base + separator + REFERENCE + URLEncoder.encode(reference, StandardCharsets.UTF_8));
  }

  /** The reference in an address; the last one counts, because ours is added last. */
  static @Nullable String referenceIn(URI url) {
    String query = url.getRawQuery();
    String found = null;
    if (query != null) {
      for (String pair : query.split("&", -1)) {
        if (pair.startsWith(REFERENCE) && pair.length() > REFERENCE.length()) {
          found = FormFields.first(pair).get("reference");
        }
      }
    }
    return found;
  }
}
