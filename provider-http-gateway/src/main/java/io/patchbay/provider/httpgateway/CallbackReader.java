package io.patchbay.provider.httpgateway;

import io.patchbay.channel.Category;
import io.patchbay.channel.ChannelEvent;
import io.patchbay.channel.DeliveryStatus;
import io.patchbay.channel.InboundMessage;
import io.patchbay.channel.SendError;
import io.patchbay.channel.StatusUpdate;
import io.patchbay.channel.Text;
import io.patchbay.channel.Unrecognized;
import io.patchbay.support.Redaction;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes events of a callback that has been proven. Thread-safe. */
final class CallbackReader {
  private static final int LONGEST_WORD = 100;

  private final CallbackSettings settings;
  private final PhoneFormat phones;
  private final Redaction redaction;
  private final Clock clock;

  CallbackReader(CallbackSettings settings, PhoneFormat phones, Redaction redaction, Clock clock) {
    this.settings = settings;
    this.phones = phones;
    this.redaction = redaction;
    this.clock = clock;
  }

  /** The events of a text, each item one, in their order. */
  List<ChannelEvent> read(String text) {
    Document document;
    try {
      document = settings.format().read(text);
    } catch (Unreadable e) {
      return List.of(unrecognized(text, "the callback is unreadable: " + e.reason()));
    }
    List<ChannelEvent> events = new ArrayList<>();
    document.items(settings.items()).forEach(item -> events.add(event(item)));
    if (events.isEmpty()) {
      events.add(unrecognized(document.raw(), "the callback has no items"));
    }
    return events;
  }

  private ChannelEvent event(Document item) {
    String word = item.optional(settings.status().word());
    CallbackSettings.InboundFields inbound = settings.inbound();
    if (inbound.when() != null && inbound.value().equals(item.optional(inbound.when()))) {
      return inbound(item);
    }
    if (word != null) {
      return status(item, word);
    }
    return inbound.when() == null
            && item.optional(inbound.from()) != null
            && inbound.text() != null
            && item.text(inbound.text()) != null
        ? inbound(item)
        : unrecognized(item.raw(), "the item has neither a status word nor a sender and a text");
  }

  private ChannelEvent status(Document item, String word) {
    CallbackSettings.StatusFields fields = settings.status();
    String id = item.optional(fields.id());
    if (id == null) {
      return unrecognized(item.raw(), "the status names no message");
    }
    DeliveryStatus status =
        settings.words().getOrDefault(word.toLowerCase(Locale.ROOT), DeliveryStatus.OTHER);
    return new StatusUpdate(
        "status:" + id + ":" + word.toLowerCase(Locale.ROOT),
        at(item, fields.time()),
        item.raw(),
        id,
        status,
        word,
        item.optional(fields.reference()),
        phones.readAll(item.optional(fields.to())),
        status == DeliveryStatus.FAILED ? List.of(error(item, word)) : List.of(),
        Map.of());
  }

  private SendError error(Document item, String word) {
    String code = item.optional(settings.status().code());
    ErrorRule rule =
        code == null
            ? ErrorRule.of(Category.OTHER)
            : settings
                .codes()
                .getOrDefault(
                    code, settings.codes().getOrDefault("*", ErrorRule.of(Category.OTHER)));
    String text = item.optional(settings.status().text());
    return SendError.of(
            rule.category(),
            "The gateway reports '" + shortened(redaction.clean(word), LONGEST_WORD) + "'")
        .retry(rule.retry())
        .scope(rule.scope())
        .code(code == null ? null : shortened(redaction.clean(code), LONGEST_WORD))
        .details(text == null ? null : redaction.clean(text))
        .build();
  }

  private ChannelEvent inbound(Document item) {
    CallbackSettings.InboundFields fields = settings.inbound();
    String from = item.optional(fields.from());
    String text = fields.text() == null ? null : item.text(fields.text());
    if (from == null) {
      return unrecognized(item.raw(), "the message names no sender");
    }
    String id = item.optional(fields.id());
    String to = item.optional(fields.to());
    String identity = id == null ? digest(item.raw()) : id;
    return new InboundMessage(
        "inbound:" + identity,
        at(item, fields.time()),
        item.raw(),
        identity,
        phones.readAll(from),
        to == null ? "" : to,
        "text",
        text,
        null,
        text == null || text.isBlank() ? null : Text.of(text),
        Map.of());
  }

  private Instant at(Document item, @Nullable AnswerPath time) {
    return settings.times().parse(item.optional(time)).orElseGet(clock::instant);
  }

  private Unrecognized unrecognized(String raw, String reason) {
    return new Unrecognized("unreadable:" + digest(raw), clock.instant(), raw, reason);
  }

  private static String shortened(String text, int most) {
    return text.length() > most ? text.substring(0, most) : text;
  }

  private static String digest(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)),
              0,
              16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
