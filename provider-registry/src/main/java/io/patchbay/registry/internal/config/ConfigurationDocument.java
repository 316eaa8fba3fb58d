package io.patchbay.registry.internal.config;

import io.patchbay.registry.config.ConfigurationProblem;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A whole configuration as it was read.
 *
 * @param workspaces the sections, faulty ones included, by name
 * @param server what is said to a host that serves HTTP; an error there spoils nothing else
 * @param problems what is wrong outside of any section; an error here spoils the whole document
 * @param files the secret files that were asked for, with fingerprints of what they held
 */
public record ConfigurationDocument(
    Map<String, WorkspaceConfiguration> workspaces,
    ServerReader.Section server,
    List<ConfigurationProblem> problems,
    Map<Path, String> files) {

  public boolean unusable() {
    return problems.stream()
        .anyMatch(problem -> problem.severity() == ConfigurationProblem.Severity.ERROR);
  }
}
