package io.patchbay.provider.whatsapp.content;

import io.patchbay.channel.Masking;
import io.patchbay.channel.MessageHeader;
import org.jspecify.annotations.Nullable;

/**
 * What stands around the button of an interactive message.
 *
 * <p>Immutable.
 *
 * @param body the text
 * @param header what stands above the body
 * @param footer a small line below it
 */
public record Frame(String body, @Nullable MessageHeader header, @Nullable String footer) {
  /**
   * Refuses an empty body.
   *
   * @throws IllegalArgumentException for what is refused
   */
  public Frame {
    Require.notBlank("Body of an interactive message", body);
  }

  /** A body without header and footer. */
  public static Frame of(String body) {
    return new Frame(body, null, null);
  }

  /** The same with a header. */
  public Frame withHeader(MessageHeader above) {
    return new Frame(body, above, footer);
  }

  /** The same with a footer. */
  public Frame withFooter(String below) {
    return new Frame(body, header, below);
  }

  @Override
  public String toString() {
    return "Frame["
        + Masking.text(body)
        + (header == null ? "" : ", " + header)
        + (footer == null ? "" : ", footer")
        + "]";
  }
}
