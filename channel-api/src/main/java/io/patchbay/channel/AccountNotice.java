package io.patchbay.channel;

import java.time.Instant;
import java.util.Map;

/**
 * News about the account, a sender or a template.
 *
 * <p>Immutable.
 *
 * @param key identity for duplicates
 * @param at when it happened
 * @param raw the part of the payload it was read from
 * @param subject what it is about, by the provider's word
 * @param summary one sentence for an operator
 * @param details the values, by the provider's own names
 */
public record AccountNotice(
    String key, Instant at, String raw, String subject, String summary, Map<String, String> details)
    implements ChannelEvent {
  /** Copies the details. */
  public AccountNotice {
    details = Map.copyOf(details);
  }

  @Override
  public String toString() {
    return "AccountNotice[" + Masking.numbersIn(subject) + ", " + at + "]";
  }
}
