package io.patchbay.host.server;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.patchbay.delivery.Guarantee;
import io.patchbay.delivery.SubmitOptions;
import io.patchbay.host.delivery.MessageStory;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads when and how surely a message is to be delivered. Used once. */
final class DeliveryOptions {
  static final List<String> MEMBERS = List.of("notBefore", "expiresAt", "priority", "guarantee");

  private static final int LAST_YEAR = 9999;

  private final JsonObject json;
  private final List<Problem> problems;

  private DeliveryOptions(JsonObject json, List<Problem> problems) {
    this.json = json;
    this.problems = problems;
  }

  /**
   * Reads what a message says of it.
   *
   * @param problems where to add what is wrong
   * @return the options; something, when there are problems
   */
  static SubmitOptions read(JsonObject json, List<Problem> problems) {
    return new DeliveryOptions(json, problems).read();
  }

  private SubmitOptions read() {
    Instant notBefore = moment("notBefore");
    Instant expiresAt = moment("expiresAt");
    int priority = priority();
    Guarantee guarantee = guarantee();
    if (notBefore != null && expiresAt != null && !expiresAt.isAfter(notBefore)) {
      wrong("expiresAt", "is not after notBefore", "");
      return SubmitOptions.defaults();
    }
    return new SubmitOptions(notBefore, expiresAt, priority, guarantee);
  }

  private @Nullable Instant moment(String member) {
    JsonElement element = json.get(member);
    if (element == null) {
      return null;
    }
    if (element instanceof JsonPrimitive primitive && primitive.isString()) {
      try {
        OffsetDateTime moment = OffsetDateTime.parse(primitive.getAsString());
        if (moment.getYear() > 0 && moment.getYear() <= LAST_YEAR) {
          return moment.toInstant();
        }
      } catch (DateTimeException e) {
        // Said below, in the words of the one who wrote it.
      }
    }
    wrong(
        member,
        "is not a moment",
        "write it with its offset, for example \"2027-03-01T09:00:00+01:00\"");
    return null;
  }

  private int priority() {
    JsonElement element = json.get("priority");
    if (element == null) {
      return SubmitOptions.defaults().priority();
    }
    if (element instanceof JsonPrimitive primitive && primitive.isNumber()) {
      BigDecimal number = primitive.getAsBigDecimal();
      if (number.abs().compareTo(BigDecimal.valueOf(SubmitOptions.HIGHEST)) <= 0
          && number.stripTrailingZeros().scale() <= 0) {
        return number.intValueExact();
      }
    }
    wrong("priority", "is not a whole number from -100 to 100", "");
    return 0;
  }

  private Guarantee guarantee() {
    JsonElement element = json.get("guarantee");
    if (element == null) {
      return SubmitOptions.defaults().guarantee();
    }
    for (Guarantee one : Guarantee.values()) {
      if (element instanceof JsonPrimitive primitive
          && primitive.isString()
          && MessageStory.word(one).equals(primitive.getAsString())) {
        return one;
      }
    }
    wrong(
        "guarantee",
        "is none of "
            + String.join(
                ", ", Arrays.stream(Guarantee.values()).map(MessageStory::word).sorted().toList()),
        "");
    return SubmitOptions.defaults().guarantee();
  }

  private void wrong(String path, String message, String suggestion) {
    problems.add(new Problem(path, message, suggestion));
  }
}
