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
import okio.ByteString;

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

  PayloadReader(Clock clock, Classifier classifier) {
    this.clock = clock;
    this.statuses = new StatusReader(clock, classifier);
    this.messages = new InboundReader(clock);
  }

  List<ChannelEvent> read(String body) {
    JsonObject payload = Json.object(body);
    JsonArray entries = Json.array(payload, "entry");
    List<ChannelEvent> events = new ArrayList<>();
    if (entries == null) {
      events.add(unrecognized(body, "no JSON object with an array of entries"));
      return events;
    }
    for (JsonElement entry : entries) {
      JsonArray changes =
          entry.isJsonObject() ? Json.array(entry.getAsJsonObject(), "changes") : null;
      if (changes == null) {
        events.add(unrecognized(entry.toString(), "an entry without an array of changes"));
      } else {
        changes.forEach(change -> change(change, events));
      }
    }
    return events;
  }

  private void change(JsonElement change, List<ChannelEvent> events) {
    JsonObject object = change.isJsonObject() ? change.getAsJsonObject() : null;
    JsonObject value = Json.object(object, "value");
    String field = Json.text(object, "field");
    if (value == null || !"messages".equals(field)) {
      events.add(unrecognized(change.toString(), "no reader for the field " + field));
      return;
    }
    int before = events.size();
    each(value, "statuses", events, status -> statuses.read(status, value));
    each(value, "messages", events, message -> messages.read(message, value));
    each(
        value,
        "errors",
        events,
        error -> unrecognized(error.toString(), "an error of the account"));
    if (events.size() == before) {
      events.add(unrecognized(change.toString(), "neither statuses nor messages"));
    }
  }

  private void each(JsonObject value, String name, List<ChannelEvent> events, Item reader) {
    for (JsonElement element : Json.elements(value, name)) {
      events.add(item(name, element, reader));
    }
  }

  private ChannelEvent item(String name, JsonElement element, Item reader) {
    if (!element.isJsonObject()) {
      return unrecognized(element.toString(), "an element of " + name + " that is no object");
    }
    try {
      return reader.read(element.getAsJsonObject());
    } catch (Unreadable e) {
      return unrecognized(element.toString(), e.reason());
    } catch (RuntimeException e) {
      return unrecognized(
          element.toString(), "reading it failed with " + e.getClass().getSimpleName());
    }
  }

  private Unrecognized unrecognized(String raw, String reason) {
    return new Unrecognized(key(raw), clock.instant(), raw, reason);
  }

  /** The same part of a payload has the same key whenever it is delivered. */
  private static String key(String raw) {
    return "sha256:" + ByteString.of(raw.getBytes(StandardCharsets.UTF_8)).sha256().hex();
  }

  /** Reads one status or message. */
  private interface Item {
    ChannelEvent read(JsonObject item) throws Unreadable;
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
