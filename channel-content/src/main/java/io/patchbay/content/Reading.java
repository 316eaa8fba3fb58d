package io.patchbay.content;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import io.patchbay.channel.Masking;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong while a text is read. Used by one thread. */
record Reading(List<ContentProblem> problems) {
  private static final int LONGEST_NAME = 64;

  /** Reports a problem; null stands for the value. */
  @Nullable Object wrong(String path, String message, String suggestion) {
    problems.add(new ContentProblem(path, message, suggestion));
    return null;
  }

  /** Reports a value of another JSON type than the wanted one. */
  @Nullable Object notA(String wanted, String path, JsonElement found, String suggestion) {
    return wrong(path, "is " + kind(found) + " and not " + wanted, suggestion);
  }

  private static String kind(JsonElement found) {
    if (found instanceof JsonPrimitive primitive) {
      return primitive.isString() ? "a text" : primitive.isNumber() ? "a number" : "true or false";
    }
    return found.isJsonNull() ? "null" : found.isJsonArray() ? "a list" : "an object";
  }

  /** The path of a member; a name may be anything where it is not one of ours. */
  static String member(String path, String name) {
    String shown = name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) + "..." : name;
    return path + "." + Masking.numbersIn(shown);
  }
}
