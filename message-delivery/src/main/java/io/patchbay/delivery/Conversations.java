package io.patchbay.delivery;

import io.patchbay.channel.Address;
import io.patchbay.channel.spi.ConversationRules;
import io.patchbay.core.internal.ChannelCore;
import io.patchbay.delivery.internal.Conversation;
import io.patchbay.registry.routing.Lease;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells whether a message is part of a conversation, which is kept with the attempt: providers
 * limit how many people may be written to who have not written lately. Thread-safe.
 */
final class Conversations {
  private static final Logger LOG = LoggerFactory.getLogger(Conversations.class);

  private final ChannelCore patchbay;

  Conversations(ChannelCore patchbay) {
    this.patchbay = patchbay;
  }

  /**
   * Whether a message is part of a conversation; null when that is not known.
   *
   * @param workspace the workspace that sends it
   * @param sender identity of the sender among all providers
   * @param now in milliseconds since 1970
   */
  @Nullable Conversation with(String workspace, Address to, Lease lease, String sender, long now) {
    if (!lease.provider().capabilities().contains(ConversationRules.class)) {
      return Conversation.NONE;
    }
    try {
      Optional<Instant> heard = patchbay.people().lastHeard(workspace, sender, to);
      Optional<ConversationRules> rules = lease.connection().capability(ConversationRules.class);
      if (heard.isEmpty() || rules.isEmpty()) {
        return null;
      }
      Instant end = heard.get().plus(rules.get().window());
      return end.toEpochMilli() > now ? Conversation.OPEN : Conversation.CLOSED;
    } catch (RuntimeException | LinkageError e) {
      // Without the exception's message, which may quote an address. The message goes out all the
      // same: whether it may is for the guards to say.
      LOG.warn(
          "{}: it cannot be told whether a message answers its recipient ({})",
          lease.instance(),
          e.getClass().getName());
      return null;
    }
  }
}
