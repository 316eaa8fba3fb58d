package io.patchbay.channel;

/**
 * A sender as an SMS network names it when it is not an international number: an alphanumeric name
 * such as {@code ACME}, which nobody can write back to, or a number in national form, such as
 * {@code 07911123456}. Providers report both as they receive them. Patchbay reads what is a number
 * with the workspace's default region, so that a host sees the person's {@link PhoneNumber} or the
 * {@link ShortCode}; a name stays a name.
 *
 * <p>Immutable.
 *
 * @param value what the network said; the networks allow 11 characters for a name
 */
public record SenderId(String value) implements Address {
  /**
   * Refuses an empty value.
   *
   * @throws IllegalArgumentException for what is refused
   */
  public SenderId {
    Names.notBlank("Sender id", value);
  }

  @Override
  public String toString() {
    return "SenderId[" + Masking.address(value) + "]";
  }
}
