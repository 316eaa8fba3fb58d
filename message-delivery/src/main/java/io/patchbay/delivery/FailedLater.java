package io.patchbay.delivery;

import io.patchbay.channel.Category;
import io.patchbay.channel.SmsMessage;
import io.patchbay.core.internal.ChannelCore;
import io.patchbay.core.internal.send.Pipeline;
import io.patchbay.core.internal.send.Plan;
import io.patchbay.core.internal.send.Step;
import io.patchbay.delivery.internal.LaneKey;
import io.patchbay.delivery.internal.Unsettled;
import io.patchbay.delivery.store.DeliveryStore;
import io.patchbay.registry.routing.WorkspaceRouting;
import java.util.Optional;

/**
 * Decides about messages that a provider took and gave up afterwards: where the workspace wants it,
 * one for a reason that another provider can cure goes there, once. Thread-safe.
 */
final class FailedLater {
  private final DeliveryStore store;
  private final ChannelCore patchbay;
  private final MessageCodec codec;

  FailedLater(DeliveryStore store, ChannelCore patchbay, MessageCodec codec) {
    this.store = store;
    this.patchbay = patchbay;
    this.codec = codec;
  }

  boolean decide(Unsettled message) {
    Category category = message.category();
    if (category == null
        || !category.curedByAnotherProvider()
        || message.content() < 0
        || message.body() == null
        || !wanted(message.workspace())) {
      return store.leave(message, null, null);
    }
    SmsMessage sent;
    try {
      sent = codec.read(message.id(), message.body());
    } catch (RuntimeException e) {
      return store.leave(message, null, null);
    }
    String tried = Tried.write(message.instance(), message.content(), category);
    Plan plan = patchbay.pipeline().plan(message.workspace(), sent);
    Optional<Step> other = Pipeline.next(plan, Tried.read(tried, sent));
    if (other.isEmpty()) {
      return store.leave(message, null, null);
    }
    LaneKey lane = message.lane().through(other.get().route().instance().name());
    return store.sendAgain(
        message,
        lane,
        tried,
        true,
        "its provider gave it up ("
            + category
            + "); it goes through "
            + other.get().route().instance());
  }

  private boolean wanted(String workspace) {
    return patchbay
        .registry()
        .routing(workspace)
        .map(WorkspaceRouting::failoverAfterFailure)
        .orElse(false);
  }
}
