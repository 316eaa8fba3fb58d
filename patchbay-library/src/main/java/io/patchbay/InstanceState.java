package io.patchbay;

import io.patchbay.channel.InstanceId;
import io.patchbay.channel.SendError;
import io.patchbay.core.internal.ChannelCore;
import io.patchbay.registry.routing.Route;
import io.patchbay.registry.routing.WorkspaceRouting;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A configured instance at one moment. Immutable.
 *
 * @param id the instance, under the workspace that declares it
 * @param provider the id of its provider; null when the configuration names none that is installed
 * @param state whether it sends
 * @param reason why it does not send; empty when it does
 * @param defaultFor the workspaces whose default it is, ordered by name
 */
public record InstanceState(
    InstanceId id, @Nullable String provider, State state, String reason, List<String> defaultFor) {
  /** Copies the list. */
  public InstanceState {
    defaultFor = List.copyOf(defaultFor);
  }

  /** Whether an instance sends. */
  public enum State {
    /** It sends. */
    OPEN,
    /** Its provider refused token or account; it is probed now and then until it works. */
    BLOCKED,
    /** Its configuration has an error or its connection could not be opened. */
    UNUSABLE
  }

  static List<InstanceState> all(ChannelCore core) {
    Map<InstanceId, Route> usable = new TreeMap<>(Comparator.comparing(InstanceId::toString));
    Map<InstanceId, String> unusable = new TreeMap<>(Comparator.comparing(InstanceId::toString));
    Map<InstanceId, List<String>> defaults =
        new TreeMap<>(Comparator.comparing(InstanceId::toString));
    for (String workspace : core.registry().workspaces()) {
      Optional<WorkspaceRouting> routing = core.registry().routing(workspace);
      if (routing.isEmpty()) {
        continue;
      }
      routing.get().instances().values().forEach(route -> usable.put(route.instance(), route));
      routing.get().unusable().entrySet().stream()
          .filter(one -> !isInherited(core, routing.get(), one.getKey()))
          .forEach(one -> unusable.put(new InstanceId(workspace, one.getKey()), one.getValue()));
      routing.get().routes().stream()
          .limit(1)
          .forEach(
              route ->
                  defaults
                      .computeIfAbsent(route.instance(), id -> new ArrayList<>())
                      .add(workspace));
    }
    List<InstanceState> all = new ArrayList<>();
    usable.forEach(
        (id, route) -> {
          Optional<SendError> blocked = core.blocked(id);
          all.add(
              new InstanceState(
                  id,
                  route.provider().id(),
                  blocked.isPresent() ? State.BLOCKED : State.OPEN,
                  blocked.map(SendError::message).orElse(""),
                  defaults.getOrDefault(id, List.of())));
        });
    unusable.forEach(
        (id, why) -> all.add(new InstanceState(id, null, State.UNUSABLE, why, List.of())));
    all.sort(Comparator.comparing(state -> state.id().toString()));
    return List.copyOf(all);
  }

  /** An unusable instance is listed once, under the workspace that declares it. */
  private static boolean isInherited(ChannelCore core, WorkspaceRouting routing, String name) {
    return routing.lineage().stream()
        .skip(1)
        .flatMap(parent -> core.registry().routing(parent).stream())
        .anyMatch(parent -> parent.unusable().containsKey(name));
  }
}
