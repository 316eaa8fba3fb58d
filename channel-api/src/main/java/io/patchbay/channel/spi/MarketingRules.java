package io.patchbay.channel.spi;

import io.patchbay.channel.Content;

/**
 * A capability: the provider knows contents that are advertising whatever a message says of its
 * {@link io.patchbay.channel.Purpose}. Opt-outs and consents that concern marketing hold for them.
 * Thread-safe.
 */
public interface MarketingRules {
  /**
   * Whether a content is advertising; false for one that cannot be told. Called by the sending
   * thread before an attempt, only for a message that is not stated to be marketing and only where
   * the answer decides whether it may go. May ask the provider, within seconds, and remember the
   * answer.
   */
  boolean isMarketing(Content content);
}
