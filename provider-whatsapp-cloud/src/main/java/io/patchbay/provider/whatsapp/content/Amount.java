package io.patchbay.provider.whatsapp.content;

import org.jspecify.annotations.Nullable;

/**
 * An amount of money in an order's currency: {@code value / offset}.
 *
 * <p>Immutable.
 *
 * @param value the amount times the offset
 * @param offset by what the value has been multiplied; 100 for all currencies so far
 * @param description what it is for; only for tax, shipping and discount
 * @param program the name of a discount's program
 */
public record Amount(
    long value, int offset, @Nullable String description, @Nullable String program) {
  /** An amount in hundredths of the currency. */
  public static Amount hundredths(long value) {
    return new Amount(value, 100, null, null);
  }

  /** The same with what it is for. */
  public Amount describedAs(String text) {
    return new Amount(value, offset, text, program);
  }

  /** The same with the name of a discount's program. */
  public Amount withProgram(String name) {
    return new Amount(value, offset, description, name);
  }

  /** Shows nothing of the amount. */
  @Override
  public String toString() {
    return "Amount[...]";
  }
}
