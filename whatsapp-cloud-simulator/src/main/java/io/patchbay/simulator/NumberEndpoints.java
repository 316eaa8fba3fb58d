package io.patchbay.simulator;

import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import io.patchbay.simulator.Reaction.Answer;
import java.util.List;

/**
 * {@code GET /{phone-number-id}} and {@code GET /{business-account-id}/phone_numbers}: what health
 * checks ask. Fields as in Meta's reference of the node.
 */
record NumberEndpoints(
    Directory directory,
    int messagesPerSecond,
    PerNumber<Registration> registrations,
    FieldAnswers answers) {
  private static final String USUAL = "id,display_phone_number,verified_name,quality_rating";
  private static final String USUAL_IN_LISTS =
      "verified_name,code_verification_status,display_phone_number,quality_rating,platform_type,throughput,id";

  /** The throughput of a number that was never raised; above it the level is another. */
  private static final int STANDARD = 80;

  Reaction get(GraphRequest request) {
    SimulatedNumber number = directory.number("get", request.objectId());
    return Answer.json(200, Fields.select(node(number), request.query().get("fields"), USUAL));
  }

  Reaction list(GraphRequest request) {
    return Answer.json(
        200,
        Paging.page(
            request,
            List.copyOf(directory.numbers().values()),
            SimulatedNumber::phoneNumberId,
            number -> Fields.select(node(number), request.query().get("fields"), USUAL_IN_LISTS)));
  }

  private JsonObject node(SimulatedNumber number) {
    Registration registration = registrations.of(number.phoneNumberId());
    boolean registered = registration.isRegistered();
    boolean test = !directory.allowList().isEmpty();
    JsonObject throughput = new JsonObject();
    throughput.addProperty("level", messagesPerSecond > STANDARD ? "HIGH" : "STANDARD");
    JsonObject node = new JsonObject();
    node.addProperty("id", number.phoneNumberId());
    node.addProperty("display_phone_number", number.displayPhoneNumber());
    node.addProperty("verified_name", number.verifiedName());
    node.addProperty("quality_rating", "GREEN");
    node.add("throughput", throughput);
    node.addProperty("status", registered ? "CONNECTED" : "DISCONNECTED");
    node.addProperty("name_status", "APPROVED");
    node.add("new_name_status", JsonNull.INSTANCE);
    node.addProperty(
        "code_verification_status", registration.isVerified() ? "VERIFIED" : "NOT_VERIFIED");
    node.addProperty("platform_type", registered ? "CLOUD_API" : "NOT_APPLICABLE");
    node.addProperty("account_mode", test ? "SANDBOX" : "LIVE");
    node.addProperty("is_official_business_account", false);
    node.addProperty("is_pin_enabled", true);
    node.addProperty("is_on_biz_app", false);
    node.addProperty("whatsapp_business_manager_messaging_limit", test ? "TIER_250" : "TIER_100K");
    node.add(
        "health_status",
        Health.status(directory, "PHONE_NUMBER", number.phoneNumberId(), registered));
    return answers.onto(number.phoneNumberId(), node);
  }
}
