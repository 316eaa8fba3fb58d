package io.patchbay.simulator;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Queues what persons and the platform itself tell the business. Thread-safe. */
record InboundWebhooks(
    WebhookQueue queue,
    Directory directory,
    MediaLibrary media,
    Identifiers identifiers,
    Clock clock) {
  private static final String NO_CALLBACK =
      "No callback URL is set: give the builder or the simulator a callbackUrl";

  /** Where webhooks go. */
  URI callback() {
    URI url = queue.callback();
    if (url == null) {
      throw new IllegalStateException(NO_CALLBACK);
    }
    return url;
  }

  String messageId() {
    return identifiers.message();
  }

  long seconds() {
    return clock.instant().getEpochSecond();
  }

  JsonObject context(String inReplyTo) {
    JsonObject context = new JsonObject();
    context.addProperty("from", directory.first().displayDigits());
    context.addProperty("id", inReplyTo);
    return context;
  }

  StoredMedia store(String mimeType, byte[] bytes) {
    callback();
    return media.inbound(directory.first().phoneNumberId(), mimeType, Received.of(bytes));
  }

  /** Webhooks write the hash in Base64, look-ups in hex. */
  String hash(StoredMedia stored) {
    return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(media.served(stored)));
  }

  void message(JsonObject message, @Nullable JsonObject contact) {
    add("messages", "messages", message, contact);
  }

  void preference(JsonObject preference, JsonObject contact) {
    add("user_preferences", "user_preferences", preference, contact);
  }

  private void add(String field, String list, JsonObject item, @Nullable JsonObject contact) {
    post(new Change(directory.accountId(), directory.first(), field, list, item, contact));
  }

  /** News about the account, whose value is a whole. */
  void news(String field, JsonElement value) {
    JsonObject stamped = new JsonObject();
    stamped.addProperty("time", seconds());
    stamped.add("value", value);
    post(new Change(directory.accountId(), directory.first(), field, "", stamped, null));
  }

  private void post(Change change) {
    callback();
    queue.add(List.of(change), Duration.ZERO, () -> {});
  }
}
