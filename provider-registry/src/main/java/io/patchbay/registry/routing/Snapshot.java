package io.patchbay.registry.routing;

import io.patchbay.channel.InstanceId;
import io.patchbay.registry.config.ConfigurationProblem;
import io.patchbay.registry.config.ServerConfiguration;
import io.patchbay.registry.internal.config.Source;
import io.patchbay.registry.internal.config.WorkspaceConfiguration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a send looks up, published as one: it never sees half of a change.
 *
 * @param good the newest section of each workspace that had no error
 * @param routings the routes by workspace
 * @param slots the open connections
 * @param server what is said to a host that serves HTTP, the newest without an error
 * @param problems everything wrong with the text that is in use
 * @param refused everything wrong with a newer text that was not taken; empty when there is none
 * @param source the text that is in use; null before the first
 * @param closed whether the registry is closed
 */
record Snapshot(
    Map<String, WorkspaceConfiguration> good,
    Map<String, WorkspaceRouting> routings,
    Map<InstanceId, ConnectionSlot> slots,
    ServerConfiguration server,
    List<ConfigurationProblem> problems,
    List<ConfigurationProblem> refused,
    @Nullable Source source,
    boolean closed) {
  static Snapshot empty(boolean closed) {
    return new Snapshot(
        Map.of(),
        Map.of(),
        Map.of(),
        ServerConfiguration.none(),
        List.of(),
        List.of(),
        null,
        closed);
  }

  /** Everything wrong with the newest text. */
  List<ConfigurationProblem> newestProblems() {
    return refused.isEmpty() ? problems : refused;
  }

  Snapshot withRefused(List<ConfigurationProblem> newest) {
    return new Snapshot(
        good, routings, slots, server, problems, List.copyOf(newest), source, closed);
  }

  /** The same text, read again, of which this is wrong now. */
  Snapshot withReread(Source reread, List<ConfigurationProblem> newest) {
    return new Snapshot(
        good, routings, slots, server, List.copyOf(newest), refused, reread, closed);
  }
}
