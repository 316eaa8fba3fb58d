package io.patchbay.host;

import io.patchbay.delivery.store.DeliveryStore;
import io.patchbay.host.console.ExitCode;
import io.patchbay.host.console.Json;
import io.patchbay.host.console.Surroundings;
import io.patchbay.host.console.UserError;
import io.patchbay.host.delivery.HostStorage;
import io.patchbay.host.delivery.MessageSearch;
import io.patchbay.host.delivery.UsageReport;
import io.patchbay.store.StorageException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows how many people were written to, and what was charged. */
@Command(
    name = "usage",
    header = "Show how much of the accounts' daily limits is used, and what was charged.",
    description =
        "%nCounts, for the last 24 hours, the different people whom each account has written to who"
            + " had not written in the time that allows an answer (WhatsApp: 24 hours), against the"
            + " limit of the account where its provider tells it; and the accepted messages by what"
            + " their statuses say of the price. It reads the queue and knows what went through it."
            + " It shows no recipient.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  patchbay usage                      all accounts",
      "  patchbay usage --workspace acme     the part of one workspace",
      "  patchbay usage || notify-somebody   from 80 %% of a limit on the exit code is 1",
      "%nExit codes: 0 shown; 1 shown, and an account has used 80 %% of its limit or more; 2 there"
          + " is no queue, or no such workspace in it."
    })
final class UsageCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private ConfigurationOption configuration = new ConfigurationOption();

  @Option(
      names = {"-w", "--workspace"},
      paramLabel = "NAME",
      description =
          "Only the accounts that this workspace uses, and its own messages; the limit of an"
              + " account counts for all that use it.")
  private @Nullable String workspace;

  @Option(names = "--json", description = "Write JSON to stdout.")
  private boolean json;

  UsageCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    Path file = configuration.path(surroundings);
    try (DeliveryStore store = HostStorage.of(file, surroundings.environment()).existingQueue()) {
      if (workspace != null) {
        MessageSearch.workspaces(store, workspace);
      }
      UsageReport report = new UsageReport(store.describe(), workspace, store.usage(workspace));
      surroundings.out().print(json ? Json.text(report.json()) + "\n" : report.text());
      return report.warns() ? ExitCode.NOT_ALL : ExitCode.OK;
    } catch (StorageException e) {
      throw new UserError(String.valueOf(e.getMessage()));
    }
  }
}
