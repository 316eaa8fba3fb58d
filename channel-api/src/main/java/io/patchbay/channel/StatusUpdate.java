package io.patchbay.channel;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message of ours has come farther, or failed.
 *
 * <p>Immutable.
 *
 * @param key identity for duplicates, usually the provider's message id and the word
 * @param at when it happened
 * @param raw the part of the payload it was read from
 * @param providerMessageId the provider's id of the message
 * @param status the step
 * @param word the provider's own word for it
 * @param reference our reference, where the provider echoed one
 * @param recipient the addresses by which the provider names the person whom it was for, the best
 *     for another message first; of a message to a group, the group and then the member whom the
 *     status is about; empty when it does not say
 * @param errors why it failed
 * @param details what more the provider said, by the provider's own names; of the price by {@link
 *     #PRICING_CATEGORY} and {@link #BILLABLE}, whatever its own names
 */
public record StatusUpdate(
    String key,
    Instant at,
    String raw,
    String providerMessageId,
    DeliveryStatus status,
    String word,
    @Nullable String reference,
    List<Address> recipient,
    List<SendError> errors,
    Map<String, String> details)
    implements ChannelEvent {
  /** The detail that names the kind of message that the provider charges, in its own word. */
  public static final String PRICING_CATEGORY = "pricing.category";

  /** The detail that says whether the provider charges the message: {@code true} or not. */
  public static final String BILLABLE = "pricing.billable";

  /** Copies the collections. */
  public StatusUpdate {
    recipient = List.copyOf(recipient);
    errors = List.copyOf(errors);
    details = Map.copyOf(details);
  }

  /**
   * Whether it is about a message that was never sent: its provider is a stub, or works in a test
   * mode, and marks it with the detail {@link SendOutcome.Accepted#NOTHING_SENT}.
   */
  public boolean nothingSent() {
    return "true".equals(details.get(SendOutcome.Accepted.NOTHING_SENT));
  }

  @Override
  public String toString() {
    return "StatusUpdate[" + providerMessageId + ", " + word + ", " + at + ", " + recipient + "]";
  }
}
