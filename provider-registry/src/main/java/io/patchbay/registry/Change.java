package io.patchbay.registry;

import io.patchbay.channel.InstanceId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a new configuration makes of a snapshot.
 *
 * @param applied whether the configuration is taken
 * @param after the next snapshot
 * @param opened the instances that get a new connection
 * @param retired the connections that the next snapshot has no use for
 */
record Change(
    boolean applied, Snapshot after, List<InstanceId> opened, List<ConnectionSlot> retired) {

  /** All stays as it was, but for what is known to be wrong. */
  static Change refused(Snapshot before, ConfigurationDocument document) {
    List<ConfigurationProblem> problems = new ArrayList<>(document.problems());
    problems.addAll(document.server().problems());
    document.workspaces().values().forEach(section -> problems.addAll(section.problems()));
    return new Change(false, before.withProblems(problems), List.of(), List.of());
  }

  /**
   * Opens what changed. A workspace of which an instance cannot be opened keeps its last good
   * section, if it has one.
   */
  static Change of(Snapshot before, ConfigurationDocument document, Openings openings) {
    Set<String> failing = new HashSet<>();
    List<ConfigurationProblem> failures = new ArrayList<>();
    while (true) {
      LastGood.Choice choice =
          LastGood.choose(before.good(), document.workspaces(), Set.copyOf(failing));
      Opened opened = Opened.of(before, choice, openings);
      opened.failures().stream()
          .filter(failure -> !failures.contains(failure))
          .forEach(failures::add);
      boolean more = false;
      for (ConfigurationProblem failure : opened.failures()) {
        more |= failing.add(failure.workspace());
      }
      if (!more) {
        return published(before, document.server(), choice, opened, failures);
      }
    }
  }

  private static Change published(
      Snapshot before,
      ServerReader.Section server,
      LastGood.Choice choice,
      Opened opened,
      List<ConfigurationProblem> failures) {
    Map<InstanceId, ConnectionSlot> slots = opened.slots();
    Map<InstanceId, Route> routes = new LinkedHashMap<>();
    slots.forEach(
        (id, slot) -> routes.put(id, new Route(id, slot.configuration().provider().descriptor())));
    RoutingTable table =
        new RoutingTable(choice.sections(), routes, opened.unopened(), PhoneNumberReader.regions());
    Map<String, WorkspaceRouting> routings = table.build();
    List<ConfigurationProblem> problems = new ArrayList<>(server.problems());
    problems.addAll(choice.problems());
    problems.addAll(failures);
    problems.addAll(table.problems());
    Snapshot after =
        new Snapshot(
            choice.good(),
            Map.copyOf(routings),
            Map.copyOf(slots),
            server.configuration() == null ? before.server() : server.configuration(),
            problems.stream().distinct().toList(),
            false);
    List<ConnectionSlot> retired =
        before.slots().values().stream()
            .filter(slot -> slots.get(slot.configuration().id()) != slot)
            .toList();
    List<InstanceId> fresh =
        slots.entrySet().stream()
            .filter(entry -> before.slots().get(entry.getKey()) != entry.getValue())
            .map(Map.Entry::getKey)
            .toList();
    return new Change(true, after, fresh, retired);
  }

  PublishReport report(ConfigurationDocument document) {
    return new PublishReport(
        applied,
        after.problems(),
        opened,
        retired.stream().map(slot -> slot.configuration().id()).toList(),
        document.files());
  }

  /** The connections of a choice of sections: those that were open, and new ones. */
  private record Opened(
      Map<InstanceId, ConnectionSlot> slots,
      Map<InstanceId, String> unopened,
      List<ConfigurationProblem> failures) {

    static Opened of(Snapshot before, LastGood.Choice choice, Openings openings) {
      Opened opened = new Opened(new LinkedHashMap<>(), new LinkedHashMap<>(), new ArrayList<>());
      for (WorkspaceConfiguration workspace : choice.sections().values()) {
        for (InstanceConfiguration instance : workspace.instances().values()) {
          opened.add(instance, before.slots().get(instance.id()), openings);
        }
      }
      return opened;
    }

    private void add(
        InstanceConfiguration instance, @Nullable ConnectionSlot old, Openings openings) {
      InstanceId id = instance.id();
      if (old != null && old.configuration().equals(instance)) {
        slots.put(id, old);
        return;
      }
      ConnectionSlot fresh = openings.open(instance);
      if (fresh != null) {
        slots.put(id, fresh);
        return;
      }
      String why = openings.failure(instance);
      failures.add(
          ConfigurationProblem.error(
              id.workspace(),
              "workspaces." + id.workspace() + ".sms.providers." + id.name(),
              null,
              why + (old == null ? "" : "; the old connection stays in use"),
              "report this to the provider's author"));
      if (old == null) {
        unopened.put(id, why);
      } else {
        slots.put(id, old);
      }
    }
  }
}
