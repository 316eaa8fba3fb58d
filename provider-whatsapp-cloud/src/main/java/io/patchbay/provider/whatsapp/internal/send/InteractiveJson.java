package io.patchbay.provider.whatsapp.internal.send;

import com.google.gson.stream.JsonWriter;
import io.patchbay.channel.Media;
import io.patchbay.channel.MessageHeader;
import io.patchbay.channel.ReplyButtons;
import io.patchbay.provider.whatsapp.content.Frame;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What all interactive messages have in common: header, body and footer around an action. */
final class InteractiveJson {
  static final int BODY = 1024;
  static final int LABEL = 20;
  static final int BUTTON_ID = 256;
  private static final int FOOTER = 60;

  private InteractiveJson() {}

  static void write(JsonWriter json, String type, Frame frame, MediaJson media, Action action)
      throws IOException {
    write(json, type, frame.header(), frame.body(), frame.footer(), media, action);
  }

  static void write(JsonWriter json, String type, @Nullable String body, Action action)
      throws IOException {
    write(json, type, null, body, null, MediaJson.NOTHING_UPLOADED, action);
  }

  static void write(
      JsonWriter json,
      String type,
      @Nullable MessageHeader header,
      @Nullable String body,
      @Nullable String footer,
      MediaJson media,
      Action action)
      throws IOException {
    json.name("type").value("interactive").name("interactive").beginObject();
    json.name("type").value(type);
    media.header(json, header);
    text(json, "body", body);
    text(json, "footer", footer);
    json.name("action").beginObject();
    action.write(json);
    json.endObject().endObject();
  }

  static void text(JsonWriter json, String part, @Nullable String text) throws IOException {
    if (text != null) {
      json.name(part).beginObject().name("text").value(text).endObject();
    }
  }

  /** A button that answers for the person, as reply buttons and cards have it. */
  static void button(JsonWriter json, String type, ReplyButtons.Button button) throws IOException {
    json.beginObject().name("type").value(type).name(type).beginObject();
    json.name("id").value(button.id()).name("title").value(button.title());
    json.endObject().endObject();
  }

  static void check(Frame frame, Violations rules) {
    check(frame.header(), frame.body(), BODY, frame.footer(), rules);
  }

  static void check(
      @Nullable MessageHeader header,
      @Nullable String body,
      int longestBody,
      @Nullable String footer,
      Violations rules) {
    MediaJson.checkHeader(header, rules);
    rules.length("Body", body, longestBody).length("Footer", footer, FOOTER);
  }

  static List<Media> media(@Nullable MessageHeader header) {
    return header == null || header.media() == null ? List.of() : List.of(header.media());
  }

  /** Writes the fields of an action. */
  interface Action {
    void write(JsonWriter json) throws IOException;
  }
}
