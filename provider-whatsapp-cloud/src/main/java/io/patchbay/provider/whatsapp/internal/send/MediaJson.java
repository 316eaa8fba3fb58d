package io.patchbay.provider.whatsapp.internal.send;

import com.google.gson.stream.JsonWriter;
import io.patchbay.channel.Media;
import io.patchbay.channel.MediaSource;
import io.patchbay.channel.MessageHeader;
import java.io.File;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes media wherever a message may have some.
 *
 * @param uploaded the ids of the local files that have been uploaded for this message
 */
public record MediaJson(Map<MediaSource, String> uploaded) {
  public static final MediaJson NOTHING_UPLOADED = new MediaJson(Map.of());

  private static final int HEADER_TEXT = 60;

  /** The same with one more file uploaded. */
  MediaJson with(MediaSource file, String id) {
    Map<MediaSource, String> ids = new HashMap<>(uploaded);
    ids.put(file, id);
    return new MediaJson(ids);
  }

  /** Meta's word for a kind of media. */
  static String word(Media.Kind kind) {
    return switch (kind) {
      case IMAGE -> "image";
      case AUDIO, VOICE -> "audio";
      case VIDEO -> "video";
      case DOCUMENT -> "document";
      case STICKER -> "sticker";
    };
  }

  /** The type, and the object of that name. */
  void typed(JsonWriter json, Media media) throws IOException {
    String word = word(media.kind());
    json.name("type").value(word);
    json.name(word).beginObject();
    source(json, media.source());
    json.name("caption").value(media.caption());
    if (media.kind() == Media.Kind.DOCUMENT) {
      json.name("filename").value(fileName(media));
    }
    if (media.kind() == Media.Kind.VOICE) {
      json.name("voice").value(true);
    }
    json.endObject();
  }

  /** The name that the recipient sees: a local file's own unless another is given. */
  private static @Nullable String fileName(Media media) {
    if (media.fileName() != null || media.source().kind() != MediaSource.Kind.FILE) {
      return media.fileName();
    }
    // Unlike a Path, a File takes any text.
    String name = new File(media.source().value()).getName();
    return name.isEmpty() ? null : name;
  }

  private void source(JsonWriter json, MediaSource source) throws IOException {
    switch (source.kind()) {
      case LINK -> json.name("link").value(source.value());
      case UPLOADED -> json.name("id").value(source.value());
      case FILE -> json.name("id").value(uploaded.get(source));
    }
  }

  void header(JsonWriter json, @Nullable MessageHeader header) throws IOException {
    if (header == null) {
      return;
    }
    json.name("header").beginObject();
    if (header.media() != null) {
      typed(json, header.media());
    } else {
      json.name("type").value("text").name("text").value(header.text());
    }
    json.endObject();
  }

  /** A header of an interactive message. */
  static void checkHeader(@Nullable MessageHeader header, Violations rules) {
    if (header != null) {
      rules.length("Header", header.text(), HEADER_TEXT);
      if (header.media() != null) {
        checkHeader(header.media(), rules);
      }
    }
  }

  /** Media in the header of an interactive message or a template. */
  static void checkHeader(Media media, Violations rules) {
    if (media.kind() != Media.Kind.IMAGE
        && media.kind() != Media.Kind.VIDEO
        && media.kind() != Media.Kind.DOCUMENT) {
      rules.broken(
          "A header takes an image, a video or a document, not "
              + media.kind().name().toLowerCase(Locale.ROOT));
    }
    rules.that(media.caption() == null, "Media in a header take no caption");
    checkSource(media.source(), rules);
  }

  static void checkSource(MediaSource source, Violations rules) {
    if (source.kind() == MediaSource.Kind.LINK) {
      String link = source.value();
      rules.that(
          link.regionMatches(true, 0, "https://", 0, 8)
              || link.regionMatches(true, 0, "http://", 0, 7),
          "A media link begins with http:// or https://");
    }
  }
}
