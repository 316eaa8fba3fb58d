package io.patchbay.support;

import java.io.IOException;

/**
 * An answer is longer than any that is expected; the rest of it was not read. Immutable and
 * thread-safe.
 */
public final class AnswerTooLongException extends IOException {
  private static final long serialVersionUID = 1L;

  /** With the number of bytes up to which an answer is read. */
  public AnswerTooLongException(long limit) {
    super("the answer is longer than " + limit + " bytes");
  }
}
