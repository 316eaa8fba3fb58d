package io.patchbay.channel;

/**
 * A group's id that the provider issued.
 *
 * @param value the id as the provider writes it
 */
public record GroupId(String value) implements Address {
  /** Refuses an empty id. */
  public GroupId {
    Names.notBlank("Group id", value);
  }

  @Override
  public String toString() {
    return "GroupId[" + Masking.address(value) + "]";
  }
}
