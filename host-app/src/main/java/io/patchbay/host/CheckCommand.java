package io.patchbay.host;

import com.google.gson.JsonObject;
import io.patchbay.Patchbay;
import io.patchbay.host.configuration.InstalledProviders;
import io.patchbay.host.configuration.LiveCheck;
import io.patchbay.host.configuration.Problems;
import io.patchbay.host.configuration.SharedSecrets;
import io.patchbay.host.configuration.WorkspaceChoice;
import io.patchbay.host.console.ExitCode;
import io.patchbay.host.console.Json;
import io.patchbay.host.console.Surroundings;
import io.patchbay.host.console.Wording;
import io.patchbay.registry.config.ConfigurationException;
import io.patchbay.registry.config.ConfigurationProblem;
import io.patchbay.registry.config.DatabaseConfiguration;
import io.patchbay.registry.config.DatabaseTransport;
import io.patchbay.registry.routing.ConfigurationChecker;
import io.patchbay.registry.routing.SharedSecret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Checks a configuration. */
@Command(
    name = "check",
    header = "Check the configuration, and with --live ask the providers too.",
    description =
        "%nEvery problem is shown at once: where it is, the value (masked if it is a secret), and"
            + " what to write instead.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  patchbay check                      ./patchbay.json",
      "  patchbay check -c /etc/patchbay.json --json",
      "  patchbay check --live               also: is the token valid, is the number registered?",
      "%nExit codes: 0 no error, 1 a live check failed, 2 the configuration has an error."
    })
final class CheckCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  private final InstalledProviders providers;

  @Mixin private ConfigurationOption configuration = new ConfigurationOption();

  @Option(
      names = "--live",
      description = "Ask each instance's provider whether it is able to send.")
  private boolean live;

  @Option(names = "--json", description = "Write JSON to stdout.")
  private boolean json;

  CheckCommand(Surroundings surroundings, InstalledProviders providers) {
    this.surroundings = surroundings;
    this.providers = providers;
  }

  @Override
  public Integer call() {
    Path file = configuration.path(surroundings);
    surroundings.err().print(providers.complaints());
    ConfigurationChecker checker =
        new ConfigurationChecker(providers.catalog(), surroundings.environment());
    List<ConfigurationProblem> problems = checker.check(file);
    List<SharedSecret> shared = checker.sharedSecrets(file);
    List<ConfigurationProblem> errors = Problems.errors(problems);
    Optional<DatabaseTransport> database = database(checker, file);
    if (!json) {
      show(file, problems, errors);
      surroundings.out().print(SharedSecrets.text(shared));
      database.ifPresent(
          transport -> surroundings.out().println("  database " + transport.describe()));
    }
    boolean readable =
        errors.stream().noneMatch(problem -> problem.workspace().isEmpty() && !problem.ofServer());
    JsonObject object = new JsonObject();
    object.addProperty("file", file.toString());
    object.add("problems", Problems.json(problems));
    object.add("sharedSecrets", SharedSecrets.json(shared));
    database.ifPresent(transport -> object.add("database", json(transport)));
    int code = errors.isEmpty() ? ExitCode.OK : ExitCode.BAD_INPUT;
    if (live && readable) {
      LiveCheck check = live(file);
      object.add("live", check.json());
      if (!json) {
        surroundings.out().print(check.text());
      }
      code = code == ExitCode.OK && !check.healthy() ? ExitCode.NOT_ALL : code;
    }
    if (json) {
      surroundings.out().println(Json.text(object));
    }
    return code;
  }

  /** Nothing where the configuration names none; its errors are among the problems. */
  private static Optional<DatabaseTransport> database(ConfigurationChecker checker, Path file) {
    try {
      return checker.database(file).map(DatabaseConfiguration::transport);
    } catch (ConfigurationException e) {
      return Optional.empty();
    }
  }

  private static JsonObject json(DatabaseTransport transport) {
    JsonObject object = new JsonObject();
    object.addProperty("sslmode", transport.mode());
    object.addProperty("encrypted", transport.encrypted());
    object.addProperty("verified", transport.verified());
    object.addProperty("description", transport.describe());
    return object;
  }

  private void show(
      Path file, List<ConfigurationProblem> problems, List<ConfigurationProblem> errors) {
    surroundings
        .out()
        .println(
            // As the problems name it.
            file.toAbsolutePath()
                + ": "
                + (problems.isEmpty()
                    ? "no problem found"
                    : Wording.count(errors.size(), "error")
                        + ", "
                        + Wording.count((long) problems.size() - errors.size(), "warning")));
    surroundings.out().print(Problems.text(problems) + Problems.hint(file));
  }

  private LiveCheck live(Path file) {
    try (Patchbay patchbay =
        WorkspaceChoice.open(
            file,
            providers
                .host()
                .environment(surroundings.environment())
                .watchInterval(Duration.ZERO))) {
      return LiveCheck.of(patchbay);
    }
  }
}
