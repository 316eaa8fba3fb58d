package io.patchbay.host;

import io.patchbay.host.configuration.InstalledProviders;
import io.patchbay.host.console.ExitCode;
import io.patchbay.host.console.Surroundings;
import io.patchbay.registry.editing.ConfigurationSchema;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Prints the schema of the configuration. */
@Command(
    name = "schema",
    header = "Print the JSON Schema of the configuration, for editors.",
    description =
        "%nAn editor that knows it completes names, shows each setting's help and marks mistakes."
            + " It covers the providers that are installed.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  patchbay schema > patchbay.schema.json",
      "  then write \"$schema\": \"./patchbay.schema.json\" at the top of patchbay.json"
    })
final class SchemaCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  private final InstalledProviders providers;

  SchemaCommand(Surroundings surroundings, InstalledProviders providers) {
    this.surroundings = surroundings;
    this.providers = providers;
  }

  @Override
  public Integer call() {
    surroundings.err().print(providers.complaints());
    surroundings.out().println(ConfigurationSchema.of(providers.catalog()).stripTrailing());
    return ExitCode.OK;
  }
}
