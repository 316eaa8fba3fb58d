package io.patchbay.simulator;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One send that reached the simulator whole and well-formed, together with what became of it.
 *
 * <p>Requests without a valid token, for an unknown number or with a broken body are answered and
 * counted, but are not listed here; neither are resets before reading. {@code toString} shows
 * neither the recipient nor the content. Immutable.
 *
 * @param sequence 1 for the first, without gaps, also when older ones have been forgotten
 * @param at when it arrived, by the simulator's clock
 * @param connection which TCP connection brought it, counted from 1
 * @param version the Graph API version of its path
 * @param phoneNumberId the number that sent it
 * @param to the recipient as written by the client; null when it was addressed by user id alone
 * @param userId the business-scoped user id it went to; null when it had a {@code to}
 * @param type {@code text}, {@code template}, and so on
 * @param callbackData its {@code biz_opaque_callback_data}, if any
 * @param body the request body as it came
 * @param headers the request headers {@code content-type}, {@code user-agent} and {@code accept},
 *     in lower case
 * @param status the HTTP status of the answer; 0 when there was none
 * @param errorCode the error's code; 0 when the message was accepted
 * @param wamid the id of the accepted message; null when it was refused
 */
public record ReceivedMessage(
    long sequence,
    Instant at,
    long connection,
    String version,
    String phoneNumberId,
    @Nullable String to,
    @Nullable String userId,
    String type,
    @Nullable String callbackData,
    String body,
    Map<String, String> headers,
    int status,
    int errorCode,
    @Nullable String wamid) {

  /** Copies the headers. */
  public ReceivedMessage {
    headers = Map.copyOf(headers);
  }

  /** Whether the simulator took the message, whatever the client was told. */
  public boolean accepted() {
    return wamid != null;
  }

  /** The address it went to: the number's digits, the group id or the user id. */
  public String address() {
    if (to != null) {
      String digits = WaIds.digits(to);
      return digits.isEmpty() ? to : digits;
    }
    return userId == null ? "" : userId;
  }

  @Override
  public String toString() {
    return "ReceivedMessage[sequence=%d, at=%s, connection=%d, phoneNumberId=%s, to=%s, type=%s, status=%d, errorCode=%d]"
        .formatted(
            sequence,
            at,
            connection,
            phoneNumberId,
            Masked.address(to != null ? to : userId),
            type,
            status,
            errorCode);
  }
}
