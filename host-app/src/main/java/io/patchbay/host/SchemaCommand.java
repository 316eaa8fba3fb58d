package io.patchbay.host;

import io.patchbay.host.console.ExitCode;
import io.patchbay.host.console.Surroundings;
import io.patchbay.registry.ConfigurationSchema;
import io.patchbay.registry.ProviderCatalog;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Prints the schema of the configuration. */
@Command(
    name = "schema",
    header = "Print the JSON Schema of the configuration, for editors.",
    description =
        "%nAn editor that knows it completes names, shows each setting's help and marks mistakes. It"
            + " covers the providers that are installed.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  patchbay schema > patchbay.schema.json",
      "  then write \"$schema\": \"./patchbay.schema.json\" at the top of patchbay.json"
    })
final class SchemaCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  SchemaCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    ProviderCatalog catalog = ProviderCatalog.discover(SchemaCommand.class.getClassLoader());
    surroundings.out().println(ConfigurationSchema.of(catalog).stripTrailing());
    return ExitCode.OK;
  }
}
