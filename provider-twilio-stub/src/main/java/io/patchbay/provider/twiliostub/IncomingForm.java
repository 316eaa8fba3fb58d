package io.patchbay.provider.twiliostub;

import io.patchbay.channel.Address;
import io.patchbay.channel.ChannelEvent;
import io.patchbay.channel.Choice;
import io.patchbay.channel.InboundContent;
import io.patchbay.channel.InboundMessage;
import io.patchbay.channel.Location;
import io.patchbay.channel.Media;
import io.patchbay.channel.PhoneNumber;
import io.patchbay.channel.PreferenceChange;
import io.patchbay.channel.Purpose;
import io.patchbay.channel.ReceivedMedia;
import io.patchbay.channel.SenderId;
import io.patchbay.channel.ShortCode;
import io.patchbay.channel.Text;
import io.patchbay.channel.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads the form that Twilio posts for a message from a person. Of several files the first is the
 * content; all of them are in the details under Twilio's names.
 *
 * <p>Twilio: <a href="https://www.twilio.com/docs/messaging/guides/webhook-request">Twilio's
 * request to your webhook URL</a>, and <a
 * href="https://www.twilio.com/docs/messaging/tutorials/advanced-opt-out">Advanced Opt-Out</a> for
 * {@code OptOutType}: {@code STOP} stops whatever the account sends to that number.
 */
final class IncomingForm {
  private static final String WHATSAPP = "whatsapp:";
  private static final String NUMBER = "[1-9][0-9]{4,14}";
  private static final int LONGEST_NUMBER = 40;

  private IncomingForm() {}

  /** Whether the form says what a message cannot do without. */
  static boolean isOne(Map<String, String> form) {
    return has(form, "MessageSid") && has(form, "From") && has(form, "To");
  }

  private static boolean has(Map<String, String> form, String name) {
    return !form.getOrDefault(name, "").isBlank();
  }

  /** Our number that the person wrote to. */
  static String to(Map<String, String> form) {
    return plain(Objects.requireNonNull(form.get("To")));
  }

  /** The message, and after it what it changes of the person's wishes. */
  static List<ChannelEvent> events(Map<String, String> form, Instant at, String raw) {
    String sid = Objects.requireNonNull(form.get("MessageSid"));
    List<Address> from = from(form);
    InboundContent content = content(form);
    String body = form.getOrDefault("Body", "");
    List<ChannelEvent> events = new ArrayList<>();
    events.add(
        new InboundMessage(
            sid,
            at,
            raw,
            sid,
            from,
            to(form),
            kind(form),
            content instanceof Choice choice ? choice.title() : body.isEmpty() ? null : body,
            has(form, "OriginalRepliedMessageSid") ? form.get("OriginalRepliedMessageSid") : null,
            content,
            details(form)));
    String wish = form.getOrDefault("OptOutType", "").toUpperCase(Locale.ROOT);
    if (wish.equals("STOP") || wish.equals("START")) {
      for (Purpose purpose : Purpose.values()) {
        String key = sid + ":" + wish + ":" + purpose;
        events.add(new PreferenceChange(key, at, raw, from, purpose, wish.equals("START")));
      }
    }
    return events;
  }

  /** Of two different numbers the sender's counts: both together would make one person of two. */
  private static List<Address> from(Map<String, String> form) {
    String sender = Objects.requireNonNull(form.get("From")).strip();
    Address from = sender.startsWith(WHATSAPP) ? person(plain(sender)) : sender(sender);
    String whatsapp = form.getOrDefault("WaId", "");
    return whatsapp.isBlank() || from instanceof PhoneNumber || from.equals(person(whatsapp))
        ? List.of(from)
        : List.of(from, person(whatsapp));
  }

  /** A person of WhatsApp: a number, or an id where the person shows none. */
  private static Address person(String text) {
    String digits = text.startsWith("+") ? text.substring(1) : text;
    return digits.matches(NUMBER) ? new PhoneNumber(digits) : new UserId(text);
  }

  /** A sender of SMS: Twilio writes numbers with a plus sign, short codes and names without. */
  private static Address sender(String text) {
    if (text.startsWith("+") && text.substring(1).matches(NUMBER)) {
      return new PhoneNumber(text.substring(1));
    }
    if (ShortCode.isOne(text)) {
      return new ShortCode(text);
    }
    return text.matches(NUMBER) ? new PhoneNumber(text) : new SenderId(text);
  }

  private static String plain(String address) {
    String stripped = address.strip();
    return stripped.startsWith(WHATSAPP) && stripped.length() > WHATSAPP.length()
        ? stripped.substring(WHATSAPP.length())
        : stripped;
  }

  private static @Nullable InboundContent content(Map<String, String> form) {
    String body = form.getOrDefault("Body", "");
    String label = form.getOrDefault("ButtonText", "");
    String payload = form.getOrDefault("ButtonPayload", "");
    if (!label.isEmpty() || !payload.isEmpty()) {
      return new Choice(
          payload.isEmpty() ? label : payload, label.isEmpty() ? payload : label, null);
    }
    if (has(form, "MediaUrl0")) {
      String type = form.get("MediaContentType0");
      return new ReceivedMedia(
          media(type == null ? "" : type),
          Objects.requireNonNull(form.get("MediaUrl0")),
          type,
          null,
          body.isEmpty() ? null : body,
          null);
    }
    if (has(form, "Latitude") && has(form, "Longitude")) {
      return location(form);
    }
    return body.isBlank() ? null : Text.of(body);
  }

  private static Media.Kind media(String type) {
    String group = type.toLowerCase(Locale.ROOT).replaceFirst("/.*", "");
    return switch (group) {
      case "image" -> Media.Kind.IMAGE;
      case "audio" -> Media.Kind.AUDIO;
      case "video" -> Media.Kind.VIDEO;
      default -> Media.Kind.DOCUMENT;
    };
  }

  private static @Nullable Location location(Map<String, String> form) {
    try {
      return new Location(
          degrees(form, "Latitude"),
          degrees(form, "Longitude"),
          form.get("Label"),
          form.get("Address"));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static double degrees(Map<String, String> form, String name) {
    String text = form.getOrDefault(name, "");
    return text.length() > LONGEST_NUMBER ? Double.NaN : Double.parseDouble(text);
  }

  /** Twilio names the kind for some channels only. */
  private static String kind(Map<String, String> form) {
    String type = form.getOrDefault("MessageType", "");
    if (!type.isBlank()) {
      return type;
    }
    return has(form, "MediaUrl0") ? "mms" : "sms";
  }

  private static Map<String, String> details(Map<String, String> form) {
    Map<String, String> details = new LinkedHashMap<>(form);
    List.of("MessageSid", "SmsSid", "SmsMessageSid", "From", "To", "Body").forEach(details::remove);
    return details;
  }
}
