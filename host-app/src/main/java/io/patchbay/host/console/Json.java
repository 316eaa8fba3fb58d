package io.patchbay.host.console;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;

/** Writes the machine-readable results. */
public final class Json {
  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

  private static final Gson LINE = new GsonBuilder().disableHtmlEscaping().create();

  private Json() {}

  /** The text of something on one line; what is null is left out. */
  public static String line(JsonElement element) {
    return LINE.toJson(element);
  }

  /** The text of a result, without a line end. */
  public static String text(JsonElement result) {
    return GSON.toJson(result);
  }
}
