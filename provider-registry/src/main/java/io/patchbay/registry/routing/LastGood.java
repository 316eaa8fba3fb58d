package io.patchbay.registry.routing;

import io.patchbay.registry.config.ConfigurationProblem;
import io.patchbay.registry.internal.config.WorkspaceConfiguration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Chooses section by section: the new one, or the last good one where the new one has an error. An
 * error may lie in a link between sections, so the links are tried until no more sections change.
 */
final class LastGood {
  private LastGood() {}

  /**
   * What was chosen.
   *
   * @param sections the sections to use; one that never was good is used as it is
   * @param good those of them that are good, to go back to later
   * @param problems everything wrong with the newest sections, and which of them are not used
   */
  record Choice(
      Map<String, WorkspaceConfiguration> sections,
      Map<String, WorkspaceConfiguration> good,
      List<ConfigurationProblem> problems) {}

  /**
   * Chooses.
   *
   * @param good the last good sections
   * @param newest the sections of the new text
   * @param failing the workspaces whose new section cannot be opened
   */
  static Choice choose(
      Map<String, WorkspaceConfiguration> good,
      Map<String, WorkspaceConfiguration> newest,
      Set<String> failing) {
    Set<ConfigurationProblem> problems = new LinkedHashSet<>();
    Map<String, WorkspaceConfiguration> chosen = new LinkedHashMap<>();
    Set<String> kept = new LinkedHashSet<>();
    newest.forEach(
        (name, section) -> {
          problems.addAll(section.problems());
          WorkspaceConfiguration old = good.get(name);
          boolean keep = old != null && (section.faulty() || failing.contains(name));
          if (keep) {
            kept.add(name);
          }
          chosen.put(name, keep ? old : section);
        });
    List<ConfigurationProblem> errors = errors(chosen);
    boolean changed = true;
    while (changed) {
      changed = false;
      for (ConfigurationProblem error : errors) {
        WorkspaceConfiguration old = good.get(error.workspace());
        if (old != null && kept.add(error.workspace())) {
          problems.add(error);
          chosen.put(error.workspace(), old);
          changed = true;
        }
      }
      errors = changed ? errors(chosen) : errors;
    }
    for (String name : kept) {
      if (!Objects.equals(chosen.get(name), newest.get(name))) {
        problems.add(
            ConfigurationProblem.warning(
                name,
                "workspaces." + name,
                null,
                "keeps its last good configuration",
                "correct the errors in it"));
      }
    }
    Map<String, WorkspaceConfiguration> usable = new LinkedHashMap<>(chosen);
    Set<String> wrong = new HashSet<>(failing);
    errors.forEach(error -> wrong.add(error.workspace()));
    usable.values().removeIf(WorkspaceConfiguration::faulty);
    usable.keySet().removeIf(name -> wrong.contains(name) && !kept.contains(name));
    return new Choice(chosen, usable, List.copyOf(problems));
  }

  private static List<ConfigurationProblem> errors(Map<String, WorkspaceConfiguration> sections) {
    RoutingTable links = RoutingTable.ofValid(sections);
    links.build();
    List<ConfigurationProblem> errors = new ArrayList<>(links.problems());
    errors.removeIf(problem -> problem.severity() != ConfigurationProblem.Severity.ERROR);
    return errors;
  }
}
