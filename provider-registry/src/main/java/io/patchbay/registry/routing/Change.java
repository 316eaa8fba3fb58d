package io.patchbay.registry.routing;

import io.patchbay.channel.InstanceId;
import io.patchbay.registry.config.ConfigurationProblem;
import io.patchbay.registry.config.PublishReport;
import io.patchbay.registry.internal.config.ConfigurationDocument;
import io.patchbay.registry.internal.config.InstanceConfiguration;
import io.patchbay.registry.internal.config.ServerReader;
import io.patchbay.registry.internal.config.Source;
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
    return new Change(false, before.withRefused(problems(document)), List.of(), List.of());
  }

  /** As {@link #refused}, of the text in use, whose secret files have changed. */
  static Change unreadable(Snapshot before, ConfigurationDocument document, Source source) {
    return new Change(false, before.withReread(source, problems(document)), List.of(), List.of());
  }

  private static List<ConfigurationProblem> problems(ConfigurationDocument document) {
    List<ConfigurationProblem> problems = new ArrayList<>(document.problems());
    problems.addAll(document.server().problems());
    document.workspaces().values().forEach(section -> problems.addAll(section.problems()));
    return problems;
  }

  /** The same change, with what is known to be wrong with a newer text that was not taken. */
  Change keeping(List<ConfigurationProblem> refused) {
    return new Change(applied, after.withRefused(refused), opened, retired);
  }

  /**
   * Opens what changed. A workspace of which an instance cannot be opened keeps its last good
   * section, if it has one.
   */
  static Change of(
      Snapshot before, ConfigurationDocument document, Source source, Openings openings) {
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
        return published(before, document.server(), choice, source, opened, failures);
      }
    }
  }

  private static Change published(
      Snapshot before,
      ServerReader.Section server,
      LastGood.Choice choice,
      Source source,
      Opened opened,
      List<ConfigurationProblem> failures) {
    Map<InstanceId, ConnectionSlot> slots = opened.slots();
    Map<InstanceId, Route> routes = new LinkedHashMap<>();
    slots.forEach(
        (id, slot) -> routes.put(id, new Route(id, slot.configuration().provider().descriptor())));
    RoutingTable table = new RoutingTable(choice.sections(), routes, opened.unopened());
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
            List.of(),
            source,
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
        applied ? after.problems() : problems(document),
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
      List<InstanceConfiguration> instances =
          choice.sections().values().stream()
              .flatMap(workspace -> workspace.instances().values().stream())
              .toList();
      openings.open(
          instances.stream()
              .filter(instance -> !isOpen(instance, before.slots().get(instance.id())))
              .toList());
      instances.forEach(
          instance -> opened.add(instance, before.slots().get(instance.id()), openings));
      return opened;
    }

    private static boolean isOpen(InstanceConfiguration instance, @Nullable ConnectionSlot old) {
      return old != null && old.configuration().equals(instance);
    }

    private void add(
        InstanceConfiguration instance, @Nullable ConnectionSlot old, Openings openings) {
      InstanceId id = instance.id();
      if (old != null && isOpen(instance, old)) {
        slots.put(id, old);
        return;
      }
      ConnectionSlot fresh = openings.slot(instance);
      if (fresh != null) {
        slots.put(id, fresh);
        return;
      }
      String why = openings.failure(instance);
      // A module that hangs makes no configuration wrong; a route that needs it is an error itself.
      failures.add(
          new ConfigurationProblem(
              openings.hanging().contains(instance)
                  ? ConfigurationProblem.Severity.WARNING
                  : ConfigurationProblem.Severity.ERROR,
              id.workspace(),
              "workspaces." + id.workspace() + ".sms.providers." + id.name(),
              null,
              why + (old == null ? "" : "; the old connection stays in use"),
              openings.remedy(instance)));
      if (old == null) {
        unopened.put(id, why);
      } else {
        slots.put(id, old);
      }
    }
  }
}
