package io.patchbay.channel;

/**
 * A group's id that the provider issued.
 *
 * <p>Immutable.
 *
 * @param value the id as the provider writes it
 */
public record GroupId(String value) implements Address {
  /**
   * Refuses an empty id.
   *
   * @throws IllegalArgumentException for what is refused
   */
  public GroupId {
    Names.notBlank("Group id", value);
  }

  @Override
  public String toString() {
    return "GroupId[" + Masking.address(value) + "]";
  }
}
