package io.patchbay.store.internal;

import io.patchbay.store.StorageException;

/** What a log may say of an exception of a host's or a provider's code. */
public final class Failure {
  private static final int DEEPEST = 5;

  private Failure() {}

  /**
   * Its class and place, and those of its causes, without messages: nobody keeps an exception of a
   * listener or a guard from quoting a number or a text. A store's own says what to do and quotes
   * nobody.
   */
  public static String of(Throwable failure) {
    if (failure instanceof StorageException) {
      return String.valueOf(failure.getMessage());
    }
    StringBuilder text = new StringBuilder(described(failure));
    Throwable cause = failure.getCause();
    for (int depth = 1; cause != null && depth < DEEPEST; depth++) {
      text.append(", caused by ").append(described(cause));
      cause = cause.getCause();
    }
    return text.toString();
  }

  private static String described(Throwable failure) {
    StackTraceElement[] trace = failure.getStackTrace();
    return failure.getClass().getName() + (trace.length == 0 ? "" : " at " + trace[0]);
  }
}
