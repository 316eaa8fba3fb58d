package io.patchbay.simulator;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

/**
 * What the platform tells a business about its account. Each call posts one signed webhook, batched
 * like statuses, and returns at once; how the simulator behaves does not change.
 *
 * <p>Immutable and thread-safe. Every call throws {@link IllegalStateException} when no callback
 * URL is set.
 */
public final class SimulatedNews {
  private final InboundWebhooks webhooks;

  SimulatedNews(InboundWebhooks webhooks) {
    this.webhooks = webhooks;
  }

  /**
   * A template has another status.
   *
   * @param event such as {@code APPROVED}, {@code REJECTED} or {@code PAUSED}
   * @param reason such as {@code NONE} or {@code INVALID_FORMAT}
   */
  public void templateStatus(String name, String language, String event, String reason) {
    JsonObject value = template(name, language);
    value.addProperty("event", event);
    value.addProperty("reason", reason);
    webhooks.news("message_template_status_update", value);
  }

  /** A template has another quality, such as {@code GREEN}, {@code YELLOW} or {@code RED}. */
  public void templateQuality(String name, String language, String before, String after) {
    JsonObject value = template(name, language);
    value.addProperty("previous_quality_score", before);
    value.addProperty("new_quality_score", after);
    webhooks.news("message_template_quality_update", value);
  }

  /** A template has another category. */
  public void templateCategory(String name, String language, String before, String after) {
    JsonObject value = template(name, language);
    value.addProperty("previous_category", before);
    value.addProperty("new_category", after);
    webhooks.news("template_category_update", value);
  }

  /**
   * The first business number has another quality or limit.
   *
   * @param event such as {@code FLAGGED} or {@code DOWNGRADE}
   * @param limit such as {@code TIER_1K}
   */
  public void numberQuality(String event, String limit) {
    JsonObject value = new JsonObject();
    value.addProperty("display_phone_number", webhooks.directory().first().displayDigits());
    value.addProperty("event", event);
    value.addProperty("current_limit", limit);
    webhooks.news("phone_number_quality_update", value);
  }

  /**
   * News of any kind.
   *
   * @param field such as {@code account_update}
   * @param json the value as a JSON object
   */
  public void other(String field, String json) {
    try {
      webhooks.news(field, JsonParser.parseString(json).getAsJsonObject());
    } catch (JsonParseException | IllegalStateException e) {
      throw new IllegalArgumentException("The value of a change must be a JSON object", e);
    }
  }

  private static JsonObject template(String name, String language) {
    JsonObject value = new JsonObject();
    value.addProperty("message_template_id", 1_689_556_908_129_832L);
    value.addProperty("message_template_name", name);
    value.addProperty("message_template_language", language);
    return value;
  }
}
