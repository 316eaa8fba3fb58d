package io.patchbay.host.server;

import java.time.Duration;

/**
 * What the server grants its callers, so that none of them can stop it.
 *
 * @param connections how many may be open; more wait to be accepted
 * @param threads how many requests are worked on at once
 * @param idle how long a connection may do nothing, in a request or between two
 * @param exchange how long one request may take, from its first byte to the end of the answer
 * @param webhookBytes how large the body of a webhook may be; WhatsApp sends up to 3 MB
 * @param messageBytes how large the body of a message may be
 * @param bodyBytes how many bytes the bodies under way may hold together; room for one of the
 *     largest there is in any case
 * @param grace how long what was begun may take when the server is to stop
 */
public record ServerLimits(
    int connections,
    int threads,
    Duration idle,
    Duration exchange,
    int webhookBytes,
    int messageBytes,
    int bodyBytes,
    Duration grace) {
  private static final int MOST_BODY_BYTES = 32 * 1024 * 1024;

  /** What {@code patchbay serve} uses. */
  public static ServerLimits standard() {
    return new ServerLimits(
        2_048,
        64,
        Duration.ofSeconds(30),
        Duration.ofMinutes(2),
        3 * 1024 * 1024,
        64 * 1024,
        (int) Math.min(MOST_BODY_BYTES, Runtime.getRuntime().maxMemory() / 8),
        Duration.ofSeconds(20));
  }
}
