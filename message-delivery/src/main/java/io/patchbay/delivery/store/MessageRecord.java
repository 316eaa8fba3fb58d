package io.patchbay.delivery.store;

import io.patchbay.channel.DeliveryStatus;
import io.patchbay.channel.MessageId;
import io.patchbay.delivery.DeliveryState;
import io.patchbay.delivery.Guarantee;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is known of a message but what it says and whom to.
 *
 * <p>Immutable.
 *
 * @param workspace the workspace that sends it
 * @param id the host's id of it
 * @param state where it stands
 * @param progress how far it came; null before it was accepted
 * @param guarantee what becomes of it when nobody can tell
 * @param attempts how often a provider was asked to send it, an attempt that is under way included
 * @param duplicated whether it is known to have arrived more than once
 * @param notBefore when it may be sent at the earliest
 * @param dueAt when it is tried next, or was to be
 * @param expiresAt when its time is over; null for no end
 * @param createdAt when it was handed over
 * @param updatedAt when something last happened to it
 * @param reason why it stands there, masked; null when there is nothing to explain
 * @param story what happened to it: each thing after what caused it, else in the order of time. The
 *     clocks of providers may differ, and some count whole seconds
 */
public record MessageRecord(
    String workspace,
    MessageId id,
    DeliveryState state,
    @Nullable DeliveryStatus progress,
    Guarantee guarantee,
    int attempts,
    boolean duplicated,
    Instant notBefore,
    Instant dueAt,
    @Nullable Instant expiresAt,
    Instant createdAt,
    Instant updatedAt,
    @Nullable String reason,
    List<Line> story) {
  /** Copies the list. */
  public MessageRecord {
    story = List.copyOf(story);
  }

  /**
   * One thing that happened.
   *
   * @param at when
   * @param what a word for it: a state, a status of the provider, or what an attempt came to
   * @param attempt the attempt that it belongs to; 0 when it belongs to none
   * @param instance who made the attempt; null when it belongs to none
   * @param providerMessageId the provider's id of the attempt; null when there is none
   * @param reason why, masked; null when there is nothing to explain
   * @param details what the provider's answer said, by the standard names of {@link
   *     io.patchbay.channel.SendOutcome.Accepted}; empty for everything but an answer
   */
  public record Line(
      Instant at,
      String what,
      int attempt,
      @Nullable String instance,
      @Nullable String providerMessageId,
      @Nullable String reason,
      Map<String, String> details) {
    /** Copies the map. */
    public Line {
      details = Map.copyOf(details);
    }
  }
}
