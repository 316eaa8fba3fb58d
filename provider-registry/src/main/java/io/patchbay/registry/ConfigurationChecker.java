package io.patchbay.registry;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
   * Every problem of a text.
   *
   * @param json the whole configuration
   * @param directory where relative paths of secret files start
   */
  public List<ConfigurationProblem> check(String json, Path directory) {
    ConfigurationDocument document =
        new ConfigurationReader(catalog, environment).read(json, directory);
    List<ConfigurationProblem> problems = new ArrayList<>(document.problems());
    problems.addAll(document.server().problems());
    document.workspaces().values().forEach(section -> problems.addAll(section.problems()));
    RoutingTable table = RoutingTable.ofValid(document.workspaces(), PhoneNumberReader.regions());
    table
        .build()
        .forEach(
            (name, routing) -> {
              if (routing.refusal() != null) {
                problems.add(
                    ConfigurationProblem.error(
                        name,
                        "workspaces." + name,
                        null,
                        "has no usable default provider",
                        routing.refusal().remedy()));
              }
            });
    problems.addAll(table.problems());
    return problems.stream().distinct().toList();
  }
}
