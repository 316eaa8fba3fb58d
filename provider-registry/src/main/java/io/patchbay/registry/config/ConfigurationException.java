package io.patchbay.registry.config;

import java.util.List;
import java.util.stream.Collectors;

/**
 * There is no configuration to start with: its text is missing or unreadable.
 *
 * <p>Thread-safe: its problems are immutable.
 */
public final class ConfigurationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<ConfigurationProblem> problems;

  public ConfigurationException(List<ConfigurationProblem> problems) {
    super(
        problems.stream()
            .map(ConfigurationProblem::describe)
            .collect(Collectors.joining(System.lineSeparator())));
    this.problems = List.copyOf(problems);
  }

  /**
   * Refuses a first configuration that was not taken.
   *
   * @throws ConfigurationException with the report's problems, when it was not applied
   */
  public static void throwUnlessApplied(PublishReport report) {
    if (!report.applied()) {
      throw new ConfigurationException(report.problems());
    }
  }

  /** Everything wrong with it. */
  public List<ConfigurationProblem> problems() {
    return problems;
  }
}
