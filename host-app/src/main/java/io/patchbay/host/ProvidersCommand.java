package io.patchbay.host;

import io.patchbay.host.configuration.InstalledProviders;
import io.patchbay.host.console.ExitCode;
import io.patchbay.host.console.Json;
import io.patchbay.host.console.Surroundings;
import io.patchbay.host.console.UserError;
import io.patchbay.registry.plugin.ProviderCatalog;
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
        "%nFor each: its id for the configuration, its name, version and jar, what it can send, to"
            + " whom, what else it offers, and its settings.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  patchbay providers                  all of them",
      "  patchbay providers whatsapp-cloud   one, with every setting explained",
      "  patchbay providers --json           for scripts",
      "  patchbay providers --markdown       what carries what, as a table",
      "  patchbay providers --plugins DIR    with the plug-ins in a directory, and what ails them",
      "%nExit codes: 0 all loaded, 1 some failed to load, 2 no such provider."
    })
final class ProvidersCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  private final InstalledProviders providers;

  @Option(names = "--json", description = "Write JSON to stdout.")
  private boolean json;

  @Option(
      names = "--markdown",
      description = "Write a table of what each provider carries, for a page.")
  private boolean markdown;

  @Parameters(arity = "0..1", paramLabel = "ID", description = "The id of one provider.")
  private @Nullable String id;

  ProvidersCommand(Surroundings surroundings, InstalledProviders providers) {
    this.surroundings = surroundings;
    this.providers = providers;
  }

  @Override
  public Integer call() {
    ProviderCatalog catalog = providers.catalog();
    if (markdown) {
      if (json || id != null) {
        throw new UserError("--markdown is a table of all providers: leave out --json and ID.");
      }
      surroundings.err().print(providers.complaints());
      surroundings.out().print(SupportMatrix.markdown(catalog));
      return catalog.problems().isEmpty() ? ExitCode.OK : ExitCode.NOT_ALL;
    }
    ProviderListing listing = new ProviderListing(catalog, id);
    if (json) {
      surroundings.out().println(Json.text(listing.json()));
    } else {
      surroundings.out().print(listing.text());
    }
    return catalog.problems().isEmpty() ? ExitCode.OK : ExitCode.NOT_ALL;
  }
}
