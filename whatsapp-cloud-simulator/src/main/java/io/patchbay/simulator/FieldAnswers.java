package io.patchbay.simulator;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Fields of look-ups that a test has set, by object and name. Thread-safe. */
final class FieldAnswers {
  private final Map<String, Map<String, JsonElement>> answers = new ConcurrentHashMap<>();

  void set(String objectId, String field, JsonElement value) {
    answers.computeIfAbsent(objectId, id -> new ConcurrentHashMap<>()).put(field, value);
  }

  /** Puts what was set over what the simulator would answer itself. */
  JsonObject onto(String objectId, JsonObject known) {
    answers.getOrDefault(objectId, Map.of()).forEach(known::add);
    return known;
  }
}
