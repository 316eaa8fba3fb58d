package io.patchbay.channel;

/**
 * A phone number as a person typed it, to be read with the workspace's default region on the way
 * in.
 *
 * @param text what was typed, for example {@code (415) 555-1234}
 */
public record PhoneText(String text) implements Recipient {
  /** Refuses an empty text. */
  public PhoneText {
    Names.notBlank("Phone number", text);
  }

  @Override
  public String toString() {
    return "PhoneText[" + Masking.address(text) + "]";
  }
}
