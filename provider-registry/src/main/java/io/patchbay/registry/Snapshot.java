package io.patchbay.registry;

import io.patchbay.channel.InstanceId;
import java.util.List;
import java.util.Map;

/**
 * Everything that a send looks up, published as one: it never sees half of a change.
 *
 * @param good the newest section of each workspace that had no error
 * @param routings the routes by workspace
 * @param slots the open connections
 * @param server what is said to a host that serves HTTP, the newest without an error
 * @param problems everything wrong with the newest text
 * @param closed whether the registry is closed
 */
record Snapshot(
    Map<String, WorkspaceConfiguration> good,
    Map<String, WorkspaceRouting> routings,
    Map<InstanceId, ConnectionSlot> slots,
    ServerConfiguration server,
    List<ConfigurationProblem> problems,
    boolean closed) {
  static Snapshot empty(boolean closed) {
    return new Snapshot(
        Map.of(), Map.of(), Map.of(), ServerConfiguration.none(), List.of(), closed);
  }

  Snapshot withProblems(List<ConfigurationProblem> newest) {
    return new Snapshot(good, routings, slots, server, List.copyOf(newest), closed);
  }
}
