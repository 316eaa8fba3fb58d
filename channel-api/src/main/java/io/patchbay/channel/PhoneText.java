package io.patchbay.channel;

/**
 * A phone number as a person typed it, to be read with the workspace's default region on the way
 * in.
 *
 * <p>Immutable.
 *
 * @param text what was typed, for example {@code (415) 555-1234}
 */
public record PhoneText(String text) implements Recipient {
  /**
   * Refuses an empty text.
   *
   * @throws IllegalArgumentException for what is refused
   */
  public PhoneText {
    Names.notBlank("Phone number", text);
  }

  @Override
  public String toString() {
    return "PhoneText[" + Masking.address(text) + "]";
  }
}
