package io.patchbay.provider.whatsapp;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.patchbay.channel.ChannelEvent;
import io.patchbay.channel.Unrecognized;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * Finds every event in a webhook's body. One body holds many entries, changes, statuses and
 * messages; what one of them has wrong with it does not concern its neighbours, and what cannot be
 * read is handed on as it is.
 *
 * <p>Immutable and thread-safe.
 */
final class PayloadReader {
  private final Clock clock;
  private final StatusReader statuses;
  private final InboundReader messages;
  private final NoticeReader notices;

  PayloadReader(Clock clock, Classifier classifier) {
    this.clock = clock;
    this.statuses = new StatusReader(clock, classifier);
    this.messages = new InboundReader(clock, classifier);
    this.notices = new NoticeReader(clock, classifier);
  }

  List<ChannelEvent> read(String body) {
    JsonArray entries = Json.array(Json.object(body), "entry");
    List<ChannelEvent> events = new ArrayList<>();
    if (entries == null) {
      events.add(unrecognized(body, "no JSON object with an array of entries"));
      return events;
    }
    for (JsonElement element : entries) {
      JsonObject entry = object(element);
      JsonArray changes = Json.array(entry, "changes");
      if (entry == null || changes == null) {
        events.add(unrecognized(element.toString(), "an entry without an array of changes"));
      } else {
        changes.forEach(change -> change(change, entry, events));
      }
    }
    return events;
  }

  private void change(JsonElement element, JsonObject entry, List<ChannelEvent> events) {
    JsonObject change = object(element);
    JsonObject value = Json.object(change, "value");
    String named = Json.text(change, "field");
    String field = named == null ? "" : named;
    Function<JsonObject, String> sentence = News.of(field);
    int before = events.size();
    if (value != null && field.equals("messages")) {
      each(value, "statuses", events, status -> statuses.read(status, value, status::toString));
      each(value, "messages", events, item -> messages.read(item, value, item::toString));
    } else if (value != null && field.equals("user_preferences")) {
      each(value, field, events, item -> notices.preference(item, value, item::toString));
    } else if (value != null && sentence != null) {
      news(field, entry, value, sentence, events);
    } else {
      events.add(unrecognized(element.toString(), "no reader for the field " + named));
      return;
    }
    for (JsonElement error : Json.elements(value, "errors")) {
      events.add(guarded(error, () -> notices.error(entry, error)));
    }
    if (events.size() == before) {
      events.add(unrecognized(element.toString(), "nothing in it that has a reader"));
    }
  }

  /** News about groups come as a list; all others are one. */
  private void news(
      String field,
      JsonObject entry,
      JsonObject value,
      Function<JsonObject, String> sentence,
      List<ChannelEvent> events) {
    if (Json.array(value, "groups") == null) {
      events.add(guarded(value, () -> notices.notice(field, entry, value, sentence)));
    } else {
      each(value, "groups", events, group -> notices.notice(field, entry, group, sentence));
    }
  }

  private void each(JsonObject value, String name, List<ChannelEvent> events, Item reader) {
    for (JsonElement element : Json.elements(value, name)) {
      JsonObject item = object(element);
      events.add(
          item == null
              ? unrecognized(element.toString(), "an element of " + name + " that is no object")
              : guarded(item, () -> reader.read(item)));
    }
  }

  private ChannelEvent guarded(JsonElement element, Reading reading) {
    try {
      return reading.read();
    } catch (Unreadable e) {
      return unrecognized(element.toString(), e.reason());
    } catch (RuntimeException e) {
      return unrecognized(
          element.toString(), "reading it failed with " + e.getClass().getSimpleName());
    }
  }

  private static @Nullable JsonObject object(JsonElement element) {
    return element.isJsonObject() ? element.getAsJsonObject() : null;
  }

  private Unrecognized unrecognized(String raw, String reason) {
    return new Unrecognized(key(raw), clock.instant(), raw, reason);
  }

  /** The same part of a payload has the same key whenever it is delivered. */
  private static String key(String raw) {
    return "sha256:" + ByteString.of(raw.getBytes(StandardCharsets.UTF_8)).sha256().hex();
  }

  /** Reads one status, message, preference or group. */
  private interface Item {
    ChannelEvent read(JsonObject item) throws Unreadable;
  }

  /** Reads one item. */
  private interface Reading {
    ChannelEvent read() throws Unreadable;
  }

  /** An item lacks what its event cannot do without. */
  static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    Unreadable(String reason) {
      super(reason, null, false, false);
    }

    String reason() {
      return String.valueOf(getMessage());
    }
  }
}
