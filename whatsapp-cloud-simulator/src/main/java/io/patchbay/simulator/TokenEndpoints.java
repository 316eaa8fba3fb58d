package io.patchbay.simulator;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.patchbay.simulator.Reaction.Answer;
import java.time.Instant;
import java.util.Set;

/**
 * What a token is: {@code GET /debug_token}, {@code GET /me} and {@code GET /me/permissions}.
 *
 * @see <a href="https://developers.facebook.com/docs/graph-api/reference/debug_token/">Debug
 *     token</a>
 */
record TokenEndpoints(Access access, Directory directory) {
  private static final String USER = "122100000000000001";

  Reaction inspect(GraphRequest request) {
    String token = request.query().get("input_token");
    if (token == null) {
      throw new Refusal(GraphErrors.badParameter("The parameter input_token is required."));
    }
    JsonObject data = access.isToken(token) ? known() : unknown();
    JsonObject answer = new JsonObject();
    answer.add("data", data);
    return Answer.json(200, answer);
  }

  private JsonObject known() {
    Instant expiry = access.expiry();
    JsonObject data = new JsonObject();
    data.addProperty("app_id", directory.appId());
    data.addProperty("type", "SYSTEM_USER");
    data.addProperty("application", "Patchbay Simulator");
    data.addProperty("data_access_expires_at", 0);
    data.addProperty("expires_at", expiry == null ? 0 : expiry.getEpochSecond());
    data.addProperty("is_valid", !access.isExpired());
    if (access.isExpired()) {
      data.add("error", error(GraphErrors.EXPIRED_TOKEN));
    }
    data.add("scopes", array(access.permissions()));
    JsonArray granular = new JsonArray();
    for (String permission : access.permissions()) {
      JsonObject scope = new JsonObject();
      scope.addProperty("scope", permission);
      scope.add("target_ids", array(Set.of(directory.accountId())));
      granular.add(scope);
    }
    data.add("granular_scopes", granular);
    data.addProperty("user_id", USER);
    return data;
  }

  private static JsonObject unknown() {
    JsonObject data = new JsonObject();
    data.add("error", error(GraphErrors.BAD_TOKEN));
    data.addProperty("is_valid", false);
    data.add("scopes", new JsonArray());
    return data;
  }

  private static JsonObject error(GraphError cause) {
    JsonObject error = new JsonObject();
    error.addProperty("code", cause.code());
    error.addProperty("message", cause.title());
    if (cause.subcode() != 0) {
      error.addProperty("subcode", cause.subcode());
    }
    return error;
  }

  Reaction me(GraphRequest request) {
    JsonObject node = new JsonObject();
    node.addProperty("name", "Patchbay Simulator");
    node.addProperty("id", USER);
    return Answer.json(200, Fields.select(node, request.query().get("fields"), "name,id"));
  }

  Reaction permissions(GraphRequest request) {
    JsonArray data = new JsonArray();
    for (String permission : access.permissions()) {
      JsonObject granted = new JsonObject();
      granted.addProperty("permission", permission);
      granted.addProperty("status", "granted");
      data.add(granted);
    }
    JsonObject answer = new JsonObject();
    answer.add("data", data);
    return Answer.json(200, answer);
  }

  private static JsonArray array(Set<String> words) {
    JsonArray array = new JsonArray(words.size());
    words.forEach(array::add);
    return array;
  }
}
