package io.patchbay.simulator;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.patchbay.simulator.Reaction.Answer;
import java.util.Map;

/**
 * The simulator's own pages, for people and scripts that run it as a program: {@code GET
 * /_simulator/health} with the counts, {@code GET /_simulator/received?after=N&limit=M} with the
 * messages whose sequence is above N.
 */
record ControlPages(ReceivedLog log, Tally tally) {
  static final String PREFIX = "/_simulator/";
  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();
  private static final int USUAL_LIMIT = 1_000;

  Answer handle(String path, Map<String, String> query) {
    return switch (path.substring(PREFIX.length())) {
      case "health" -> health();
      case "received" -> received(number(query, "after", 0), number(query, "limit", USUAL_LIMIT));
      default ->
          Answer.of(404, "text/plain; charset=utf-8", "The simulator has: health, received\n");
    };
  }

  private Answer health() {
    JsonObject health = GSON.toJsonTree(tally.snapshot()).getAsJsonObject();
    health.addProperty("status", "up");
    return Answer.json(200, health);
  }

  private Answer received(long after, long limit) {
    JsonArray list = new JsonArray();
    log.all().stream()
        .filter(message -> message.sequence() > after)
        .limit(limit)
        .forEach(message -> list.add(page(message)));
    return Answer.json(200, list);
  }

  private static JsonObject page(ReceivedMessage message) {
    JsonObject page = new JsonObject();
    page.addProperty("sequence", message.sequence());
    page.addProperty("at", message.at().toString());
    page.addProperty("connection", message.connection());
    page.addProperty("phone_number_id", message.phoneNumberId());
    page.addProperty("address", message.address());
    page.addProperty("type", message.type());
    page.addProperty("biz_opaque_callback_data", message.callbackData());
    page.addProperty("status", message.status());
    page.addProperty("error_code", message.errorCode());
    page.addProperty("wamid", message.wamid());
    page.add("body", JsonParser.parseString(message.body()));
    return page;
  }

  private static long number(Map<String, String> query, String name, long otherwise) {
    String value = query.get(name);
    return value != null && value.matches("\\d{1,18}") ? Long.parseLong(value) : otherwise;
  }
}
