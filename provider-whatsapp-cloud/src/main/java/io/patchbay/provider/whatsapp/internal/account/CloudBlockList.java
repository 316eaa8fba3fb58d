package io.patchbay.provider.whatsapp.internal.account;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.patchbay.channel.Address;
import io.patchbay.channel.Category;
import io.patchbay.channel.PhoneNumber;
import io.patchbay.channel.SendError;
import io.patchbay.provider.whatsapp.BlockList;
import io.patchbay.provider.whatsapp.internal.graph.Classifier;
import io.patchbay.provider.whatsapp.internal.graph.GraphError;
import io.patchbay.provider.whatsapp.internal.graph.GraphJson;
import java.util.ArrayList;
import java.util.List;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** Meta's block list over the Graph API. Thread-safe. */
final class CloudBlockList implements BlockList {
  private final AccountClient client;
  private final Classifier classifier;

  CloudBlockList(AccountClient client, Classifier classifier) {
    this.client = client;
    this.classifier = classifier;
  }

  private HttpUrl.Builder url() {
    return client.at(client.settings().phoneNumberId(), "block_users");
  }

  @Override
  public Iterable<String> list() {
    return new Pages<>(client, url().build(), person -> GraphJson.text(person, "wa_id"));
  }

  @Override
  public Result block(List<Address> people) {
    return change(people, false, "added_users");
  }

  @Override
  public Result unblock(List<Address> people) {
    return change(people, true, "removed_users");
  }

  /** When some fail the answer is a 400 that still tells who did not. */
  private Result change(List<Address> people, boolean deletion, String done) {
    AccountClient.Answer answer = client.answer(url().build(), body(people), deletion);
    JsonObject users = GraphJson.object(answer.json(), "block_users");
    if (users == null) {
      users = GraphJson.object(client.success(answer, true), "block_users");
    }
    return new Result(people(users, done), people(users, "failed_users"));
  }

  private static JsonObject body(List<Address> people) {
    JsonArray users = new JsonArray();
    for (Address person : people) {
      if (!(person instanceof PhoneNumber phone)) {
        throw AccountErrors.local(
            Category.RECIPIENT_INVALID,
            "Only phone numbers can be blocked, not a " + person.getClass().getSimpleName(),
            "Give the person's phone number.");
      }
      JsonObject user = new JsonObject();
      user.addProperty("user", phone.e164());
      users.add(user);
    }
    JsonObject body = new JsonObject();
    body.addProperty("messaging_product", "whatsapp");
    body.add("block_users", users);
    return body;
  }

  private List<Person> people(@Nullable JsonObject users, String name) {
    List<Person> people = new ArrayList<>();
    for (JsonElement element : GraphJson.elements(users, name)) {
      if (element.isJsonObject()) {
        JsonObject user = element.getAsJsonObject();
        people.add(
            new Person(GraphJson.text(user, "input"), GraphJson.text(user, "wa_id"), errors(user)));
      }
    }
    return people;
  }

  private List<SendError> errors(JsonObject user) {
    List<SendError> errors = new ArrayList<>();
    for (JsonElement element : GraphJson.elements(user, "errors")) {
      GraphError error = GraphError.of(element);
      if (error != null) {
        errors.add(classifier.failure(error));
      }
    }
    return errors;
  }
}
