package io.patchbay.simulator;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message that the simulator has taken: what its statuses have to say about it.
 *
 * @param recipientId the WhatsApp id or group id; null when only the user id is known
 * @param category what it costs as: {@code service} for everything but templates
 * @param userId the business-scoped user id; null when it was addressed otherwise
 */
record AcceptedMessage(
    String wamid,
    Instant at,
    String accountId,
    SimulatedNumber number,
    @Nullable String recipientId,
    @Nullable String userId,
    String category,
    @Nullable String callbackData) {

  /**
   * The webhook item that reports one step. Failed statuses name no contact and no price, as on the
   * platform.
   */
  Change status(StatusScript.Step step, Instant when) {
    GraphError error = step.error();
    JsonObject status = new JsonObject();
    status.addProperty("id", wamid);
    status.addProperty("status", step.status());
    status.addProperty("timestamp", Long.toString(when.getEpochSecond()));
    if (recipientId != null) {
      status.addProperty("recipient_id", recipientId);
    }
    if (userId != null && error == null) {
      status.addProperty("recipient_user_id", userId);
    }
    if (error == null) {
      status.add("pricing", pricing());
    } else {
      JsonArray errors = new JsonArray(1);
      errors.add(error.inStatus());
      status.add("errors", errors);
    }
    if (callbackData != null) {
      status.addProperty("biz_opaque_callback_data", callbackData);
    }
    return new Change(
        accountId, number, "messages", "statuses", status, error == null ? contact() : null);
  }

  /** Since July 2025 the price is per message; {@code conversation} is gone as of v24.0. */
  private JsonObject pricing() {
    JsonObject pricing = new JsonObject();
    boolean template = !category.equals(Send.SERVICE);
    pricing.addProperty("billable", template);
    pricing.addProperty("pricing_model", "PMP");
    pricing.addProperty("category", category);
    pricing.addProperty("type", template ? "regular" : "free_customer_service");
    return pricing;
  }

  private JsonObject contact() {
    JsonObject contact = new JsonObject();
    if (recipientId != null) {
      contact.addProperty("wa_id", recipientId);
    }
    if (userId != null) {
      contact.addProperty("user_id", userId);
    }
    return contact;
  }
}
