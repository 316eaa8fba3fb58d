package io.patchbay.channel;

/**
 * A recipient as a person typed it: a phone number, which is read with the workspace's default
 * region, a short code, or any address with its kind in front, for example {@code
 * user:US.13491208655302741918} or {@code group:…}, {@code short:39041} and {@code
 * phone:+14155551234}.
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
