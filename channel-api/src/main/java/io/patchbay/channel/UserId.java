package io.patchbay.channel;

/**
 * A person's id that the provider issued and that is not a phone number, for example a
 * business-scoped user id of WhatsApp.
 *
 * <p>Immutable.
 *
 * @param value the id as the provider writes it
 */
public record UserId(String value) implements Address {
  /**
   * Refuses an empty id.
   *
   * @throws IllegalArgumentException for what is refused
   */
  public UserId {
    Names.notBlank("User id", value);
  }

  @Override
  public String toString() {
    return "UserId[" + Masking.address(value) + "]";
  }
}
