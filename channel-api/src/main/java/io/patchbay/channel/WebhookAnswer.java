package io.patchbay.channel;

/**
 * What a host answers over HTTP to a webhook request.
 *
 * <p>Immutable.
 *
 * @param status the HTTP status
 * @param contentType the media type of the body
 * @param body the body, possibly empty
 */
public record WebhookAnswer(int status, String contentType, String body) {
  /**
   * Checks the status.
   *
   * @throws IllegalArgumentException when a check fails
   */
  public WebhookAnswer {
    if (status < 100 || status > 599) {
      throw new IllegalArgumentException("HTTP status " + status + " is outside 100 to 599");
    }
  }

  /** A plain text answer. */
  public static WebhookAnswer of(int status, String body) {
    return new WebhookAnswer(status, "text/plain; charset=utf-8", body);
  }
}
