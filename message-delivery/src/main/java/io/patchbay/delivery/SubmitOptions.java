package io.patchbay.delivery;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a message is to be delivered.
 *
 * <p>Immutable.
 *
 * @param notBefore not sent before this moment; null for at once
 * @param expiresAt not sent from this moment on; null for no end but that of the tries
 * @param priority higher ones overtake, among messages that go the same way: from -100 to 100
 * @param guarantee what becomes of it when nobody can tell whether it was sent
 */
public record SubmitOptions(
    @Nullable Instant notBefore, @Nullable Instant expiresAt, int priority, Guarantee guarantee) {
  private static final SubmitOptions DEFAULTS =
      new SubmitOptions(null, null, 0, Guarantee.AT_MOST_ONCE);

  /** The highest priority; the lowest is its opposite. */
  public static final int HIGHEST = 100;

  /**
   * Checks the priority, and that there is time between the two moments.
   *
   * @throws IllegalArgumentException when a check fails
   */
  public SubmitOptions {
    if (priority < -HIGHEST || priority > HIGHEST) {
      throw new IllegalArgumentException("Priority " + priority + " is outside -100 to 100");
    }
    if (notBefore != null && expiresAt != null && !expiresAt.isAfter(notBefore)) {
      throw new IllegalArgumentException(
          "It expires at " + expiresAt + ", which is not after " + notBefore);
    }
  }

  /** At once, with no end, priority 0, at most once. */
  public static SubmitOptions defaults() {
    return DEFAULTS;
  }

  /** The same, but not sent before this moment. */
  public SubmitOptions withNotBefore(Instant moment) {
    return new SubmitOptions(moment, expiresAt, priority, guarantee);
  }

  /** The same, but not sent from this moment on. */
  public SubmitOptions withExpiresAt(Instant moment) {
    return new SubmitOptions(notBefore, moment, priority, guarantee);
  }

  /** The same with another priority. */
  public SubmitOptions withPriority(int other) {
    return new SubmitOptions(notBefore, expiresAt, other, guarantee);
  }

  /** The same with another guarantee. */
  public SubmitOptions withGuarantee(Guarantee other) {
    return new SubmitOptions(notBefore, expiresAt, priority, other);
  }
}
