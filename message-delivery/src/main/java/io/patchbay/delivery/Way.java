package io.patchbay.delivery;

import io.patchbay.channel.InstanceId;
import io.patchbay.channel.SendError;
import io.patchbay.channel.spi.Sender;
import io.patchbay.core.internal.ChannelCore;
import io.patchbay.delivery.internal.LaneKey;
import io.patchbay.registry.routing.Lease;
import io.patchbay.registry.routing.ProviderRegistry;
import io.patchbay.registry.routing.Route;
import io.patchbay.registry.routing.WorkspaceRouting;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Where a lane leads at the moment: a lease on the connection of the first instance that is not
 * blocked, and the sender that it would be.
 *
 * @param lease the connection; whoever gets it closes it
 * @param sender who is seen as the sender
 * @param key identity of that sender among all providers
 * @param longestSend how long one send may take at most
 * @param probe whether the instance is blocked, or was, and one message may find out whether it
 *     still is
 * @param detour whether it goes round a sender that pauses
 */
record Way(
    Lease lease, Sender sender, String key, Duration longestSend, boolean probe, boolean detour) {

  /**
   * A way, or why there is none.
   *
   * @param blocked the instance that would be the first choice; null when it is not blocked
   */
  record Found(@Nullable Way way, @Nullable InstanceId blocked, String obstacle) {
    private Found besides(@Nullable InstanceId firstChoice) {
      return new Found(way, firstChoice, obstacle);
    }

    private static Found none(String obstacle) {
      return new Found(null, null, obstacle);
    }
  }

  /** The same for one message, which finds out whether it works. */
  Way forOne() {
    return new Way(lease, sender, key, longestSend, true, detour);
  }

  private Way round() {
    return new Way(lease, sender, key, longestSend, probe, true);
  }

  /**
   * Looks for one.
   *
   * @param probe whether to find one through the first choice though that is blocked
   * @param paused which senders are passed over where another way is left
   */
  static Found find(
      ChannelCore patchbay, LaneKey lane, boolean probe, Predicate<? super String> paused) {
    ProviderRegistry registry = patchbay.registry();
    WorkspaceRouting routing = registry.routing(lane.workspace()).orElse(null);
    if (routing == null) {
      return Found.none(registry.unknownWorkspace(lane.workspace()).describe());
    }
    List<Route> routes = routes(routing, lane);
    if (routes.isEmpty()) {
      return Found.none(routing.refusalFor(lane.provider()).describe());
    }
    SendError cause = null;
    Found waits = null;
    for (Route route : routes) {
      Optional<SendError> blocked = patchbay.blocked(route.instance());
      if (blocked.isPresent()) {
        cause = cause == null ? blocked.get() : cause;
        continue;
      }
      Found found = open(registry, routing, lane, route, false);
      found = cause == null ? found : found.besides(routes.get(0).instance());
      if (found.way() == null) {
        return waits == null ? found : waits;
      }
      if (!paused.test(found.way().key())) {
        if (waits == null) {
          return found;
        }
        close(waits);
        return new Found(found.way().round(), found.blocked(), "");
      }
      // The first of those that pause, should there be no other.
      close(waits == null ? null : found);
      waits = waits == null ? found : waits;
    }
    if (waits != null) {
      return waits;
    }
    Route first = routes.get(0);
    if (probe) {
      return open(registry, routing, lane, first, true);
    }
    return new Found(null, first.instance(), first.instance() + " is blocked: " + describe(cause));
  }

  private static void close(@Nullable Found found) {
    if (found != null && found.way() != null) {
      found.way().lease().close();
    }
  }

  private static String describe(@Nullable SendError cause) {
    return cause == null ? "" : cause.describe();
  }

  private static List<Route> routes(WorkspaceRouting routing, LaneKey lane) {
    Route via = lane.via() == null ? null : routing.instances().get(lane.via());
    return via == null ? routing.routesFor(lane.provider()) : List.of(via);
  }

  private static Found open(
      ProviderRegistry registry,
      WorkspaceRouting routing,
      LaneKey lane,
      Route route,
      boolean probe) {
    Lease lease = registry.lease(route.instance()).orElse(null);
    if (lease == null) {
      return Found.none(route.instance() + " has just left the configuration");
    }
    try {
      String from = Senders.forInstance(lane.from(), route.instance().name());
      Sender sender = lease.connection().sender(from);
      String own = sender.key().isEmpty() ? route.instance().toString() : sender.key();
      Duration longest = sender.longestSend();
      longest = longest.compareTo(routing.sendTimeout()) < 0 ? longest : routing.sendTimeout();
      String key = route.provider().id() + ":" + own;
      return new Found(new Way(lease, sender, key, longest, probe, false), null, "");
    } catch (RuntimeException | LinkageError e) {
      lease.close();
      // Without the exception's message, which may quote a sender's number.
      return Found.none(
          "the module of provider '"
              + route.provider().id()
              + "' failed to name the sender: it threw "
              + e.getClass().getName());
    }
  }
}
