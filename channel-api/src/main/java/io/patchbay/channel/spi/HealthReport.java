package io.patchbay.channel.spi;

import io.patchbay.channel.Masking;
import java.util.List;

/**
 * What a health check found.
 *
 * <p>Immutable.
 *
 * @param items what was looked at, in an order that suits a person
 */
public record HealthReport(List<Item> items) {
  /** Copies the list. */
  public HealthReport {
    items = List.copyOf(items);
  }

  /** Whether nothing failed. */
  public boolean healthy() {
    return items.stream().noneMatch(item -> item.state() == State.FAILED);
  }

  /** How one thing stands. */
  public enum State {
    /** As it should be. */
    OK,
    /** It works, but somebody should look at it. */
    WARNING,
    /** It does not work. */
    FAILED,
    /** It could not be looked at. */
    NOT_CHECKED
  }

  /**
   * One thing looked at.
   *
   * @param name what it is
   * @param state how it stands
   * @param detail what was seen
   * @param remedy what to do about it; empty when there is nothing to do
   */
  public record Item(String name, State state, String detail, String remedy) {
    /** Masks phone numbers in what was seen. */
    @Override
    public String toString() {
      return "Item["
          + name
          + ", "
          + state
          + ", "
          + Masking.numbersIn(detail)
          + (remedy.isEmpty() ? "" : " - " + remedy)
          + "]";
    }
  }
}
