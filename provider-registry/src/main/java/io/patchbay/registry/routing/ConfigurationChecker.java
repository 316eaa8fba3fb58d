package io.patchbay.registry.routing;

import com.google.gson.JsonObject;
import io.patchbay.channel.SendError;
import io.patchbay.content.StrictJson;
import io.patchbay.registry.config.ConfigurationException;
import io.patchbay.registry.config.ConfigurationProblem;
import io.patchbay.registry.config.DatabaseConfiguration;
import io.patchbay.registry.internal.ForeignCalls;
import io.patchbay.registry.internal.config.ConfigurationDocument;
import io.patchbay.registry.internal.config.ConfigurationReader;
import io.patchbay.registry.internal.config.DatabaseReader;
import io.patchbay.registry.internal.config.DeliveryReader;
import io.patchbay.registry.internal.config.JsonDocument;
import io.patchbay.registry.internal.config.Placeholders;
import io.patchbay.registry.internal.config.ServerReader;
import io.patchbay.registry.internal.config.WorkspaceConfiguration;
import io.patchbay.registry.plugin.ProviderCatalog;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Checks a configuration without opening any connection. Immutable and thread-safe. */
public final class ConfigurationChecker {
  private final ProviderCatalog catalog;
  private final Function<String, @Nullable String> environment;

  /**
   * A checker.
   *
   * @param catalog the providers that there are
   * @param environment looks up an environment variable; null when it is not set
   */
  public ConfigurationChecker(
      ProviderCatalog catalog, Function<String, @Nullable String> environment) {
    this.catalog = catalog;
    this.environment = environment;
  }

  /** Every problem of a file, a missing file included. */
  public List<ConfigurationProblem> check(Path file) {
    Path absolute = file.toAbsolutePath();
    try {
      return check(ConfigurationFile.read(absolute), ConfigurationFile.directoryOf(absolute));
    } catch (IOException e) {
      return List.of(ConfigurationFile.unreadable(absolute, e));
    }
  }

  /**
   * Every problem of a text: causes first, and what merely follows from them left out.
   *
   * @param json the whole configuration
   * @param directory where relative paths of secret files start
   */
  public List<ConfigurationProblem> check(String json, Path directory) {
    ConfigurationDocument document =
        new ConfigurationReader(catalog, environment, new ForeignCalls()).read(json, directory);
    List<ConfigurationProblem> problems = new ArrayList<>(document.problems());
    problems.addAll(document.server().problems());
    document.workspaces().values().forEach(section -> problems.addAll(section.problems()));
    RoutingTable table = RoutingTable.ofValid(document.workspaces());
    Map<String, WorkspaceRouting> routings = table.build();
    problems.addAll(table.problems());
    problems.addAll(consequences(document, routings, List.copyOf(problems)));
    return problems.stream().distinct().toList();
  }

  /**
   * The valid instances of a file that share a webhook secret; none when the file cannot be read.
   */
  public List<SharedSecret> sharedSecrets(Path file) {
    Path absolute = file.toAbsolutePath();
    try {
      ConfigurationDocument document =
          new ConfigurationReader(catalog, environment, new ForeignCalls())
              .read(ConfigurationFile.read(absolute), ConfigurationFile.directoryOf(absolute));
      return SharedSecret.among(
          document.workspaces().values().stream()
              .flatMap(workspace -> workspace.instances().values().stream())
              .toList());
    } catch (IOException e) {
      return List.of();
    }
  }

  /**
   * The database that a file names for a host's queue, people and events. To be asked before the
   * file is opened, because everything else is built on it; a change counts with the next start.
   *
   * @return empty when it names none, and when there is no file
   * @throws ConfigurationException when it cannot be told: the file is unreadable, or what it says
   *     of the database is wrong
   */
  public Optional<DatabaseConfiguration> database(Path file) {
    Path absolute = file.toAbsolutePath();
    try {
      return database(ConfigurationFile.read(absolute), ConfigurationFile.directoryOf(absolute));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new ConfigurationException(List.of(ConfigurationFile.unreadable(absolute, e)));
    }
  }

  private Optional<DatabaseConfiguration> database(String json, Path directory) {
    JsonObject root;
    try {
      root = JsonDocument.parse(json);
    } catch (StrictJson.Broken e) {
      throw new ConfigurationException(
          new ConfigurationReader(catalog, environment, new ForeignCalls())
              .read(json, directory)
              .problems());
    }
    DatabaseReader reader = ServerReader.database(new Placeholders(environment, directory));
    DatabaseConfiguration found =
        root.get(ServerReader.KEY) instanceof JsonObject server
            ? reader.read(server.get(DeliveryReader.KEY))
            : null;
    if (!reader.problems().isEmpty()) {
      throw new ConfigurationException(reader.problems());
    }
    return Optional.ofNullable(found);
  }

  /** The workspaces that cannot send though nothing is wrong in their own sections. */
  private static List<ConfigurationProblem> consequences(
      ConfigurationDocument document,
      Map<String, WorkspaceRouting> routings,
      List<ConfigurationProblem> causes) {
    Set<String> faulty = new HashSet<>();
    causes.stream()
        .filter(cause -> cause.severity() == ConfigurationProblem.Severity.ERROR)
        .forEach(cause -> faulty.add(cause.workspace()));
    List<ConfigurationProblem> consequences = new ArrayList<>();
    routings.forEach(
        (name, routing) -> {
          SendError refusal = routing.refusal();
          if (refusal != null && !faulty.contains(name)) {
            consequences.add(
                ConfigurationProblem.error(
                    name,
                    "workspaces." + name,
                    null,
                    "has no usable default provider",
                    faultyAncestor(document, name, faulty)
                        .map(ancestor -> "correct its ancestor workspaces." + ancestor + " first")
                        .orElse(refusal.remedy())));
          }
        });
    return consequences;
  }

  private static Optional<String> faultyAncestor(
      ConfigurationDocument document, String name, Set<String> faulty) {
    Set<String> seen = new HashSet<>();
    String ancestor = name;
    while (ancestor != null && seen.add(ancestor)) {
      if (faulty.contains(ancestor)) {
        return Optional.of(ancestor);
      }
      WorkspaceConfiguration workspace = document.workspaces().get(ancestor);
      ancestor = workspace == null ? null : workspace.parent();
    }
    return Optional.empty();
  }
}
