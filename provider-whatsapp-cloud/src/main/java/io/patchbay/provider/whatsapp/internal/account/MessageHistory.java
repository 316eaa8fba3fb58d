package io.patchbay.provider.whatsapp.internal.account;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.patchbay.channel.StatusUpdate;
import io.patchbay.channel.spi.StatusLookup;
import io.patchbay.provider.whatsapp.internal.graph.GraphJson;
import io.patchbay.provider.whatsapp.internal.graph.Node;
import io.patchbay.provider.whatsapp.internal.webhook.ChangeContext;
import io.patchbay.provider.whatsapp.internal.webhook.PayloadReader;
import io.patchbay.provider.whatsapp.internal.webhook.StatusReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import okhttp3.HttpUrl;

/**
 * Asks what became of a message. The updates are those that webhooks would have brought, with the
 * same keys, so that whoever has had some of them already sees no doubles. Thread-safe.
 *
 * <p>The history has neither our reference nor the recipient.
 */
final class MessageHistory implements StatusLookup {
  private final AccountClient client;
  private final StatusReader reader;

  MessageHistory(AccountClient client, StatusReader reader) {
    this.client = client;
    this.reader = reader;
  }

  @Override
  public List<StatusUpdate> history(String providerMessageId) {
    HttpUrl url =
        client
            .at(client.settings().phoneNumberId(), "message_history")
            .addQueryParameter("message_id", providerMessageId)
            .addQueryParameter("fields", "id,message_id")
            .build();
    List<StatusUpdate> updates = new ArrayList<>();
    for (JsonObject entry : new Pages<>(client, url, found -> found)) {
      String history = GraphJson.text(entry, "id");
      String message = GraphJson.text(entry, "message_id");
      if (history != null && (message == null || message.equals(providerMessageId))) {
        events(history, providerMessageId, updates);
      }
    }
    updates.sort(Comparator.comparing(StatusUpdate::at));
    Map<String, StatusUpdate> first = new LinkedHashMap<>();
    updates.forEach(update -> first.putIfAbsent(update.key(), update));
    return List.copyOf(first.values());
  }

  /** Several apps may have been told of the same step; the earliest counts. */
  private void events(String history, String message, List<StatusUpdate> updates) {
    HttpUrl url =
        client
            .at(history, "events")
            .addQueryParameter(
                "fields",
                "cursor,node{id,delivery_status,error_description,occurrence_timestamp,"
                    + "status_timestamp,application}")
            .addQueryParameter("limit", "100")
            .build();
    for (JsonObject event : new Pages<>(client, url, edge -> edge)) {
      JsonObject wrapped = GraphJson.object(event, "node");
      JsonObject node = wrapped == null ? event : wrapped;
      try {
        updates.add(update(asWebhook(node, message)));
      } catch (PayloadReader.Unreadable e) {
        // An event without a status says nothing about the message.
      }
    }
  }

  private StatusUpdate update(JsonObject status) throws PayloadReader.Unreadable {
    Node parsed = Node.parse(status.toString());
    if (parsed == null) {
      throw new PayloadReader.Unreadable("nested too deep");
    }
    return reader.read(parsed, new ChangeContext(parsed));
  }

  /** In a webhook's words: those are the ones that keys are made of. */
  private static JsonObject asWebhook(JsonObject node, String message) {
    JsonObject status = node.deepCopy();
    status.addProperty("id", message);
    String word = GraphJson.text(node, "delivery_status");
    if (word != null) {
      status.addProperty("status", word.toLowerCase(Locale.ROOT));
    }
    String at = GraphJson.text(node, "occurrence_timestamp");
    if (at == null) {
      at = GraphJson.text(node, "timestamp");
    }
    if (at != null) {
      status.addProperty("timestamp", at);
    }
    String error = GraphJson.text(node, "error_description");
    if (error != null && "failed".equals(GraphJson.text(status, "status"))) {
      JsonObject described = new JsonObject();
      described.addProperty("message", error);
      JsonArray errors = new JsonArray();
      errors.add(described);
      status.add("errors", errors);
    }
    return status;
  }
}
