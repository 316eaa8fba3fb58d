package io.patchbay.channel;

/**
 * Plain text. How long it may be is the provider's rule.
 *
 * <p>Immutable.
 *
 * @param body the text, not empty
 * @param previewUrl whether the receiving application may show a preview of the first link; a
 *     provider without previews ignores it
 */
public record Text(String body, boolean previewUrl) implements Content, InboundContent {
  /**
   * Refuses an empty text.
   *
   * @throws IllegalArgumentException for what is refused
   */
  public Text {
    Names.notBlank("Text", body);
  }

  /** A text without a link preview. */
  public static Text of(String body) {
    return new Text(body, false);
  }

  @Override
  public String toString() {
    return "Text[" + Masking.text(body) + (previewUrl ? ", previewUrl" : "") + "]";
  }
}
