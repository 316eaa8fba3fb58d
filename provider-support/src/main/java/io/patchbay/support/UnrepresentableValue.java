package io.patchbay.support;

/**
 * A value that its context cannot carry; the message does not quote it. Immutable and thread-safe.
 */
public final class UnrepresentableValue extends Exception {
  private static final long serialVersionUID = 1L;

  private final String reason;

  /** For this reason, which must not quote the value. */
  public UnrepresentableValue(String reason) {
    super(reason, null, false, false);
    this.reason = reason;
  }

  /** Why it cannot be carried. */
  public String reason() {
    return reason;
  }
}
