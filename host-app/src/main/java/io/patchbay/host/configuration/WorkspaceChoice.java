package io.patchbay.host.configuration;

import io.patchbay.Patchbay;
import io.patchbay.channel.InstanceId;
import io.patchbay.channel.SendError;
import io.patchbay.host.console.UserError;
import io.patchbay.registry.config.ConfigurationException;
import io.patchbay.registry.config.ConfigurationProblem;
import io.patchbay.registry.routing.ProviderRegistry;
import io.patchbay.registry.routing.Route;
import io.patchbay.registry.routing.WorkspaceRouting;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Opens a configuration for one command and makes sure that it can be used as asked. */
public final class WorkspaceChoice {
  private WorkspaceChoice() {}

  /**
   * Opens a configuration file.
   *
   * @throws UserError when it is missing or unreadable as a whole
   */
  public static Patchbay open(Path file, Patchbay.Builder builder) {
    try {
      return builder.configuration(file).build();
    } catch (ConfigurationException e) {
      throw Problems.asError(file, e.problems());
    }
  }

  /**
   * The routing of the workspace to use.
   *
   * @param named the workspace that the person named; null for the only one
   * @param provider the instance that the person named; null for the workspace's default
   * @throws UserError when there is no such workspace or instance, or the configuration has an
   *     error that harms it: what was meant is not certain then, and a message cannot be taken back
   */
  public static WorkspaceRouting choose(
      Path file, ProviderRegistry registry, @Nullable String named, @Nullable String provider) {
    WorkspaceRouting routing = find(file, registry, named);
    List<ConfigurationProblem> harmful =
        Problems.errors(registry.problems()).stream()
            .filter(problem -> !problem.ofServer())
            .filter(problem -> concerned(routing).contains(problem.workspace()))
            .toList();
    if (!harmful.isEmpty()) {
      throw Problems.asError(file, harmful);
    }
    if (routing.routesFor(provider).isEmpty()) {
      throw refusal(routing.refusalFor(provider));
    }
    return routing;
  }

  /**
   * The workspace that is meant, whether messages can be sent with it or not.
   *
   * @param named the workspace that the person named; null for the only one
   * @throws UserError when there is no such workspace, or several and none was named
   */
  public static WorkspaceRouting find(
      Path file, ProviderRegistry registry, @Nullable String named) {
    List<String> workspaces = registry.workspaces();
    if (named == null && workspaces.size() != 1) {
      List<ConfigurationProblem> errors = Problems.errors(registry.problems());
      if (workspaces.isEmpty() && !errors.isEmpty()) {
        throw Problems.asError(file, errors);
      }
      throw new UserError(
          workspaces.isEmpty()
              ? "The configuration " + file + " has no workspace."
              : "Choose a workspace with --workspace: " + String.join(", ", workspaces) + ".");
    }
    String name = named == null ? workspaces.get(0) : named;
    return registry.routing(name).orElseThrow(() -> refusal(registry.unknownWorkspace(name)));
  }

  /** The workspace and those that it inherits instances from; what harms all has no name. */
  private static Set<String> concerned(WorkspaceRouting routing) {
    Set<String> names = new HashSet<>(Set.of("", routing.workspace()));
    routing.instances().values().stream()
        .map(Route::instance)
        .map(InstanceId::workspace)
        .forEach(names::add);
    return names;
  }

  private static UserError refusal(SendError error) {
    return new UserError(error.message() + ".\n" + error.remedy());
  }
}
