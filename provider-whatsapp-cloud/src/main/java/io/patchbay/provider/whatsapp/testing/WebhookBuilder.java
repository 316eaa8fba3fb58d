package io.patchbay.provider.whatsapp.testing;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.patchbay.channel.WebhookRequest;
import java.net.URI;
import java.time.Instant;
import java.util.Map;

/**
 * Builds the request that Meta posts to a webhook, for tests of hosts. One request holds all that
 * was added, in that order:
 *
 * <pre>{@code
 * WebhookRequest request =
 *     WebhookBuilder.of("109876543210123")
 *         .status("wamid.1", "delivered")
 *         .text("wamid.2", "14155550123", "STOP")
 *         .signed(WebhookSigner.of(appSecret), webhookAddress);
 * }</pre>
 *
 * <p>Not thread-safe. {@code toString} shows nothing of the contents.
 *
 * @see <a
 *     href="https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/overview">Webhooks</a>
 */
public final class WebhookBuilder {
  private static final String MESSAGES = "messages";

  private final String phoneNumberId;
  private final JsonArray changes = new JsonArray();
  private String businessAccountId = "102290129340398";
  private Instant at = Instant.parse("2026-01-01T12:00:00Z");

  private WebhookBuilder(String phoneNumberId) {
    this.phoneNumberId = phoneNumberId;
  }

  /**
   * Starts a request of the usual account, at noon of the first of January 2026.
   *
   * @param phoneNumberId the number of the business that it concerns
   */
  public static WebhookBuilder of(String phoneNumberId) {
    return new WebhookBuilder(phoneNumberId);
  }

  /** Sets the account. */
  public WebhookBuilder businessAccountId(String id) {
    businessAccountId = id;
    return this;
  }

  /** Sets the time of what is added from now on, in whole seconds. */
  public WebhookBuilder at(Instant time) {
    at = time;
    return this;
  }

  /**
   * Adds a status without our reference.
   *
   * @param word {@code sent}, {@code delivered}, {@code read}, {@code played} or another
   */
  public WebhookBuilder status(String messageId, String word) {
    return item("statuses", statusOf(messageId, word));
  }

  /** Adds a status that echoes our reference. */
  public WebhookBuilder status(String messageId, String word, String reference) {
    JsonObject status = statusOf(messageId, word);
    status.addProperty("biz_opaque_callback_data", reference);
    return item("statuses", status);
  }

  /** Adds the status {@code failed} with one error. */
  public WebhookBuilder failed(String messageId, int code, String title) {
    JsonObject error = new JsonObject();
    error.addProperty("code", code);
    error.addProperty("title", title);
    JsonObject status = statusOf(messageId, "failed");
    status.add("errors", array(error));
    return item("statuses", status);
  }

  private JsonObject statusOf(String messageId, String word) {
    JsonObject status = new JsonObject();
    status.addProperty("id", messageId);
    status.addProperty("status", word);
    status.addProperty("timestamp", seconds());
    return status;
  }

  /**
   * Adds a text that somebody wrote.
   *
   * @param from digits
   */
  public WebhookBuilder text(String messageId, String from, String body) {
    JsonObject part = new JsonObject();
    part.addProperty("body", body);
    return message(messageId, from, "text", part.toString());
  }

  /** Adds a text that answers a message of the business. */
  public WebhookBuilder reply(String messageId, String from, String body, String inReplyTo) {
    JsonObject context = new JsonObject();
    context.addProperty("id", inReplyTo);
    JsonObject part = new JsonObject();
    part.addProperty("body", body);
    JsonObject message = messageOf(messageId, from, "text", part);
    message.add("context", context);
    return item(MESSAGES, message);
  }

  /**
   * Adds a message of any kind.
   *
   * @param type such as {@code image}
   * @param json the value of the field of that name, for example <code>{"id":"1"}</code>
   */
  public WebhookBuilder message(String messageId, String from, String type, String json) {
    return item(MESSAGES, messageOf(messageId, from, type, parsed(json)));
  }

  private JsonObject messageOf(String messageId, String from, String type, JsonElement part) {
    JsonObject message = new JsonObject();
    message.addProperty("from", from);
    message.addProperty("id", messageId);
    message.addProperty("timestamp", seconds());
    message.addProperty("type", type);
    message.add(type, part);
    return message;
  }

  /** Adds that somebody has another number from now on. */
  public WebhookBuilder numberChanged(String messageId, String before, String after) {
    JsonObject system = new JsonObject();
    system.addProperty("type", "user_changed_number");
    system.addProperty("wa_id", after);
    return message(messageId, before, "system", system.toString());
  }

  /** Adds that somebody stopped advertising, or wants it again. */
  public WebhookBuilder marketing(String person, boolean wanted) {
    JsonObject preference = new JsonObject();
    preference.addProperty("wa_id", person);
    preference.addProperty("category", "marketing_messages");
    preference.addProperty("value", wanted ? "resume" : "stop");
    preference.addProperty("timestamp", seconds());
    return change("user_preferences", valueWith("user_preferences", preference));
  }

  /**
   * Adds news about the account.
   *
   * @param field such as {@code message_template_status_update}
   * @param json the value, a JSON object
   */
  public WebhookBuilder news(String field, String json) {
    return change(field, parsed(json));
  }

  private WebhookBuilder item(String list, JsonObject item) {
    return change(MESSAGES, valueWith(list, item));
  }

  private JsonObject valueWith(String list, JsonObject item) {
    JsonObject metadata = new JsonObject();
    metadata.addProperty("phone_number_id", phoneNumberId);
    JsonObject value = new JsonObject();
    value.addProperty("messaging_product", "whatsapp");
    value.add("metadata", metadata);
    value.add(list, array(item));
    return value;
  }

  private WebhookBuilder change(String field, JsonElement value) {
    JsonObject change = new JsonObject();
    change.add("value", value);
    change.addProperty("field", field);
    changes.add(change);
    return this;
  }

  private String seconds() {
    return Long.toString(at.getEpochSecond());
  }

  private static JsonArray array(JsonObject only) {
    JsonArray array = new JsonArray(1);
    array.add(only);
    return array;
  }

  private static JsonElement parsed(String json) {
    try {
      return JsonParser.parseString(json);
    } catch (JsonParseException e) {
      throw new IllegalArgumentException("A part of a webhook must be JSON", e);
    }
  }

  /** The body as it stands now. */
  public String body() {
    JsonObject entry = new JsonObject();
    entry.addProperty("id", businessAccountId);
    entry.addProperty("time", at.getEpochSecond());
    entry.add("changes", changes.deepCopy());
    JsonObject body = new JsonObject();
    body.addProperty("object", "whatsapp_business_account");
    body.add("entry", array(entry));
    return body.toString();
  }

  /**
   * The signed request.
   *
   * @param address the public address of the webhook
   */
  public WebhookRequest signed(WebhookSigner signer, URI address) {
    return signer.request(address, body());
  }

  @Override
  public String toString() {
    return "WebhookBuilder" + Map.of("changes", changes.size());
  }
}
