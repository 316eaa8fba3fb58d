package io.patchbay.delivery;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.patchbay.channel.Attempt;
import io.patchbay.channel.Category;
import io.patchbay.channel.Content;
import io.patchbay.channel.InstanceId;
import io.patchbay.channel.SendError;
import io.patchbay.channel.SendOutcome;
import io.patchbay.channel.SmsMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The ways that a message was refused on and left, as they are kept between its attempts.
 * Stateless.
 */
final class Tried {
  private Tried() {}

  /** The ways as attempts, for the failover rule. One whose content is gone is left out. */
  static List<Attempt> read(@Nullable String json, SmsMessage message) {
    List<Attempt> attempts = new ArrayList<>();
    if (json == null) {
      return attempts;
    }
    for (JsonElement element : JsonParser.parseString(json).getAsJsonArray()) {
      JsonObject way = element.getAsJsonObject();
      int content = way.get("content").getAsInt();
      Category category = Category.valueOf(way.get("category").getAsString());
      InstanceId.parse(way.get("instance").getAsString())
          .filter(instance -> content < message.contents().size())
          .ifPresent(
              instance ->
                  attempts.add(
                      refused(
                          attempts.size() + 1,
                          instance,
                          message.contents().get(content),
                          category)));
    }
    return attempts;
  }

  private static Attempt refused(
      int number, InstanceId instance, Content content, Category category) {
    return new Attempt(
        number,
        instance,
        "",
        content,
        new SendOutcome.Rejected(SendError.of(category, "refused before").build()),
        Instant.EPOCH,
        Duration.ZERO);
  }

  /** The kept form of refused attempts; null when there is none. */
  static @Nullable String write(List<Attempt> attempts, SmsMessage message) {
    if (attempts.isEmpty()) {
      return null;
    }
    JsonArray ways = new JsonArray();
    for (Attempt attempt : attempts) {
      JsonObject way = new JsonObject();
      way.addProperty("instance", attempt.instance().toString());
      way.addProperty("content", index(message, attempt.content()));
      way.addProperty(
          "category", attempt.outcome().error().map(SendError::category).orElseThrow().name());
      ways.add(way);
    }
    return ways.toString();
  }

  /** Which of the message's contents it is, counted from 0. */
  static int index(SmsMessage message, Content content) {
    return message.contents().indexOf(content);
  }
}
