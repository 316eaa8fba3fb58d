package io.patchbay.host.console;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;

/** Writes the machine-readable results. */
public final class Json {
  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

  private Json() {}

  /** The text of a result, without a line end. */
  public static String text(JsonElement result) {
    return GSON.toJson(result);
  }
}
