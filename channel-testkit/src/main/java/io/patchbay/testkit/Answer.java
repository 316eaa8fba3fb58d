package io.patchbay.testkit;

import java.util.Map;

/**
 * What the provider's service answers over HTTP.
 *
 * <p>Immutable.
 *
 * @param status the HTTP status
 * @param headers the headers
 * @param body the body
 */
public record Answer(int status, Map<String, String> headers, String body) {
  /** Copies the headers. */
  public Answer {
    headers = Map.copyOf(headers);
  }

  /** JSON. */
  public static Answer json(int status, String body) {
    return of(status, "application/json", body);
  }

  /** Any other kind of text. */
  public static Answer of(int status, String contentType, String body) {
    return new Answer(status, Map.of("Content-Type", contentType), body);
  }
}
