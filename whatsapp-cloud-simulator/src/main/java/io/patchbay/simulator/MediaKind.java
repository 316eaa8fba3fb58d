package io.patchbay.simulator;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The kinds of media, with the types and sizes that the platform takes.
 *
 * @see <a
 *     href="https://developers.facebook.com/docs/whatsapp/cloud-api/reference/media#supported-media-types">Supported
 *     media types</a>
 */
enum MediaKind {
  AUDIO(
      16 * 1024 * 1024,
      "audio/aac",
      "audio/mp4",
      "audio/mpeg",
      "audio/amr",
      "audio/ogg",
      "audio/opus"),
  DOCUMENT(
      100 * 1024 * 1024,
      "text/plain",
      "application/pdf",
      "application/vnd.ms-powerpoint",
      "application/msword",
      "application/vnd.ms-excel",
      "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
      "application/vnd.openxmlformats-officedocument.presentationml.presentation",
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
  IMAGE(5 * 1024 * 1024, "image/jpeg", "image/png"),
  STICKER(500 * 1024, "image/webp"),
  VIDEO(16 * 1024 * 1024, "video/mp4", "video/3gpp");

  /** Larger than every limit: reading on would tell nothing. */
  static final long LARGEST = 100L * 1024 * 1024;

  private final int limit;

  // Unmodifiable, which the checker cannot see.
  @SuppressWarnings("ImmutableEnumChecker")
  private final List<String> types;

  MediaKind(int limit, String... types) {
    this.limit = limit;
    this.types = List.of(types);
  }

  /** The largest file, in bytes. */
  int limit() {
    return limit;
  }

  /** The name in messages: {@code image} and the like. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  List<String> types() {
    return types;
  }

  /** A type without its parameters, in lower case. */
  static String bare(String type) {
    return type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }

  static Optional<MediaKind> of(String type) {
    return Arrays.stream(values()).filter(kind -> kind.types.contains(bare(type))).findFirst();
  }

  /** Every type that may be uploaded, as the platform lists them in its refusal. */
  static String all() {
    return String.join(", ", Arrays.stream(values()).flatMap(k -> k.types.stream()).toList());
  }

  /**
   * Whether a message of this kind can carry a file of a type. Documents carry everything; bare
   * Opus, without its container, is taken when it is uploaded and refused when it is to be sent.
   */
  boolean carries(String type) {
    if (this == DOCUMENT) {
      return true;
    }
    return types.contains(bare(type)) && !bare(type).equals("audio/opus");
  }

  /** The types that {@link #carries} speaks of, for a sentence. */
  String carried() {
    String list = String.join(", ", types.stream().filter(this::carries).toList());
    return this == AUDIO ? list.replace("audio/ogg", "audio/ogg; codecs=opus") : list;
  }
}
