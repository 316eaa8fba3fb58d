package io.patchbay.host;

import io.patchbay.host.console.ExitCode;
import io.patchbay.host.console.Json;
import io.patchbay.host.console.Surroundings;
import io.patchbay.registry.ProviderCatalog;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists the providers. */
@Command(
    name = "providers",
    header = "List the providers that are installed, and those that failed to load.",
    description =
        "%nFor each: its id for the configuration, what it can send, to whom, and its settings.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  patchbay providers                  all of them",
      "  patchbay providers whatsapp-cloud   one, with every setting explained",
      "  patchbay providers --json           for scripts",
      "%nExit codes: 0 all loaded, 1 some failed to load, 2 no such provider."
    })
final class ProvidersCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Option(names = "--json", description = "Write JSON to stdout.")
  private boolean json;

  @Parameters(arity = "0..1", paramLabel = "ID", description = "The id of one provider.")
  private @Nullable String id;

  ProvidersCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    ProviderCatalog catalog = ProviderCatalog.discover(ProvidersCommand.class.getClassLoader());
    ProviderListing listing = new ProviderListing(catalog, id);
    if (json) {
      surroundings.out().println(Json.text(listing.json()));
    } else {
      surroundings.out().print(listing.text());
    }
    return catalog.problems().isEmpty() ? ExitCode.OK : ExitCode.NOT_ALL;
  }
}
