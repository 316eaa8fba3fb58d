package io.patchbay.simulator;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.patchbay.simulator.Reaction.Answer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * {@code GET}, {@code POST} and {@code DELETE /{phone-number-id}/block_users}. A person who is
 * blocked gets no messages (130403).
 *
 * @param blocked the WhatsApp ids that each number has blocked
 * @see <a href="https://developers.facebook.com/docs/whatsapp/cloud-api/block-users">Blocking</a>
 */
record BlockEndpoints(PerNumber<Set<String>> blocked) {
  private static final int MOST_AT_ONCE = 1_000;
  private static final int ROOM = 64_000;

  BlockEndpoints() {
    this(new PerNumber<>(() -> Collections.synchronizedSet(new LinkedHashSet<>())));
  }

  boolean isBlocked(String phoneNumberId, String waId) {
    return blocked.of(phoneNumberId).contains(waId);
  }

  Reaction list(GraphRequest request) {
    Set<String> all = blocked.of(request.objectId());
    List<String> rows;
    synchronized (all) {
      rows = new ArrayList<>(all);
    }
    return Answer.json(
        200,
        Paging.page(
            request,
            rows,
            waId -> waId,
            waId -> {
              JsonObject person = new JsonObject();
              person.addProperty("messaging_product", "whatsapp");
              person.addProperty("wa_id", waId);
              return person;
            }));
  }

  Reaction block(GraphRequest request) {
    List<String> people = people(request);
    Set<String> all = blocked.of(request.objectId());
    if (all.size() + people.size() > ROOM) {
      throw new Refusal(
          GraphErrors.invalidParameter("At most " + ROOM + " people can be blocked."));
    }
    people.forEach(person -> all.add(waId(person)));
    return answer("added_users", people);
  }

  Reaction unblock(GraphRequest request) {
    List<String> people = people(request);
    people.forEach(person -> blocked.of(request.objectId()).remove(waId(person)));
    return answer("removed_users", people);
  }

  private static String waId(String person) {
    return WaIds.of(WaIds.digits(person));
  }

  private static List<String> people(GraphRequest request) {
    MessageBody body = request.json();
    SendReader.checkProduct(body.string("messaging_product"));
    return Part.whole(body.json()).objects("block_users", 1, MOST_AT_ONCE).stream()
        .map(BlockEndpoints::person)
        .toList();
  }

  private static String person(Part element) {
    String user = element.text("user", 64);
    if (!MessageTarget.isPhoneNumber(user)) {
      throw new Refusal(
          GraphErrors.badValue("Param " + element.param("user") + " is not a phone number."));
    }
    return user;
  }

  private static Answer answer(String list, List<String> people) {
    JsonArray done = new JsonArray(people.size());
    for (String person : people) {
      JsonObject entry = new JsonObject();
      entry.addProperty("input", person);
      entry.addProperty("wa_id", waId(person));
      done.add(entry);
    }
    JsonObject users = new JsonObject();
    users.add(list, done);
    JsonObject answer = new JsonObject();
    answer.addProperty("messaging_product", "whatsapp");
    answer.add("block_users", users);
    return Answer.json(200, answer);
  }
}
