package io.patchbay.core.internal.consent;

import io.patchbay.channel.spi.Sender;
import io.patchbay.registry.routing.Lease;
import org.jspecify.annotations.Nullable;

/** Names the sender that a conversation belongs to, across the workspaces that use it. */
public final class ConversationKey {
  private ConversationKey() {}

  /**
   * That of the instance's own sender with this name: the one that would send, or the one that
   * somebody wrote to. A name that is not one of the instance's own counts as its default sender,
   * so that no instance can speak for another's.
   */
  public static String ofSender(Lease lease, @Nullable String from) {
    Sender sender = lease.connection().sender(from);
    return key(lease, sender.key());
  }

  /** That of a sender with this key. */
  public static String of(Lease lease, String sender) {
    return key(lease, sender);
  }

  private static String key(Lease lease, String sender) {
    return lease.provider().id() + ":" + (sender.isEmpty() ? lease.instance().toString() : sender);
  }
}
