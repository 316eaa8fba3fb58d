package io.patchbay.simulator;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import io.patchbay.simulator.Reaction.Answer;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * {@code GET} and {@code POST /{phone-number-id}/whatsapp_business_profile}. The fields of a
 * profile stand in the element of {@code data} itself.
 *
 * @param profiles of each number, replaced whole when one changes
 * @see <a
 *     href="https://developers.facebook.com/docs/whatsapp/cloud-api/reference/business-profiles">Business
 *     profiles</a>
 */
record ProfileEndpoints(Map<String, JsonObject> profiles, UploadEndpoints uploads) {
  private static final String USUAL =
      "about,address,description,email,profile_picture_url,websites,vertical,messaging_product";
  private static final Map<String, Integer> TEXTS =
      Map.of("about", 139, "address", 256, "description", 512, "email", 128);
  private static final Set<String> VERTICALS =
      Set.of(
          "other",
          "auto",
          "beauty",
          "apparel",
          "edu",
          "entertain",
          "event_plan",
          "finance",
          "grocery",
          "govt",
          "hotel",
          "health",
          "nonprofit",
          "prof_services",
          "retail",
          "travel",
          "restaurant",
          "alcohol",
          "online_gambling",
          "physical_gambling",
          "otc_drugs");

  ProfileEndpoints(UploadEndpoints uploads) {
    this(new ConcurrentHashMap<>(), uploads);
  }

  Reaction get(GraphRequest request) {
    JsonObject profile = profile(request.objectId());
    JsonArray data = new JsonArray(1);
    data.add(Fields.select(profile, request.query().get("fields"), USUAL));
    JsonObject answer = new JsonObject();
    answer.add("data", data);
    return Answer.json(200, answer);
  }

  private JsonObject profile(String phoneNumberId) {
    JsonObject profile = new JsonObject();
    for (String field : USUAL.split(",", -1)) {
      profile.add(field, JsonNull.INSTANCE);
    }
    profile.addProperty("messaging_product", "whatsapp");
    profile.addProperty("vertical", "OTHER");
    profiles.getOrDefault(phoneNumberId, new JsonObject()).entrySet().stream()
        .forEach(entry -> profile.add(entry.getKey(), entry.getValue()));
    return profile;
  }

  Reaction set(GraphRequest request) {
    MessageBody body = request.json();
    SendReader.checkProduct(body.string("messaging_product"));
    JsonObject changes = changes(Part.whole(body.json()));
    profiles.merge(request.objectId(), changes, ProfileEndpoints::merged);
    return Answers.success();
  }

  private static JsonObject merged(JsonObject old, JsonObject changes) {
    JsonObject merged = old.deepCopy();
    changes.entrySet().forEach(entry -> merged.add(entry.getKey(), entry.getValue()));
    return merged;
  }

  private JsonObject changes(Part body) {
    JsonObject changes = new JsonObject();
    TEXTS.forEach(
        (field, most) -> {
          String text = body.optionalText(field, most);
          if (text != null) {
            changes.addProperty(field, text);
          }
        });
    String email = body.optionalText("email", 128);
    if (email != null && !email.isEmpty() && !email.matches("[^@\\s]+@[^@\\s]+")) {
      throw new Refusal(GraphErrors.badParameter("Param email must be a valid email address."));
    }
    if (body.has("vertical")) {
      body.choice("vertical", VERTICALS);
      changes.add("vertical", body.json().get("vertical"));
    }
    if (body.has("websites")) {
      changes.add("websites", websites(body));
    }
    String handle = body.optionalText("profile_picture_handle", 2000);
    if (handle != null) {
      if (!uploads.isHandle(handle)) {
        throw new Refusal(
            GraphErrors.badParameter("The profile picture handle is invalid or expired"));
      }
      changes.addProperty("profile_picture_url", "https://pps.whatsapp.net/v/simulated");
    }
    return changes;
  }

  private static JsonArray websites(Part body) {
    if (!(body.json().get("websites") instanceof JsonArray websites) || websites.size() > 2) {
      throw new Refusal(
          GraphErrors.badParameter("Param websites must be an array of at most 2 addresses."));
    }
    return websites;
  }
}
