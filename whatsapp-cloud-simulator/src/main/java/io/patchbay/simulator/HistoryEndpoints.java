package io.patchbay.simulator;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.patchbay.simulator.History.Entry;
import io.patchbay.simulator.History.Event;
import io.patchbay.simulator.Reaction.Answer;
import java.util.List;
import java.util.Locale;

/**
 * {@code GET /{phone-number-id}/message_history} and {@code GET /{message-history-id}/events}, by
 * which missed webhooks are made good.
 */
record HistoryEndpoints(History history, Directory directory) {
  private static final String USUAL = "id,message_id,events";

  Reaction list(GraphRequest request) {
    String wamid = request.query().get("message_id");
    List<Entry> entries = history.of(request.objectId(), wamid);
    if (wamid != null && entries.isEmpty()) {
      throw new Refusal(
          GraphError.graph(
              422,
              100,
              "GraphMethodException",
              "The requested message_id was not found in the message history"));
    }
    return Answer.json(
        200,
        Paging.page(
            request,
            entries,
            Entry::id,
            entry -> Fields.select(node(entry), request.query().get("fields"), USUAL)));
  }

  private JsonObject node(Entry entry) {
    JsonArray data = new JsonArray();
    for (Event event : entry.events()) {
      JsonObject shown = event(event);
      shown.addProperty("timestamp", event.at());
      data.add(shown);
    }
    JsonObject events = new JsonObject();
    events.add("data", data);
    JsonObject node = new JsonObject();
    node.addProperty("id", entry.id());
    node.addProperty("message_id", entry.wamid());
    node.add("events", events);
    return node;
  }

  private JsonObject event(Event event) {
    JsonObject application = new JsonObject();
    application.addProperty("id", directory.appId());
    JsonObject shown = new JsonObject();
    shown.addProperty("id", event.id());
    shown.addProperty("delivery_status", event.status());
    if (event.error() != null) {
      shown.addProperty("error_description", event.error());
    }
    shown.add("application", application);
    return shown;
  }

  Reaction events(GraphRequest request) {
    Entry entry = history.byId(request.objectId());
    if (entry == null) {
      throw new Refusal(GraphErrors.noSuchObject("get", request.objectId()));
    }
    String wanted = request.query().getOrDefault("status_filter", "").toUpperCase(Locale.ROOT);
    List<Event> events =
        entry.events().stream()
            .filter(event -> wanted.isEmpty() || event.status().equals(wanted))
            .toList();
    return Answer.json(
        200,
        Paging.page(
            request,
            events,
            Event::id,
            event -> {
              JsonObject node = event(event);
              node.addProperty("occurrence_timestamp", event.at());
              node.addProperty("status_timestamp", event.at());
              JsonObject edge = new JsonObject();
              edge.add("node", node);
              return edge;
            }));
  }
}
