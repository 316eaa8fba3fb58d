package io.patchbay.host.server;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;

/**
 * Something wrong in a request.
 *
 * @param path where it is, for example {@code contents[0].text.body}; empty for the whole
 * @param message what is wrong
 * @param suggestion what to write instead; empty when there is nothing to suggest
 */
record Problem(String path, String message, String suggestion) {
  static JsonArray json(List<Problem> problems) {
    JsonArray array = new JsonArray();
    for (Problem problem : problems) {
      JsonObject object = new JsonObject();
      object.addProperty("path", problem.path());
      object.addProperty("message", problem.message());
      object.addProperty("suggestion", problem.suggestion());
      array.add(object);
    }
    return array;
  }
}
