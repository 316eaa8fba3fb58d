package io.patchbay.host;

import com.google.gson.JsonObject;
import io.patchbay.host.configuration.DefaultSwitch;
import io.patchbay.host.configuration.InstalledProviders;
import io.patchbay.host.configuration.Problems;
import io.patchbay.host.console.ExitCode;
import io.patchbay.host.console.Json;
import io.patchbay.host.console.Surroundings;
import io.patchbay.host.console.Wording;
import io.patchbay.registry.routing.ConfigurationChecker;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Changes which instance a workspace sends through. */
@Command(
    name = "default",
    header = "Make another instance the default of a workspace.",
    description =
        "%nChanges this one value in the configuration file and keeps everything else in it. The"
            + " result is checked first and written in one step; hosts that run pick it up by"
            + " themselves. Secrets that come from environment variables must be set here too, or"
            + " the result cannot be checked.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  patchbay default acme text",
      "  patchbay default acme whatsapp -c /etc/patchbay.json",
      "%nExit codes: 0 done (or it was the default already), 2 refused, and nothing was changed."
    })
final class DefaultCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  private final InstalledProviders providers;

  @Mixin private ConfigurationOption configuration = new ConfigurationOption();

  @Parameters(index = "0", paramLabel = "WORKSPACE", description = "The workspace to change.")
  private String workspace = "";

  @Parameters(index = "1", paramLabel = "INSTANCE", description = "The instance to send through.")
  private String instance = "";

  @Option(names = "--json", description = "Write JSON to stdout.")
  private boolean json;

  DefaultCommand(Surroundings surroundings, InstalledProviders providers) {
    this.surroundings = surroundings;
    this.providers = providers;
  }

  @Override
  public Integer call() {
    Path file = configuration.path(surroundings);
    surroundings.err().print(providers.complaints());
    DefaultSwitch.Outcome outcome =
        new DefaultSwitch(new ConfigurationChecker(providers.catalog(), surroundings.environment()))
            .apply(file, workspace, instance);
    if (json) {
      JsonObject object = new JsonObject();
      object.addProperty("file", file.toString());
      object.addProperty("workspace", workspace);
      object.addProperty("from", outcome.previous());
      object.addProperty("to", instance);
      object.addProperty("changed", outcome.changed());
      object.add("remainingProblems", Problems.json(outcome.remaining()));
      surroundings.out().println(Json.text(object));
    } else {
      surroundings.out().println(sentence(file, outcome));
      if (!outcome.remaining().isEmpty()) {
        surroundings
            .err()
            .print(
                "The file has "
                    + Wording.count(outcome.remaining().size(), "problem")
                    + ":\n"
                    + Problems.text(outcome.remaining()));
      }
    }
    return ExitCode.OK;
  }

  private String sentence(Path file, DefaultSwitch.Outcome outcome) {
    if (!outcome.changed()) {
      return "'"
          + instance
          + "' is the default of '"
          + workspace
          + "' already; "
          + file
          + " is unchanged.";
    }
    String from = outcome.previous();
    return "Workspace '"
        + workspace
        + "' now sends through '"
        + instance
        + "' (before: "
        + (from == null ? "no default of its own" : "'" + from + "'")
        + ").\nHosts that watch "
        + file
        + " pick it up by themselves, within a second or so.";
  }
}
