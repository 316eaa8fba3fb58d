package io.patchbay.provider.twiliostub;

import io.patchbay.channel.Masking;
import io.patchbay.channel.PhoneNumber;
import java.time.Instant;

/**
 * A message that the stub took and did not send. Immutable; {@code toString} shows neither number
 * nor text.
 *
 * @param sid the message's SID: {@code SM} and 32 lower-case hexadecimal digits
 * @param to whom it was for
 * @param from the sender with a leading {@code +}, or the SID of the messaging service
 * @param body the text
 * @param encoding {@code GSM-7} or {@code UCS-2}
 * @param segments into how many SMS the text would be split
 * @param status Twilio's word for how far it has come when it was read back
 * @param reference the reference that was handed over with it, possibly empty
 * @param createdAt when it was taken
 */
public record TwilioStubMessage(
    String sid,
    PhoneNumber to,
    String from,
    String body,
    String encoding,
    int segments,
    String status,
    String reference,
    Instant createdAt) {

  @Override
  public String toString() {
    return "TwilioStubMessage["
        + sid
        + ", "
        + to
        + ", from "
        + Masking.address(from)
        + ", "
        + Masking.text(body)
        + ", "
        + encoding
        + ", "
        + segments
        + " segments, "
        + status
        + ", "
        + createdAt
        + "]";
  }
}
