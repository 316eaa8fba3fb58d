package io.patchbay.registry.internal.config;

import io.patchbay.registry.config.ConfigurationProblem;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one workspace's own section says. Null means that the section says nothing, and the parent's
 * word counts.
 *
 * @param instances the valid instances, by name
 * @param broken why the other instances of the section are not valid, by name
 * @param problems everything wrong in the section itself
 */
public record WorkspaceConfiguration(
    String name,
    @Nullable String parent,
    @Nullable String defaultProvider,
    @Nullable List<String> fallback,
    @Nullable String defaultRegion,
    @Nullable Boolean failoverOnThrottle,
    @Nullable Boolean failoverAfterFailure,
    @Nullable Duration sendTimeout,
    @Nullable Integer retryAttempts,
    @Nullable Duration retryWithin,
    OptOut optOut,
    @Nullable Boolean requireConsent,
    Map<String, InstanceConfiguration> instances,
    Map<String, String> broken,
    List<ConfigurationProblem> problems) {

  /**
   * What the section says about opting out.
   *
   * @param languages whose stop words count as well
   * @param stopsAll whether a stop word stops every purpose
   */
  public record OptOut(
      @Nullable List<String> stopWords,
      @Nullable List<String> startWords,
      @Nullable List<String> languages,
      @Nullable Boolean stopsAll) {}

  public boolean faulty() {
    return problems.stream()
        .anyMatch(problem -> problem.severity() == ConfigurationProblem.Severity.ERROR);
  }

  public boolean declares(String instance) {
    return instances.containsKey(instance) || broken.containsKey(instance);
  }
}
