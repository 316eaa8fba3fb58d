package io.patchbay.simulator;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import io.patchbay.simulator.Reaction.Answer;
import java.time.Clock;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * QR codes and short links: {@code /{phone-number-id}/message_qrdls} and {@code
 * /{phone-number-id}/message_qrdls/{code}}. Each number has at most {@value #ROOM}.
 *
 * @param codes of each number, by code
 * @see <a href="https://developers.facebook.com/docs/whatsapp/business-management-api/qr-codes">QR
 *     codes</a>
 */
record QrEndpoints(PerNumber<Map<String, JsonObject>> codes, Identifiers identifiers, Clock clock) {
  private static final int ROOM = 2_000;
  private static final int TEXT = 140;
  private static final String USUAL = "code,prefilled_message,deep_link_url";

  QrEndpoints(Identifiers identifiers, Clock clock) {
    this(
        new PerNumber<>(() -> Collections.synchronizedMap(new LinkedHashMap<>())),
        identifiers,
        clock);
  }

  Reaction list(GraphRequest request) {
    Map<String, JsonObject> all = codes.of(request.objectId());
    List<JsonObject> rows;
    synchronized (all) {
      rows = List.copyOf(all.values());
    }
    return Answer.json(
        200,
        Paging.page(
            request,
            rows,
            node -> node.get("code").getAsString(),
            node -> Fields.select(node, request.query().get("fields"), USUAL)));
  }

  Reaction get(GraphRequest request) {
    JsonObject node = codes.of(request.objectId()).get(request.child());
    JsonArray data = new JsonArray(1);
    data.add(Fields.select(found(node, request.child()), request.query().get("fields"), USUAL));
    JsonObject answer = new JsonObject();
    answer.add("data", data);
    return Answer.json(200, answer);
  }

  private static JsonObject found(@Nullable JsonObject node, String code) {
    if (node == null) {
      throw new Refusal(
          GraphError.graph(404, 803, "GraphMethodException", "QR code not found")
              .forPeople("QR Code Not Found", "There is no QR code " + code + "."));
    }
    return node;
  }

  /** Makes a code, or changes the text of the one that the body names. */
  Reaction set(GraphRequest request) {
    Part body = Part.whole(request.json().json());
    String text = body.text("prefilled_message", TEXT);
    Map<String, JsonObject> all = codes.of(request.objectId());
    String given = body.optionalText("code", 64);
    if (given == null && all.size() >= ROOM) {
      throw new Refusal(
          GraphErrors.badParameter("A phone number has at most " + ROOM + " QR codes."));
    }
    String code = given == null ? identifiers.code() : given;
    JsonObject node = given == null ? created(code, body) : found(all.get(code), code).deepCopy();
    node.addProperty("prefilled_message", text);
    all.put(code, node);
    String fields = node.get("qr_image_url").isJsonNull() ? USUAL : USUAL + ",qr_image_url";
    return Answer.json(200, Fields.select(node, null, fields));
  }

  private JsonObject created(String code, Part body) {
    JsonObject node = new JsonObject();
    node.addProperty("code", code);
    node.addProperty("deep_link_url", "https://wa.me/message/" + code);
    node.addProperty("creation_time", clock.instant().getEpochSecond());
    node.add("qr_image_url", JsonNull.INSTANCE);
    if (body.has("generate_qr_image")) {
      String format = body.choice("generate_qr_image", Set.of("png", "svg"));
      node.addProperty("qr_image_url", "https://scontent.xx.fbcdn.net/" + code + "." + format);
    }
    return node;
  }

  Reaction remove(GraphRequest request) {
    found(codes.of(request.objectId()).remove(request.child()), request.child());
    return Answers.success();
  }
}
