package io.patchbay.delivery;

import io.patchbay.channel.InstanceId;
import io.patchbay.core.internal.ChannelCore;
import io.patchbay.delivery.internal.Unsettled;
import io.patchbay.delivery.store.DeliveryStore;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides about messages of which nobody can tell whether they were sent. Silence says that one did
 * not arrive only when statuses of later messages of the same sender have come. For one thread.
 */
final class Settler {
  private static final Logger LOG = LoggerFactory.getLogger(Settler.class);

  private final DeliveryStore store;
  private final ChannelCore patchbay;
  private final DeliverySettings settings;
  private final FailedLater failedLater;

  Settler(
      DeliveryStore store,
      ChannelCore patchbay,
      DeliverySettings settings,
      FailedLater failedLater) {
    this.store = store;
    this.patchbay = patchbay;
    this.settings = settings;
    this.failedLater = failedLater;
  }

  /** Decides about all that are due; says how many. */
  int settle() {
    int settled = 0;
    Instant now = store.now();
    for (Unsettled message : store.unsettled()) {
      if (message.state() == DeliveryState.FAILED) {
        settled += failedLater.decide(message) ? 1 : 0;
      } else {
        settled += unknown(message, now) ? 1 : 0;
      }
    }
    return settled;
  }

  private boolean unknown(Unsettled message, Instant now) {
    boolean tooLong =
        !now.isBefore(Instant.ofEpochMilli(message.grantedAt()).plus(settings.giveUpAfter()));
    boolean silent = message.laterHeard() || !echoes(message);
    if (!silent && !tooLong) {
      return store.leave(message, now.plus(settings.settleAfter()), null);
    }
    boolean again =
        silent && message.guarantee() == Guarantee.AT_LEAST_ONCE && message.body() != null;
    if (again && !isSpent(message, now)) {
      return store.sendAgain(
          message,
          message.lane(),
          null,
          false,
          message.laterHeard()
              ? "no status of it came while those of later messages did: it is sent again, and may"
                  + " arrive twice"
              : "its provider reports nothing by our reference: it is sent again, and may arrive"
                  + " twice");
    }
    boolean left = store.leave(message, null, whyLeft(silent, again));
    if (left) {
      LOG.warn(
          "Message '{}' of workspace '{}' may not have been sent: {}",
          message.id(),
          message.workspace(),
          whyLeft(silent, again));
    }
    return left;
  }

  private String whyLeft(boolean silent, boolean again) {
    if (again) {
      return "it was sent again as often and as long as messages are tried, and no status of it"
          + " ever came; it is not sent again";
    }
    return silent
        ? "no status of it came while those of later messages did; it is not sent again because it"
            + " is at most once"
        : "no status of any later message came for "
            + settings.giveUpAfter()
            + ": look whether webhooks arrive at all; it is not sent again";
  }

  /** A provider that answers nothing at all is not sent the same message for ever. */
  private boolean isSpent(Unsettled message, Instant now) {
    return message.tries() >= settings.tries()
        || Instant.ofEpochMilli(message.firstAt()).plus(settings.retryWithin()).isBefore(now);
  }

  /** Whether its provider can name the message in a status before it has told its own id of it. */
  private boolean echoes(Unsettled message) {
    Optional<InstanceId> instance = InstanceId.parse(message.instance());
    return instance
        .flatMap(id -> patchbay.registry().routing(id.workspace()))
        .map(routing -> routing.instances().get(instance.get().name()))
        .map(route -> route.provider().referenceLength() > 0)
        .orElse(true);
  }
}
