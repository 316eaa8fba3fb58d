package io.patchbay.channel;

import org.jspecify.annotations.Nullable;

/**
 * A picture, sound, film, document or sticker.
 *
 * <p>Immutable.
 *
 * @param kind what it is
 * @param source where the bytes come from
 * @param caption a text shown with it, where the provider and the kind allow one
 * @param fileName the name under which a document is shown
 */
public record Media(
    Kind kind, MediaSource source, @Nullable String caption, @Nullable String fileName)
    implements Content {

  /** The kinds of media that messaging services tell apart. */
  public enum Kind {
    /** A still picture. */
    IMAGE,
    /** A sound file, shown as a file or player. */
    AUDIO,
    /** A voice note, shown as if it had been recorded in the application. */
    VOICE,
    /** A film. */
    VIDEO,
    /** Any file, shown by its name. */
    DOCUMENT,
    /** A sticker. */
    STICKER
  }

  /** Media without caption and file name. */
  public static Media of(Kind kind, MediaSource source) {
    return new Media(kind, source, null, null);
  }

  /** The same media with a caption. */
  public Media withCaption(String text) {
    return new Media(kind, source, text, fileName);
  }

  /** The same media with a file name. */
  public Media withFileName(String name) {
    return new Media(kind, source, caption, name);
  }

  @Override
  public String toString() {
    return "Media[" + kind + ", " + source.kind() + "]";
  }
}
