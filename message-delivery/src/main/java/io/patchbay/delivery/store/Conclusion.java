package io.patchbay.delivery.store;

import io.patchbay.channel.Category;
import io.patchbay.channel.SendOutcome;
import io.patchbay.content.Storable;
import io.patchbay.delivery.DeliveryState;
import io.patchbay.delivery.internal.ClaimedMessage;
import io.patchbay.delivery.internal.Conversation;
import io.patchbay.delivery.internal.LaneKey;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How one attempt ended and what follows from it.
 *
 * <p>Immutable.
 *
 * @param message what was claimed
 * @param answer what the provider answered; null when it was not asked
 * @param next where the message goes
 * @param category why it was not accepted; null when it was, or no error says
 */
public record Conclusion(
    ClaimedMessage message, @Nullable Answer answer, Next next, @Nullable Category category) {

  /** One without an error that says why. */
  public Conclusion(ClaimedMessage message, @Nullable Answer answer, Next next) {
    this(message, answer, next, null);
  }

  /** How the provider's answer counts. */
  public enum Outcome {
    /** The provider has it. */
    ACCEPTED,
    /** The provider has taken it and has sent nothing: it is a stub, or in a test mode. */
    NOTHING_SENT,
    /** The provider provably does not have it. */
    REJECTED,
    /** Nobody can tell. */
    UNKNOWN
  }

  /**
   * What the provider answered.
   *
   * @param outcome how it counts
   * @param instance who was asked, {@code workspace/name}
   * @param provider the id of its provider
   * @param content which of the message's contents, counted from 0
   * @param providerMessageId the provider's id of it; null unless the provider has taken it
   * @param startedAt when the call began, in milliseconds since 1970
   * @param endedAt when it ended
   * @param reason why, masked; null when accepted
   * @param conversation whether it went out in answer to its recipient; null when not known
   * @param details what the provider said of it, by the standard names of {@link
   *     SendOutcome.Accepted}
   */
  public record Answer(
      Outcome outcome,
      String instance,
      String provider,
      int content,
      @Nullable String providerMessageId,
      long startedAt,
      long endedAt,
      @Nullable String reason,
      @Nullable Conversation conversation,
      Map<String, String> details) {
    /** Replaces what no database takes. */
    public Answer {
      details = Map.copyOf(details);
      providerMessageId = providerMessageId == null ? null : Storable.key(providerMessageId);
      reason = reason == null ? null : Storable.text(reason);
    }
  }

  /**
   * Where a message goes.
   *
   * @param state its state
   * @param pause how long it waits before it is tried again; null for not at all
   * @param settleAfter when to look at it again without having heard of it; null for never
   * @param lane the lane that it moves to; null to stay
   * @param tries how often it was tried so far, throttled tries apart
   * @param throttled how often it was throttled in a row
   * @param later how often its sender had to be waited for
   * @param tried which ways were refused since it began anew, as JSON; null for none
   * @param reason why, masked; null when there is nothing to explain
   */
  public record Next(
      DeliveryState state,
      @Nullable Duration pause,
      @Nullable Duration settleAfter,
      @Nullable LaneKey lane,
      int tries,
      int throttled,
      int later,
      @Nullable String tried,
      @Nullable String reason) {
    /** Replaces what no database takes. */
    public Next {
      reason = reason == null ? null : Storable.text(reason);
    }
  }
}
