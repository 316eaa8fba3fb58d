package io.patchbay.store.consent;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import io.patchbay.channel.Address;
import io.patchbay.channel.GroupId;
import io.patchbay.channel.PhoneNumber;
import io.patchbay.channel.Purpose;
import io.patchbay.channel.SenderId;
import io.patchbay.channel.ShortCode;
import io.patchbay.store.internal.AddressKey;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes what is held about a person. */
final class PersonJson {
  private PersonJson() {}

  static String of(
      Collection<Address> addresses,
      List<Suppression> suppressions,
      List<ConsentEntry> consents,
      Map<String, Instant> windows,
      List<String> events,
      List<String> others) {
    JsonObject person = new JsonObject();
    JsonArray known = new JsonArray();
    addresses.stream()
        .sorted((a, b) -> key(a).compareTo(key(b)))
        .map(PersonJson::address)
        .forEach(known::add);
    person.add("addresses", known);
    JsonArray stops = new JsonArray();
    suppressions.forEach(one -> stops.add(suppression(one)));
    person.add("suppressions", stops);
    JsonArray agreed = new JsonArray();
    consents.forEach(one -> agreed.add(consent(one)));
    person.add("consents", agreed);
    JsonObject written = new JsonObject();
    windows.forEach((sender, at) -> written.addProperty(sender, at.toString()));
    person.add("lastMessages", written);
    JsonArray received = new JsonArray();
    events.forEach(one -> received.add(JsonParser.parseString(one)));
    person.add("receivedEvents", received);
    JsonArray elsewhere = new JsonArray();
    others.forEach(one -> elsewhere.add(JsonParser.parseString(one)));
    person.add("heldElsewhere", elsewhere);
    return new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(person);
  }

  private static String key(Address address) {
    return AddressKey.of(address);
  }

  private static JsonObject address(Address address) {
    JsonObject object = new JsonObject();
    if (address instanceof PhoneNumber number) {
      object.addProperty("phone", number.e164());
    } else {
      object.addProperty(kind(address), address.value());
    }
    return object;
  }

  private static String kind(Address address) {
    if (address instanceof GroupId) {
      return "group";
    }
    if (address instanceof ShortCode) {
      return "shortCode";
    }
    return address instanceof SenderId ? "senderId" : "userId";
  }

  private static JsonObject suppression(Suppression one) {
    JsonObject object = new JsonObject();
    object.addProperty("workspace", one.workspace());
    Address address = one.address();
    if (address == null) {
      object.addProperty("address", "erased");
    } else {
      object.add("address", address(address));
    }
    object.addProperty("purpose", word(one.purpose()));
    object.addProperty("stopped", one.stopped());
    object.addProperty("at", one.at().toString());
    object.addProperty("by", one.by());
    return object;
  }

  private static JsonObject consent(ConsentEntry one) {
    JsonObject object = new JsonObject();
    object.addProperty("workspace", one.workspace());
    object.add("address", address(one.address()));
    JsonArray purposes = new JsonArray();
    one.purposes().stream()
        .sorted()
        .map(PersonJson::word)
        .map(JsonPrimitive::new)
        .forEach(purposes::add);
    object.add("purposes", purposes);
    object.addProperty("granted", one.granted());
    object.addProperty("at", one.at().toString());
    object.addProperty("source", one.source());
    object.addProperty("wording", one.wording());
    return object;
  }

  private static String word(Purpose purpose) {
    return purpose.name().toLowerCase(Locale.ROOT);
  }
}
