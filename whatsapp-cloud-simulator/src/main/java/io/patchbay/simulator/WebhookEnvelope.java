package io.patchbay.simulator;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Wraps items the way the platform's webhooks do: object, entries, changes, value. */
final class WebhookEnvelope {
  private record Group(String accountId, SimulatedNumber number, String field, String list) {}

  private WebhookEnvelope() {}

  static byte[] of(List<Change> changes, WebhookBatch shape) {
    JsonArray entries = new JsonArray();
    items(changes.stream().filter(change -> !change.isNews()).toList(), shape, entries);
    changes.stream().filter(Change::isNews).forEach(change -> entries.add(news(change)));
    JsonObject envelope = new JsonObject();
    envelope.addProperty("object", "whatsapp_business_account");
    envelope.add("entry", entries);
    return escaped(envelope.toString()).getBytes(StandardCharsets.US_ASCII);
  }

  private static void items(List<Change> changes, WebhookBatch shape, JsonArray entries) {
    Map<Group, List<Change>> groups = new LinkedHashMap<>();
    for (Change change : changes) {
      Group group = new Group(change.accountId(), change.number(), change.field(), change.list());
      groups.computeIfAbsent(group, g -> new ArrayList<>()).add(change);
    }
    Map<String, List<JsonObject>> accounts = new LinkedHashMap<>();
    groups.forEach(
        (group, members) -> {
          for (List<Change> part : parts(members, shape.itemsPerChange())) {
            accounts
                .computeIfAbsent(group.accountId(), a -> new ArrayList<>())
                .add(change(group, part));
          }
        });
    accounts.forEach(
        (account, members) ->
            parts(members, shape.changesPerEntry())
                .forEach(part -> entries.add(entry(account, part))));
  }

  /** News have an entry of their own, because the entry tells their time. */
  private static JsonObject news(Change news) {
    JsonObject change = new JsonObject();
    change.add("value", news.item().get("value"));
    change.addProperty("field", news.field());
    JsonObject entry = entry(news.accountId(), List.of(change));
    entry.add("time", news.item().get("time"));
    return entry;
  }

  private static JsonObject entry(String account, List<JsonObject> changes) {
    JsonObject entry = new JsonObject();
    entry.addProperty("id", account);
    entry.add("changes", array(changes));
    return entry;
  }

  private static JsonObject change(Group group, List<Change> members) {
    JsonObject metadata = new JsonObject();
    metadata.addProperty("display_phone_number", group.number().displayDigits());
    metadata.addProperty("phone_number_id", group.number().phoneNumberId());
    JsonObject value = new JsonObject();
    value.addProperty("messaging_product", "whatsapp");
    value.add("metadata", metadata);
    Set<JsonObject> contacts = new LinkedHashSet<>();
    for (Change member : members) {
      JsonObject contact = member.contact();
      if (contact != null) {
        contacts.add(contact);
      }
    }
    if (!contacts.isEmpty()) {
      value.add("contacts", array(List.copyOf(contacts)));
    }
    value.add(group.list(), array(members.stream().map(Change::item).toList()));
    JsonObject change = new JsonObject();
    change.add("value", value);
    change.addProperty("field", group.field());
    return change;
  }

  private static JsonArray array(List<JsonObject> elements) {
    JsonArray array = new JsonArray(elements.size());
    elements.forEach(array::add);
    return array;
  }

  private static <T> List<List<T>> parts(List<T> all, int size) {
    List<List<T>> parts = new ArrayList<>();
    for (int from = 0; from < all.size(); from += size) {
      parts.add(all.subList(from, Math.min(all.size(), from + size)));
    }
    return parts;
  }

  /**
   * Escapes slashes and everything outside ASCII, as the platform does. A receiver that verifies
   * the signature over JSON which it has written anew, and not over the bytes that came, fails on
   * this.
   */
  private static String escaped(String json) {
    StringBuilder escaped = new StringBuilder(json.length() + 64);
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      if (c == '/') {
        escaped.append("\\/");
      } else if (c < 0x80) {
        escaped.append(c);
      } else {
        escaped.append("\\u").append(java.util.HexFormat.of().toHexDigits(c));
      }
    }
    return escaped.toString();
  }
}
