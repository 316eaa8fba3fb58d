package io.patchbay.channel;

import org.jspecify.annotations.Nullable;

/**
 * What stands above the body of an interactive message: a line of text or a piece of media, exactly
 * one of the two.
 *
 * <p>Immutable.
 *
 * @param text the line of text
 * @param media the picture, film or document
 */
public record MessageHeader(@Nullable String text, @Nullable Media media) {
  /**
   * Checks that exactly one is given.
   *
   * @throws IllegalArgumentException when a check fails
   */
  public MessageHeader {
    if ((text == null) == (media == null)) {
      throw new IllegalArgumentException("A header is either a text or media");
    }
  }

  /** A line of text. */
  public static MessageHeader of(String text) {
    return new MessageHeader(text, null);
  }

  /** A picture, film or document. */
  public static MessageHeader of(Media media) {
    return new MessageHeader(null, media);
  }

  @Override
  public String toString() {
    return text == null ? "MessageHeader[" + media + "]" : "MessageHeader[text]";
  }
}
