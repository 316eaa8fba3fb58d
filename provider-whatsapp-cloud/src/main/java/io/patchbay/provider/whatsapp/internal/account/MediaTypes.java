package io.patchbay.provider.whatsapp.internal.account;

import io.patchbay.channel.Category;
import io.patchbay.channel.Media;
import io.patchbay.channel.spi.ProviderException;
import io.patchbay.provider.whatsapp.MediaUpload;
import java.io.IOException;
import java.io.InputStream;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Which types of media WhatsApp takes, and how large they may be.
 *
 * @see <a
 *     href="https://developers.facebook.com/docs/whatsapp/cloud-api/reference/media#supported-media-types">Supported
 *     media types</a>
 */
public final class MediaTypes {
  /** Meta does not say which megabyte it means; only what is above the larger one is certain. */
  private static final long MEGABYTE = 1 << 20;

  private static final long KILOBYTE = 1 << 10;

  public static final long LARGEST = 100 * MEGABYTE;
  private static final long LARGEST_STILL_STICKER = 100 * KILOBYTE;
  private static final long LARGEST_MOVING_STICKER = 500 * KILOBYTE;

  private static final String OGG = "audio/ogg";
  private static final String OGG_OPUS = "audio/ogg; codecs=opus";

  private static final Map<String, String> BY_ENDING = new LinkedHashMap<>();
  private static final Map<Media.Kind, Set<String>> BY_KIND = new EnumMap<>(Media.Kind.class);
  private static final Map<Media.Kind, Long> LARGEST_OF = new EnumMap<>(Media.Kind.class);

  static {
    String office = "application/vnd.openxmlformats-officedocument.";
    BY_ENDING.put("jpg", "image/jpeg");
    BY_ENDING.put("jpeg", "image/jpeg");
    BY_ENDING.put("png", "image/png");
    BY_ENDING.put("webp", "image/webp");
    BY_ENDING.put("aac", "audio/aac");
    BY_ENDING.put("amr", "audio/amr");
    BY_ENDING.put("mp3", "audio/mpeg");
    BY_ENDING.put("m4a", "audio/mp4");
    BY_ENDING.put("ogg", OGG_OPUS);
    BY_ENDING.put("opus", OGG_OPUS);
    BY_ENDING.put("3gp", "video/3gpp");
    BY_ENDING.put("mp4", "video/mp4");
    BY_ENDING.put("txt", "text/plain");
    BY_ENDING.put("pdf", "application/pdf");
    BY_ENDING.put("doc", "application/msword");
    BY_ENDING.put("docx", office + "wordprocessingml.document");
    BY_ENDING.put("xls", "application/vnd.ms-excel");
    BY_ENDING.put("xlsx", office + "spreadsheetml.sheet");
    BY_ENDING.put("ppt", "application/vnd.ms-powerpoint");
    BY_ENDING.put("pptx", office + "presentationml.presentation");

    Set<String> audio = Set.of("audio/aac", "audio/amr", "audio/mpeg", "audio/mp4", OGG);
    BY_KIND.put(Media.Kind.IMAGE, Set.of("image/jpeg", "image/png"));
    BY_KIND.put(Media.Kind.STICKER, Set.of("image/webp"));
    BY_KIND.put(Media.Kind.AUDIO, audio);
    BY_KIND.put(Media.Kind.VOICE, audio);
    BY_KIND.put(Media.Kind.VIDEO, Set.of("video/mp4", "video/3gpp"));

    LARGEST_OF.put(Media.Kind.IMAGE, 5 * MEGABYTE);
    LARGEST_OF.put(Media.Kind.STICKER, LARGEST_MOVING_STICKER);
    LARGEST_OF.put(Media.Kind.AUDIO, 16 * MEGABYTE);
    LARGEST_OF.put(Media.Kind.VOICE, 16 * MEGABYTE);
    LARGEST_OF.put(Media.Kind.VIDEO, 16 * MEGABYTE);
    LARGEST_OF.put(Media.Kind.DOCUMENT, LARGEST);
  }

  private MediaTypes() {}

  /** The type that a file name's ending stands for. */
  public static String named(String fileName) {
    String ending = fileName.substring(fileName.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    String type = BY_ENDING.get(ending);
    if (type == null) {
      throw refused(
          "WhatsApp carries no files that end in '." + ending + "'",
          "Convert the file to one of " + BY_ENDING.keySet() + ", or name its MIME type.");
    }
    return type;
  }

  /**
   * Checks type and size before any call.
   *
   * @return the type as it is to be sent
   * @throws ProviderException when WhatsApp is documented to refuse it
   */
  public static String check(Media.Kind kind, MediaUpload upload) {
    String type = upload.mimeType().toLowerCase(Locale.ROOT).replaceAll("\\s*;.*", "").strip();
    if (type.equals("audio/opus")) {
      throw refused(
          "audio/opus is taken for upload but every message with it fails later (131053)",
          "Put the Opus stream into an Ogg container and give its type as 'audio/ogg;"
              + " codecs=opus'.");
    }
    Set<String> allowed = BY_KIND.get(kind);
    boolean known =
        allowed == null
            ? type.equals(OGG) || BY_ENDING.containsValue(type)
            : allowed.contains(type);
    if (!known) {
      throw refused(
          "WhatsApp carries no " + word(kind) + " of type " + type,
          allowed == null
              ? "Convert it to one of " + BY_ENDING.keySet() + "."
              : "Convert it to one of " + allowed.stream().sorted().toList() + ".");
    }
    long largest = largest(kind, upload);
    if (upload.size() == 0 || upload.size() > largest) {
      throw refused(
          "A " + word(kind) + " of " + upload.size() + " bytes is not between 1 and " + largest,
          upload.size() == 0
              ? "Check that the file has been written."
              : "Make it smaller, or send it as a document of at most " + LARGEST + " bytes.");
    }
    return type.equals(OGG) ? OGG_OPUS : type;
  }

  private static long largest(Media.Kind kind, MediaUpload upload) {
    Long largest = LARGEST_OF.get(kind);
    if (kind == Media.Kind.STICKER && upload.size() > LARGEST_STILL_STICKER && !moving(upload)) {
      return LARGEST_STILL_STICKER;
    }
    return largest == null ? LARGEST : largest;
  }

  /** An animated WebP begins with an extended header that has the animation flag. */
  private static boolean moving(MediaUpload upload) {
    try (InputStream in = upload.source().open()) {
      byte[] head = in.readNBytes(21);
      return head.length == 21
          && head[12] == 'V'
          && head[13] == 'P'
          && head[14] == '8'
          && head[15] == 'X'
          && (head[20] & 0x02) != 0;
    } catch (IOException e) {
      throw refused(
          "The sticker cannot be read: " + e.getClass().getSimpleName(),
          "Check that this process may read the file.");
    }
  }

  private static String word(Media.Kind kind) {
    return kind == Media.Kind.VOICE ? "voice note" : kind.name().toLowerCase(Locale.ROOT);
  }

  private static ProviderException refused(String message, String remedy) {
    return AccountErrors.local(Category.MEDIA, message, remedy);
  }
}
