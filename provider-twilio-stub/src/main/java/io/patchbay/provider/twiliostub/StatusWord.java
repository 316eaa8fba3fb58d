package io.patchbay.provider.twiliostub;

import io.patchbay.channel.DeliveryStatus;
import java.util.Map;

/**
 * Twilio's words for how far a message has come.
 *
 * <p>Twilio: <a href="https://www.twilio.com/docs/messaging/api/message-resource">message status
 * values</a>. {@code sending} is not yet {@link DeliveryStatus#SENT}: no carrier has the message.
 */
final class StatusWord {
  static final String ACCEPTED = "accepted";
  static final String QUEUED = "queued";
  static final String SENT = "sent";
  static final String DELIVERED = "delivered";

  private static final Map<String, DeliveryStatus> MEANINGS =
      Map.of(
          ACCEPTED,
          DeliveryStatus.ACCEPTED,
          "scheduled",
          DeliveryStatus.ACCEPTED,
          QUEUED,
          DeliveryStatus.ACCEPTED,
          "sending",
          DeliveryStatus.ACCEPTED,
          SENT,
          DeliveryStatus.SENT,
          DELIVERED,
          DeliveryStatus.DELIVERED,
          "read",
          DeliveryStatus.READ,
          "undelivered",
          DeliveryStatus.FAILED,
          "failed",
          DeliveryStatus.FAILED,
          "canceled",
          DeliveryStatus.FAILED);

  private StatusWord() {}

  static DeliveryStatus meaning(String word) {
    return MEANINGS.getOrDefault(word, DeliveryStatus.OTHER);
  }
}
