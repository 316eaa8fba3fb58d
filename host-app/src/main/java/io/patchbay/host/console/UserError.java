package io.patchbay.host.console;

/** Something that the person at the command line can put right; shown without a stack trace. */
public final class UserError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With a message that says what is wrong and what to do. */
  public UserError(String message) {
    super(message);
  }

  /** The message; never null. */
  public String text() {
    return String.valueOf(getMessage());
  }
}
