package io.patchbay.registry;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Chooses section by section: the new one, or the last good one where the new one has an error. An
 * error may lie in a link between sections, so the links are tried until no more sections change.
 */
final class LastGood {
  private LastGood() {}

  static Map<String, WorkspaceConfiguration> choose(
      Map<String, WorkspaceConfiguration> previous,
      Map<String, WorkspaceConfiguration> newest,
      List<ConfigurationProblem> problems) {
    Map<String, WorkspaceConfiguration> chosen = new LinkedHashMap<>();
    Set<String> kept = new HashSet<>();
    newest.forEach(
        (name, section) -> {
          problems.addAll(section.problems());
          WorkspaceConfiguration old = previous.get(name);
          boolean keep = section.faulty() && old != null;
          if (keep) {
            kept.add(name);
          }
          chosen.put(name, keep ? old : section);
        });
    boolean changed = true;
    while (changed) {
      changed = false;
      RoutingTable links = RoutingTable.ofValid(chosen, PhoneNumberReader.regions());
      links.build();
      for (ConfigurationProblem problem : errors(links)) {
        String name = problem.workspace();
        WorkspaceConfiguration old = previous.get(name);
        if (old != null && kept.add(name)) {
          problems.add(problem);
          chosen.put(name, old);
          changed = true;
        }
      }
    }
    return chosen;
  }

  private static List<ConfigurationProblem> errors(RoutingTable links) {
    List<ConfigurationProblem> errors = new ArrayList<>(links.problems());
    errors.removeIf(problem -> problem.severity() != ConfigurationProblem.Severity.ERROR);
    return errors;
  }
}
