package io.patchbay.content;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Texts, numbers, truth values, and what is written as one of them.
 *
 * @param type its JSON type
 * @param limits what JSON Schema says of it beside the type
 * @param wanted what it is, for people
 * @param parse makes the value; an exception says that it is not what is wanted
 */
record ScalarForm(
    Json type, JsonObject limits, String wanted, Function<JsonPrimitive, Object> parse)
    implements JsonForm {
  /** A JSON type, and how to write one. */
  enum Json {
    STRING("a text", "write it in quotes"),
    NUMBER("a number", "write it without quotes"),
    INTEGER("a whole number", "write it without quotes"),
    BOOLEAN("a truth value", "true or false, without quotes");

    private final String shown;
    private final String hint;

    Json(String shown, String hint) {
      this.shown = shown;
      this.hint = hint;
    }

    private boolean is(JsonPrimitive value) {
      return switch (this) {
        case STRING -> value.isString();
        case NUMBER, INTEGER -> value.isNumber();
        case BOOLEAN -> value.isBoolean();
      };
    }
  }

  /** The format "duration" has no fractions of seconds. */
  private static final String DURATION =
      "^P(?!$)(-?[0-9]+D)?(T(?=[-0-9])(-?[0-9]+H)?(-?[0-9]+M)?(-?[0-9]+(\\.[0-9]{1,9})?S)?)?$";

  private static final Map<Class<?>, ScalarForm> ALL = all();

  private static Map<Class<?>, ScalarForm> all() {
    Map<Class<?>, ScalarForm> all = new HashMap<>();
    all.put(String.class, text("", "", "a text", text -> text));
    all.put(
        URI.class,
        text("format", "uri-reference", "an address such as https://example.com/", URI::create));
    all.put(Duration.class, text("pattern", DURATION, "a time such as PT10M", Duration::parse));
    all.put(
        Instant.class,
        text("format", "date-time", "a time such as 2026-01-31T12:00:00Z", Instant::parse));
    all.put(LocalDate.class, text("format", "date", "a date such as 2026-01-31", LocalDate::parse));
    all.put(
        BigDecimal.class,
        new ScalarForm(Json.NUMBER, new JsonObject(), "a number", ScalarForm::decimal));
    ScalarForm truth =
        new ScalarForm(
            Json.BOOLEAN, new JsonObject(), "a truth value", JsonPrimitive::getAsBoolean);
    all.put(boolean.class, truth);
    all.put(Boolean.class, truth);
    ScalarForm small =
        whole(Integer.MIN_VALUE, Integer.MAX_VALUE, value -> decimal(value).intValueExact());
    all.put(int.class, small);
    all.put(Integer.class, small);
    ScalarForm large =
        whole(Long.MIN_VALUE, Long.MAX_VALUE, value -> decimal(value).longValueExact());
    all.put(long.class, large);
    all.put(Long.class, large);
    ScalarForm fraction =
        new ScalarForm(
            Json.NUMBER,
            new JsonObject(),
            "a number that fits",
            value -> finite(value.getAsDouble()));
    all.put(double.class, fraction);
    all.put(Double.class, fraction);
    return Map.copyOf(all);
  }

  private static ScalarForm text(
      String keyword, String limit, String wanted, Function<String, Object> parse) {
    JsonObject limits = new JsonObject();
    if (!keyword.isEmpty()) {
      limits.addProperty(keyword, limit);
    }
    return new ScalarForm(Json.STRING, limits, wanted, value -> parse.apply(value.getAsString()));
  }

  private static ScalarForm whole(long least, long most, Function<JsonPrimitive, Object> parse) {
    JsonObject limits = new JsonObject();
    limits.addProperty("minimum", least);
    limits.addProperty("maximum", most);
    return new ScalarForm(
        Json.INTEGER, limits, "a whole number from " + least + " to " + most, parse);
  }

  private static BigDecimal decimal(JsonPrimitive value) {
    return value.getAsBigDecimal();
  }

  private static double finite(double value) {
    if (Double.isInfinite(value)) {
      throw new ArithmeticException("out of range");
    }
    return value;
  }

  /** The form of a type; null when it is none of these. */
  static @Nullable ScalarForm of(Class<?> type) {
    return ALL.get(type);
  }

  @Override
  public @Nullable Object read(String path, JsonElement json, Reading reading) {
    if (!(json instanceof JsonPrimitive value) || !type.is(value)) {
      return reading.notA(type.shown, path, json, type.hint);
    }
    try {
      return parse.apply(value);
    } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
      return reading.wrong(path, "is not " + wanted, "");
    }
  }

  @Override
  public JsonElement write(Object value, Spelling spelling) {
    if (value instanceof Number number) {
      return new JsonPrimitive(number);
    }
    return value instanceof Boolean truth
        ? new JsonPrimitive(truth)
        : new JsonPrimitive(value.toString());
  }

  @Override
  public JsonObject schema(SchemaNames names) {
    JsonObject schema = SchemaNames.type(type.name().toLowerCase(Locale.ROOT));
    limits.asMap().forEach(schema::add);
    return schema;
  }
}
