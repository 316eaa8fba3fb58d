package io.patchbay.provider.whatsapp.internal.graph;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.patchbay.channel.Masking;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An error as the Graph API writes it, in the answer to a call or in a webhook. Every part may be
 * missing, and some come in several shapes.
 *
 * @param type Meta's name for a kind of errors; in answers only
 * @param code Meta's code; usually a number, sometimes a string
 * @param subcode a finer code that Meta has given up maintaining
 * @param message what happened
 * @param details what in particular: the part to read beside the code
 * @param traceId what Meta's support asks for
 * @param transientFailure whether Meta says that it was a failure of its own
 */
public record GraphError(
    @Nullable String type,
    @Nullable String code,
    @Nullable String subcode,
    @Nullable String message,
    @Nullable String details,
    @Nullable String traceId,
    boolean transientFailure) {
  private static final GraphError NOTHING =
      new GraphError(null, null, null, null, null, null, false);
  private static final Pattern FRACTION = Pattern.compile("^(-?[0-9]+)\\.0+$");
  private static final Pattern WORD = Pattern.compile("[A-Za-z_]{1,40}|[0-9]{1,6}");

  /** The same error with nothing of it but single words. */
  GraphError withoutSentences() {
    return new GraphError(
        type,
        word(code),
        word(subcode),
        word(message),
        word(details),
        word(traceId),
        transientFailure);
  }

  /** A name or a short number; null stays null, and anything longer becomes its length. */
  private static @Nullable String word(@Nullable String text) {
    return text == null || WORD.matcher(text).matches() ? text : Masking.text(text);
  }

  /** Reads an error in a webhook; null when it says nothing. */
  public static @Nullable GraphError of(Node node) {
    JsonObject object = GraphJson.object(node.raw());
    String scalar = node.scalar();
    return of(object == null && scalar != null ? new JsonPrimitive(scalar) : object);
  }

  /** Reads the value of {@code error}; null when it says nothing. */
  public static @Nullable GraphError of(@Nullable JsonElement element) {
    if (element == null) {
      return null;
    }
    if (element.isJsonPrimitive()) {
      return new GraphError(null, null, null, element.getAsString(), null, null, false);
    }
    if (!element.isJsonObject()) {
      return null;
    }
    JsonObject error = element.getAsJsonObject();
    GraphError read =
        new GraphError(
            GraphJson.text(error, "type"),
            whole(GraphJson.text(error, "code")),
            whole(GraphJson.text(error, "error_subcode")),
            first(GraphJson.text(error, "message"), GraphJson.text(error, "title")),
            details(error),
            GraphJson.text(error, "fbtrace_id"),
            "true".equals(GraphJson.text(error, "is_transient")));
    return read.equals(NOTHING) ? null : read;
  }

  /** A code that was written as a fraction, {@code 131000.0}, as Meta lists it. */
  private static @Nullable String whole(@Nullable String code) {
    return code == null ? null : FRACTION.matcher(code).replaceFirst("$1");
  }

  /** Under {@code error_data}, as an object or as a bare string; else what is meant for users. */
  private static @Nullable String details(JsonObject error) {
    String details = GraphJson.text(GraphJson.object(error, "error_data"), "details");
    return first(first(details, GraphJson.text(error, "error_data")), userMessage(error));
  }

  private static @Nullable String userMessage(JsonObject error) {
    return first(
        GraphJson.text(error, "error_user_msg"), GraphJson.text(error, "error_user_title"));
  }

  private static @Nullable String first(@Nullable String one, @Nullable String other) {
    return one == null ? other : one;
  }
}
