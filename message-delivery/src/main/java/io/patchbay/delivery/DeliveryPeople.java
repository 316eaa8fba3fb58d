package io.patchbay.delivery;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.patchbay.channel.Address;
import io.patchbay.delivery.store.DeliveryStore;
import io.patchbay.delivery.store.MessageRecord;
import io.patchbay.delivery.store.PersonMessage;
import io.patchbay.store.consent.PersonalData;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Lets {@code Patchbay.people()} export and erase what the queue, its history and its dead letters
 * hold of a person. Register it where Patchbay is built: {@code Patchbay.builder().personalData(new
 * DeliveryPeople(store))}.
 *
 * <p>Thread-safe.
 */
public final class DeliveryPeople implements PersonalData {
  private final DeliveryStore store;

  /** What this store holds. */
  public DeliveryPeople(DeliveryStore store) {
    this.store = store;
  }

  @Override
  public Set<String> workspaces(Collection<? extends Address> person) {
    return store.about(person, null).stream()
        .map(message -> message.record().workspace())
        .collect(Collectors.toSet());
  }

  @Override
  public List<String> about(Collection<? extends Address> person) {
    return json(store.about(person, null));
  }

  @Override
  public List<String> about(Collection<? extends Address> person, String workspace) {
    return json(store.about(person, workspace));
  }

  @Override
  public int erase(Collection<? extends Address> person) {
    return store.erase(person, null);
  }

  @Override
  public int erase(Collection<? extends Address> person, String workspace) {
    return store.erase(person, workspace);
  }

  private static List<String> json(List<PersonMessage> messages) {
    return messages.stream().map(one -> json(one).toString()).toList();
  }

  private static JsonObject json(PersonMessage message) {
    MessageRecord record = message.record();
    JsonObject object = new JsonObject();
    object.addProperty("workspace", record.workspace());
    object.addProperty("id", record.id().value());
    object.addProperty("state", record.state().name());
    if (record.progress() != null) {
      object.addProperty("progress", record.progress().name());
    }
    String body = message.body();
    if (body != null) {
      content(object, body);
    }
    JsonArray story = new JsonArray();
    record.story().forEach(line -> story.add(json(line)));
    object.add("story", story);
    return object;
  }

  /** As it is stored; a text where that is no JSON. */
  private static void content(JsonObject object, String body) {
    try {
      object.add("content", JsonParser.parseString(body));
    } catch (JsonParseException e) {
      object.addProperty("content", body);
    }
  }

  private static JsonObject json(MessageRecord.Line line) {
    JsonObject object = new JsonObject();
    object.addProperty("at", line.at().toString());
    object.addProperty("what", line.what());
    object.addProperty("instance", line.instance());
    object.addProperty("providerMessageId", line.providerMessageId());
    object.addProperty("reason", line.reason());
    return object;
  }
}
