package io.patchbay.simulator;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who writes to the first business number. Each call posts one signed webhook item to the
 * callback URL, batched like statuses, and returns at once.
 *
 * <p>Immutable and thread-safe. Every call throws {@link IllegalStateException} when no callback
 * URL is set.
 */
public final class SimulatedPerson {
  private final InboundWebhooks webhooks;
  private final JsonObject contact;
  private final @Nullable String phone;
  private final @Nullable String userId;
  private final @Nullable String inReplyTo;

  SimulatedPerson(
      InboundWebhooks webhooks,
      @Nullable String phone,
      @Nullable String userId,
      @Nullable String inReplyTo) {
    this.webhooks = webhooks;
    this.phone = phone;
    this.userId = userId;
    this.inReplyTo = inReplyTo;
    this.contact = new JsonObject();
    JsonObject profile = new JsonObject();
    profile.addProperty("name", "Simulated Person");
    contact.add("profile", profile);
    put(contact, "wa_id", phone);
    put(contact, "user_id", userId);
  }

  /** The same person, who shows a business-scoped user id beside the phone number. */
  public SimulatedPerson withUserId(String id) {
    return new SimulatedPerson(webhooks, phone, id, inReplyTo);
  }

  /** The same person, who from now on shows only a business-scoped user id. */
  public SimulatedPerson withUserIdOnly(String id) {
    return new SimulatedPerson(webhooks, null, id, inReplyTo);
  }

  /**
   * The same person, whose next messages answer one of the business.
   *
   * @param wamid the id of that message
   */
  public SimulatedPerson answering(String wamid) {
    return new SimulatedPerson(webhooks, phone, userId, wamid);
  }

  /** Writes a text; returns the id of the message, as all calls do. */
  public String writes(String text) {
    JsonObject part = new JsonObject();
    part.addProperty("body", text);
    return sends("text", part);
  }

  /**
   * Sends a picture, sound, film, document or sticker, which can be looked up and downloaded.
   *
   * @param kind {@code image}, {@code audio}, {@code video}, {@code document} or {@code sticker}
   * @param caption a text sent with it; null for none
   */
  public String sendsMedia(String kind, String mimeType, byte[] bytes, @Nullable String caption) {
    StoredMedia stored = webhooks.store(mimeType, bytes);
    JsonObject part = new JsonObject();
    put(part, "caption", caption);
    part.addProperty("mime_type", mimeType);
    part.addProperty("sha256", webhooks.hash(stored));
    part.addProperty("id", stored.id());
    return sends(kind, part);
  }

  /** Presses a quick-reply button of a template. */
  public String presses(String payload, String label) {
    JsonObject part = new JsonObject();
    part.addProperty("payload", payload);
    part.addProperty("text", label);
    return sends("button", part);
  }

  /** Presses a reply button of an interactive message. */
  public String choosesButton(String id, String title) {
    return chooses("button_reply", id, title, null);
  }

  /** Chooses a row of a list. */
  public String choosesRow(String id, String title, @Nullable String description) {
    return chooses("list_reply", id, title, description);
  }

  private String chooses(String type, String id, String title, @Nullable String description) {
    JsonObject reply = new JsonObject();
    reply.addProperty("id", id);
    reply.addProperty("title", title);
    put(reply, "description", description);
    JsonObject part = new JsonObject();
    part.addProperty("type", type);
    part.add(type, reply);
    return sends("interactive", part);
  }

  /**
   * Puts an emoji on a message of the business, or takes it back.
   *
   * @param emoji empty to take it back
   */
  public String reactsTo(String wamid, String emoji) {
    JsonObject part = new JsonObject();
    part.addProperty("message_id", wamid);
    put(part, "emoji", emoji.isEmpty() ? null : emoji);
    return sends("reaction", part);
  }

  /** Shares a place. */
  public String sharesLocation(double latitude, double longitude, @Nullable String name) {
    JsonObject part = new JsonObject();
    part.addProperty("latitude", latitude);
    part.addProperty("longitude", longitude);
    put(part, "name", name);
    return sends("location", part);
  }

  /** Shares a contact card. */
  public String sharesContact(String name, String number) {
    JsonObject names = new JsonObject();
    names.addProperty("formatted_name", name);
    JsonObject entry = new JsonObject();
    entry.addProperty("phone", number);
    JsonArray phones = new JsonArray(1);
    phones.add(entry);
    JsonObject card = new JsonObject();
    card.add("name", names);
    card.add("phones", phones);
    JsonArray cards = new JsonArray(1);
    cards.add(card);
    return sends("contacts", cards);
  }

  /** Sends what WhatsApp does not pass on to businesses. */
  public String sendsUnsupported() {
    JsonObject message = message("unsupported");
    JsonArray errors = new JsonArray(1);
    errors.add(
        parsed(
            "{\"code\":131051,\"title\":\"Message type unknown\",\"message\":\"Message type"
                + " unknown\",\"error_data\":{\"details\":\"Message type is currently not"
                + " supported.\"}}"));
    message.add("errors", errors);
    return post(message);
  }

  /**
   * Sends a message of any type, for those that have no method here.
   *
   * @param type such as {@code order}
   * @param json the value of the field of that name
   */
  public String sends(String type, String json) {
    return sends(type, parsed(json));
  }

  private String sends(String type, JsonElement part) {
    JsonObject message = message(type);
    message.add(type, part);
    return post(message);
  }

  /**
   * Takes another phone number; WhatsApp tells the business.
   *
   * @return the person under the new number
   */
  public SimulatedPerson changesNumberTo(String number) {
    String digits = WaIds.digits(number);
    JsonObject system = new JsonObject();
    system.addProperty("body", "User Simulated Person changed from " + phone + " to " + digits);
    system.addProperty("wa_id", digits);
    system.addProperty("type", "user_changed_number");
    JsonObject message = message("system");
    message.add("system", system);
    webhooks.message(message, null);
    return new SimulatedPerson(webhooks, digits, userId, null);
  }

  /** Stops advertising by WhatsApp's own means. */
  public void stopsMarketing() {
    prefers("stop");
  }

  /** Wants advertising again. */
  public void resumesMarketing() {
    prefers("resume");
  }

  private void prefers(String value) {
    JsonObject preference = new JsonObject();
    put(preference, "wa_id", phone);
    put(preference, "user_id", userId);
    preference.addProperty("detail", "User requested to " + value + " marketing messages");
    preference.addProperty("category", "marketing_messages");
    preference.addProperty("value", value);
    preference.addProperty("timestamp", webhooks.seconds());
    webhooks.preference(preference, contact);
  }

  private JsonObject message(String type) {
    JsonObject message = new JsonObject();
    if (inReplyTo != null) {
      message.add("context", webhooks.context(inReplyTo));
    }
    put(message, "from", phone);
    put(message, "from_user_id", userId);
    message.addProperty("id", webhooks.messageId());
    message.addProperty("timestamp", Long.toString(webhooks.seconds()));
    message.addProperty("type", type);
    return message;
  }

  private String post(JsonObject message) {
    webhooks.message(message, contact);
    return message.get("id").getAsString();
  }

  private static JsonElement parsed(String json) {
    try {
      return JsonParser.parseString(json);
    } catch (JsonParseException e) {
      throw new IllegalArgumentException("The part of a message must be JSON", e);
    }
  }

  private static void put(JsonObject object, String name, @Nullable String value) {
    if (value != null) {
      object.addProperty(name, value);
    }
  }

  /** Shows nothing of who it is. */
  @Override
  public String toString() {
    return "SimulatedPerson[...]";
  }
}
