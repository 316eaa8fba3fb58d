package io.patchbay.simulator;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that a person watching the simulator wants to see. No event holds a secret, a whole
 * phone number or a message text, so that every one of them may be printed.
 *
 * <p>Every implementation is immutable.
 */
public sealed interface SimulatorEvent {
  /** When it happened, by the simulator's clock. */
  Instant at();

  /** The event in one line, without a time. */
  String line();

  /**
   * A send was handled.
   *
   * @param phoneNumberId the business number
   * @param maskedRecipient the recipient with all but its end left out
   * @param type the kind of content
   * @param status the HTTP status of the answer; 0 when there was none
   * @param errorCode 0 when the message was taken
   * @param wamid null when it was refused
   */
  record MessageHandled(
      Instant at,
      String phoneNumberId,
      String maskedRecipient,
      String type,
      int status,
      int errorCode,
      @Nullable String wamid)
      implements SimulatorEvent {
    @Override
    public String line() {
      String answer = status == 0 ? "no answer" : "HTTP " + status;
      String fate = wamid == null ? "refused with " + errorCode : "accepted";
      return "%s to %s from %s: %s, %s"
          .formatted(type, maskedRecipient, phoneNumberId, fate, answer);
    }
  }

  /**
   * A request was refused before it was a message: no valid token, an unknown object, a broken
   * body.
   *
   * @param path the path of the request, without its query
   * @param status the HTTP status of the answer
   * @param errorCode the error's code
   */
  record RequestRefused(Instant at, String path, int status, int errorCode)
      implements SimulatorEvent {
    @Override
    public String line() {
      return "%s: refused with %d, HTTP %d".formatted(path, errorCode, status);
    }
  }

  /**
   * A file was uploaded.
   *
   * @param phoneNumberId the business number
   * @param mediaId the id that it was given
   * @param mimeType its type
   * @param size in bytes
   */
  record MediaStored(Instant at, String phoneNumberId, String mediaId, String mimeType, long size)
      implements SimulatorEvent {
    @Override
    public String line() {
      return "media %s of %s from %s: %d bytes".formatted(mediaId, mimeType, phoneNumberId, size);
    }
  }

  /**
   * A webhook was posted.
   *
   * @param items how many statuses and messages it held
   * @param attempt 1 for the first try
   * @param status what the callback answered; 0 when it did not
   * @param givenUp whether that was the last try
   */
  record WebhookPosted(Instant at, int items, int attempt, int status, boolean givenUp)
      implements SimulatorEvent {
    @Override
    public String line() {
      String answer = status == 0 ? "no answer" : "HTTP " + status;
      String end = status == 200 ? "" : givenUp ? ", given up" : ", will be repeated";
      return "webhook of %d, try %d: %s%s".formatted(items, attempt, answer, end);
    }
  }

  /**
   * The simulator itself failed on a request, and answered with code 1.
   *
   * @param problem the class of the failure and where it happened
   */
  record Failed(Instant at, String problem) implements SimulatorEvent {
    @Override
    public String line() {
      return "the simulator failed: " + problem;
    }
  }
}
