package io.patchbay.simulator;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.patchbay.simulator.Reaction.Answer;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * {@code GET /{phone-number-id}?fields=...}: what health checks ask. Fields as in Meta's reference
 * of the node.
 */
record PhoneNumberEndpoint(Directory directory, int messagesPerSecond) implements Endpoint {
  private static final String USUAL_FIELDS = "id,display_phone_number,verified_name,quality_rating";

  /** The throughput of a number that was never raised; above it the level is another. */
  private static final int STANDARD = 80;

  @Override
  public Reaction handle(GraphRequest request) {
    SimulatedNumber number = directory.number("get", request.objectId());
    Map<String, JsonElement> known = fields(number);
    JsonObject answer = new JsonObject();
    for (String field : request.query().getOrDefault("fields", USUAL_FIELDS).split(",", -1)) {
      JsonElement value = known.get(field.strip());
      if (value == null) {
        throw new Refusal(
            GraphErrors.badParameter("Tried accessing nonexisting field (" + field.strip() + ")"));
      }
      answer.add(field.strip(), value);
    }
    answer.addProperty("id", number.phoneNumberId());
    return Answer.json(200, answer);
  }

  private Map<String, JsonElement> fields(SimulatedNumber number) {
    JsonObject throughput = new JsonObject();
    throughput.addProperty("level", messagesPerSecond > STANDARD ? "HIGH" : "STANDARD");
    Map<String, JsonElement> fields = new LinkedHashMap<>();
    fields.put("id", new JsonPrimitive(number.phoneNumberId()));
    fields.put("display_phone_number", new JsonPrimitive(number.displayPhoneNumber()));
    fields.put("verified_name", new JsonPrimitive(number.verifiedName()));
    fields.put("quality_rating", new JsonPrimitive("GREEN"));
    fields.put("throughput", throughput);
    fields.put("status", new JsonPrimitive("CONNECTED"));
    fields.put("name_status", new JsonPrimitive("APPROVED"));
    fields.put("code_verification_status", new JsonPrimitive("VERIFIED"));
    fields.put("platform_type", new JsonPrimitive("CLOUD_API"));
    fields.put(
        "account_mode", new JsonPrimitive(directory.allowList().isEmpty() ? "LIVE" : "SANDBOX"));
    fields.put("whatsapp_business_manager_messaging_limit", new JsonPrimitive("TIER_100K"));
    return fields;
  }
}
