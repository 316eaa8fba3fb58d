package io.patchbay.simulator;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

/**
 * The field {@code health_status}: whether messages can be sent, and which of the objects that it
 * takes stands in the way.
 */
final class Health {
  private Health() {}

  /** The health of a number or an account, with those of the account and the app around it. */
  static JsonObject status(Directory directory, String type, String id, boolean available) {
    JsonArray entities = new JsonArray();
    entities.add(entity(type, id, available));
    if (!type.equals("WABA")) {
      entities.add(entity("WABA", directory.accountId(), true));
    }
    entities.add(entity("APP", directory.appId(), true));
    JsonObject status = new JsonObject();
    status.addProperty("can_send_message", word(available));
    status.add("entities", entities);
    return status;
  }

  private static JsonObject entity(String type, String id, boolean available) {
    JsonObject entity = new JsonObject();
    entity.addProperty("entity_type", type);
    entity.addProperty("id", id);
    entity.addProperty("can_send_message", word(available));
    if (!available) {
      JsonObject error = new JsonObject();
      error.addProperty("error_code", 141000);
      error.addProperty("error_description", "The phone number is not registered.");
      error.addProperty("possible_solution", "Register the phone number.");
      JsonArray errors = new JsonArray(1);
      errors.add(error);
      entity.add("errors", errors);
    }
    return entity;
  }

  private static String word(boolean available) {
    return available ? "AVAILABLE" : "BLOCKED";
  }
}
