package io.patchbay.provider.whatsapp;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.patchbay.channel.Address;
import io.patchbay.channel.UserId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts together the addresses by which a webhook names a person: phone number and business-scoped
 * user id, either of which may be missing, in the item itself and in {@code contacts}.
 */
final class People {
  private People() {}

  /** The contact that belongs to an item: the one that names it, else the only one. */
  static @Nullable JsonObject contact(
      JsonObject value, @Nullable String phone, @Nullable String userId) {
    JsonArray contacts = Json.array(value, "contacts");
    if (contacts == null) {
      return null;
    }
    for (JsonElement element : contacts) {
      JsonObject contact = element.isJsonObject() ? element.getAsJsonObject() : null;
      if (same(phone, Json.text(contact, "wa_id")) || same(userId, Json.text(contact, "user_id"))) {
        return contact;
      }
    }
    return contacts.size() == 1 ? Json.first(value, "contacts") : null;
  }

  private static boolean same(@Nullable String one, @Nullable String other) {
    return one != null && one.equals(other);
  }

  /** A phone number serves best for an answer; not everybody shows one. */
  static List<Address> addresses(
      @Nullable String phone, @Nullable String userId, @Nullable JsonObject contact) {
    Set<Address> addresses = new LinkedHashSet<>();
    add(addresses, Addresses.phone(phone));
    add(addresses, Addresses.phone(Json.text(contact, "wa_id")));
    add(addresses, userId(userId));
    add(addresses, userId(Json.text(contact, "user_id")));
    return List.copyOf(addresses);
  }

  static @Nullable UserId userId(@Nullable String text) {
    return text == null ? null : new UserId(text);
  }

  private static void add(Set<Address> addresses, @Nullable Address address) {
    if (address != null) {
      addresses.add(address);
    }
  }
}
