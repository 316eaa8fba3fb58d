package io.patchbay.channel;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Somebody wrote to one of our senders.
 *
 * <p>Immutable.
 *
 * @param key identity for duplicates, usually the provider's message id
 * @param at when it was written
 * @param raw the part of the payload it was read from
 * @param providerMessageId the provider's id of the message, for replies and reactions
 * @param from the addresses by which the provider names the person, the best for an answer first
 * @param to the sender of ours that was written to, as the provider names it
 * @param kind the provider's word for what was written, such as {@code text}
 * @param text what was written, or the title of the button or row that was chosen
 * @param inReplyTo the provider's id of our message that it answers
 * @param content what was written; null when the provider's module does not know the kind, and
 *     {@code raw} has it all
 * @param details what more the provider said, such as the advertisement that led here, by the
 *     provider's own names
 */
public record InboundMessage(
    String key,
    Instant at,
    String raw,
    String providerMessageId,
    List<Address> from,
    String to,
    String kind,
    @Nullable String text,
    @Nullable String inReplyTo,
    @Nullable InboundContent content,
    Map<String, String> details)
    implements ChannelEvent {
  /**
   * The detail with which Patchbay marks a text that has a stop word in it and is none, such as
   * "Stop. Thank you". Nothing was stopped: the host decides. Its value is {@code true}.
   */
  public static final String POSSIBLE_STOP = "patchbay.possible-stop";

  /** Copies the collections. */
  public InboundMessage {
    from = List.copyOf(from);
    details = Map.copyOf(details);
  }

  @Override
  public String toString() {
    return "InboundMessage[" + providerMessageId + ", " + kind + ", " + at + ", " + from + "]";
  }
}
