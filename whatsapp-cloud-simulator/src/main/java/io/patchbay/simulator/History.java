package io.patchbay.simulator;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of the newest messages, as the platform remembers it whether or not a webhook got
 * through: {@value #ROOM} of them, each with the statuses that have fallen due. Thread-safe; {@code
 * lock} guards the entries.
 */
final class History {
  /** A message and its statuses. */
  record Entry(String id, String wamid, String phoneNumberId, List<Event> events) {}

  /**
   * One status.
   *
   * @param at in seconds since 1970
   */
  record Event(String id, String status, long at, @Nullable String error) {}

  private static final int ROOM = 20_000;
  private static final int EVENTS = 10;

  private final Object lock = new Object();
  private final Map<String, Entry> byWamid = new LinkedHashMap<>();
  private final Map<String, Entry> byId = new LinkedHashMap<>();
  private final Identifiers identifiers;

  History(Identifiers identifiers) {
    this.identifiers = identifiers;
  }

  void accepted(AcceptedMessage message) {
    Entry entry =
        new Entry(
            identifiers.number(),
            message.wamid(),
            message.number().phoneNumberId(),
            new ArrayList<>());
    synchronized (lock) {
      byWamid.put(entry.wamid(), entry);
      byId.put(entry.id(), entry);
      if (byId.size() > ROOM) {
        Entry oldest = byId.values().iterator().next();
        byId.remove(oldest.id());
        byWamid.remove(oldest.wamid());
      }
    }
  }

  /** Takes down a webhook's item whose time has come; what is no status is left alone. */
  void due(Change change) {
    JsonObject item = change.item();
    if (!change.list().equals("statuses")) {
      return;
    }
    String status = item.get("status").getAsString().toUpperCase(Locale.ROOT);
    String error =
        item.has("errors")
            ? item.getAsJsonArray("errors").get(0).getAsJsonObject().get("title").getAsString()
            : null;
    long at = Long.parseLong(item.get("timestamp").getAsString());
    Event event = new Event(identifiers.number(), status, at, error);
    synchronized (lock) {
      Entry entry = byWamid.get(item.get("id").getAsString());
      if (entry != null
          && entry.events().size() < EVENTS
          && entry.events().stream().noneMatch(known -> known.status().equals(status))) {
        entry.events().add(event);
      }
    }
  }

  boolean has(String id) {
    return byId(id) != null;
  }

  @Nullable Entry byId(String id) {
    synchronized (lock) {
      return copy(byId.get(id));
    }
  }

  /** The messages of a number, or the one of an id. */
  List<Entry> of(String phoneNumberId, @Nullable String wamid) {
    synchronized (lock) {
      return byWamid.values().stream()
          .filter(entry -> entry.phoneNumberId().equals(phoneNumberId))
          .filter(entry -> wamid == null || entry.wamid().equals(wamid))
          .map(History::copy)
          .toList();
    }
  }

  private static @Nullable Entry copy(@Nullable Entry entry) {
    return entry == null
        ? null
        : new Entry(entry.id(), entry.wamid(), entry.phoneNumberId(), List.copyOf(entry.events()));
  }
}
