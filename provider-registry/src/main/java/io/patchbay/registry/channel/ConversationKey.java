package io.patchbay.registry.channel;

import io.patchbay.channel.spi.Sender;
import io.patchbay.registry.Lease;
import org.jspecify.annotations.Nullable;

/** Names the sender that a conversation belongs to, across the workspaces that use it. */
final class ConversationKey {
  private ConversationKey() {}

  /** That of the sender that somebody wrote to, which need not be the instance's own. */
  static String of(Lease lease, String writtenTo) {
    return key(lease, lease.connection().sender(null).key().isEmpty() ? "" : writtenTo);
  }

  /** That of the sender that would send. */
  static String ofSender(Lease lease, @Nullable String from) {
    Sender sender = lease.connection().sender(from);
    return key(lease, sender.key());
  }

  private static String key(Lease lease, String sender) {
    return lease.provider().id() + ":" + (sender.isEmpty() ? lease.instance().toString() : sender);
  }
}
