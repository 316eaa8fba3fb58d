package io.patchbay.simulator;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.patchbay.simulator.Reaction.Answer;
import java.util.concurrent.atomic.AtomicReference;

/**
 * {@code GET /{business-account-id}}, and the app's webhook subscription at {@code
 * /{business-account-id}/subscribed_apps}.
 *
 * @param subscription what the app has subscribed with; null while it has not
 */
record AccountEndpoints(
    Directory directory, FieldAnswers answers, AtomicReference<JsonObject> subscription) {
  private static final String USUAL = "id,name,timezone_id,message_template_namespace";

  Reaction get(GraphRequest request) {
    JsonObject node = new JsonObject();
    node.addProperty("id", directory.accountId());
    node.addProperty("name", "Patchbay Simulator");
    node.addProperty("timezone_id", "1");
    node.addProperty("message_template_namespace", "00000000_0000_0000_0000_000000000000");
    node.addProperty("account_review_status", "APPROVED");
    node.addProperty("business_verification_status", "verified");
    node.addProperty("country", "US");
    node.addProperty("currency", "USD");
    node.addProperty("ownership_type", "SELF");
    node.addProperty("primary_business_location", "US");
    node.addProperty("status", "ACTIVE");
    node.addProperty("whatsapp_business_manager_messaging_limit", "TIER_100K");
    node.add("health_status", Health.status(directory, "WABA", directory.accountId(), true));
    return Answer.json(
        200,
        Fields.select(
            answers.onto(directory.accountId(), node), request.query().get("fields"), USUAL));
  }

  Reaction subscriptions(GraphRequest request) {
    JsonArray data = new JsonArray();
    JsonObject present = subscription.get();
    if (present != null) {
      data.add(present);
    }
    JsonObject answer = new JsonObject();
    answer.add("data", data);
    return Answer.json(200, answer);
  }

  /** The body is optional; it may name a callback of its own, which is remembered and not used. */
  Reaction subscribe(GraphRequest request) {
    JsonObject app = new JsonObject();
    app.addProperty("id", directory.appId());
    app.addProperty("name", "Patchbay Simulator");
    app.addProperty("link", "https://www.facebook.com/games/?app_id=" + directory.appId());
    JsonObject entry = new JsonObject();
    if (request.body().length > 0) {
      Part body = Part.whole(request.json().json());
      String callback = body.optionalText("override_callback_uri", 2000);
      if (callback != null) {
        MediaCheck.checkLink(body, "override_callback_uri", callback);
        body.text("verify_token", 200);
        entry.addProperty("override_callback_uri", callback);
      }
    }
    entry.add("whatsapp_business_api_data", app);
    subscription.set(entry);
    return Answers.success();
  }

  Reaction unsubscribe(GraphRequest request) {
    subscription.set(null);
    return Answers.success();
  }
}
