package io.patchbay.provider.whatsapp.internal.send;

import com.google.gson.stream.JsonWriter;
import io.patchbay.provider.whatsapp.content.RawMessage;
import io.patchbay.provider.whatsapp.internal.graph.RawJson;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** Messages that the caller writes as JSON. */
final class RawContents {
  /** What the message itself says; a second word on it could only contradict the first. */
  private static final List<String> OURS =
      List.of(
          "messaging_product",
          "recipient_type",
          "to",
          "recipient",
          "context",
          "recipient_identity_key_hash",
          "biz_opaque_callback_data");

  static final List<ContentWriter<?>> KINDS =
      List.of(
          ContentWriter.own(
                  "raw",
                  RawMessage.class,
                  "/docs/whatsapp/cloud-api/reference/messages",
                  RawContents::write,
                  RawContents::check)
              .alsoInGroups());

  private RawContents() {}

  private static void write(JsonWriter json, RawMessage message, MediaJson media)
      throws IOException {
    RawJson.copyFields(message.json(), json);
  }

  private static void check(RawMessage message, Violations rules) {
    Set<String> names = RawJson.names(message.json());
    if (names == null) {
      rules.broken("A raw message is one well-formed JSON object; this one is not");
      return;
    }
    List<String> twice = OURS.stream().filter(names::contains).toList();
    rules.that(twice.isEmpty(), "A raw message leaves out what the message itself gives: " + twice);
  }
}
