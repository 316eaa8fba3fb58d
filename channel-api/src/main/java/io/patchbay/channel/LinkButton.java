package io.patchbay.channel;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A text with one button that opens a link.
 *
 * <p>Immutable.
 *
 * @param body the text
 * @param label what the button says
 * @param url what it opens
 * @param header what stands above the body
 * @param footer a small line below it
 */
public record LinkButton(
    String body, String label, URI url, @Nullable MessageHeader header, @Nullable String footer)
    implements Content {
  /**
   * Refuses empty parts.
   *
   * @throws IllegalArgumentException for what is refused
   */
  public LinkButton {
    Names.notBlank("Body of a link button", body);
    Names.notBlank("Label of a link button", label);
  }

  @Override
  public String toString() {
    return "LinkButton[" + Masking.text(body) + "]";
  }
}
