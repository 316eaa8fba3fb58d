package io.patchbay.support;

import okhttp3.Headers;

/**
 * A whole answer. {@code toString} shows the status only. Immutable and thread-safe.
 *
 * @param body as text
 */
public record HttpAnswer(int status, Headers headers, String body) {
  /** Whether the status is one of success, 2xx. */
  public boolean success() {
    return status >= 200 && status < 300;
  }

  @Override
  public String toString() {
    return "HttpAnswer[" + status + "]";
  }
}
