package io.patchbay.core.internal.send;

import io.patchbay.channel.EventContext;
import io.patchbay.channel.InstanceId;
import io.patchbay.channel.MessageRef;
import io.patchbay.channel.SendOutcome;
import io.patchbay.channel.StatusUpdate;
import io.patchbay.store.inbox.AttemptRecord;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The attempts that this process made last: what there is to compare a status with where no queue
 * keeps a record. Thread-safe.
 */
public final class RecentAttempts implements AttemptRecord {
  /** About 3 MB. */
  static final int MOST = 10_000;

  private final Object lock = new Object();
  private final Map<MessageRef, Made> attempts =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<MessageRef, Made> eldest) {
          return size() > MOST;
        }
      };

  /** Two attempts under one reference: a host that has used the id of a message twice. */
  private static final Made SEVERAL = new Made(new InstanceId("none", "none"), "", null);

  private record Made(InstanceId instance, String sender, @Nullable String providerMessageId) {}

  /**
   * Remembers an attempt that the provider took, or may have.
   *
   * @param sender as {@link EventContext#sender} names it
   */
  void add(MessageRef attempt, InstanceId instance, String sender, SendOutcome outcome) {
    if (outcome instanceof SendOutcome.Rejected) {
      return;
    }
    String id =
        outcome instanceof SendOutcome.Accepted accepted ? accepted.providerMessageId() : null;
    synchronized (lock) {
      attempts.merge(
          attempt,
          new Made(instance, sender, id),
          (known, made) -> made.equals(known) ? made : SEVERAL);
    }
  }

  @Override
  public Verdict verdict(StatusUpdate status, EventContext claimed) {
    MessageRef message = claimed.message().orElse(null);
    Made made;
    synchronized (lock) {
      made = message == null ? null : attempts.get(message);
    }
    if (message == null || made == null || made.equals(SEVERAL)) {
      return Verdict.UNKNOWN;
    }
    String id = made.providerMessageId();
    boolean instance =
        made.instance().equals(claimed.instance())
            || (made.sender().equals(claimed.sender())
                && message.workspace().equals(claimed.workspace()));
    return instance && (id == null || id.equals(status.providerMessageId()))
        ? Verdict.SAME
        : Verdict.OTHER;
  }
}
