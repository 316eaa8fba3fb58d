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
      ways.add(
          way(
              attempt.instance().toString(),
              index(message, attempt.content()),
              attempt.outcome().error().map(SendError::category).orElseThrow()));
    }
    return ways.toString();
  }

  /**
   * The kept form of one way that was refused.
   *
   * @param instance {@code workspace/name}
   * @param content which of the message's contents, counted from 0
   */
  static String write(String instance, int content, Category category) {
    JsonArray ways = new JsonArray();
    ways.add(way(instance, content, category));
    return ways.toString();
  }

  private static JsonObject way(String instance, int content, Category category) {
    JsonObject way = new JsonObject();
    way.addProperty("instance", instance);
    way.addProperty("content", content);
    way.addProperty("category", category.name());
    return way;
  }

  /** Which of the message's contents it is, counted from 0. */
  static int index(SmsMessage message, Content content) {
    return message.contents().indexOf(content);
  }
}
