package io.patchbay.host;

import io.patchbay.delivery.store.DeliveryStore;
import io.patchbay.delivery.store.MessageRecord;
import io.patchbay.delivery.store.StateCount;
import io.patchbay.host.console.ExitCode;
import io.patchbay.host.console.Json;
import io.patchbay.host.console.Surroundings;
import io.patchbay.host.console.UserError;
import io.patchbay.host.delivery.HostStorage;
import io.patchbay.host.delivery.MessageSearch;
import io.patchbay.host.delivery.MessageStory;
import io.patchbay.host.delivery.QueueOverview;
import io.patchbay.store.StorageException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows the queue, or the story of one message. */
@Command(
    name = "status",
    header = "Show how the queue stands, or what became of one message.",
    description =
        "%nReads the queue beside the configuration (patchbay-data/delivery.db), or in the database"
            + " that the configuration names, also while processes run on it. It shows no text and"
            + " no recipient.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  patchbay status                     how many messages are in which state",
      "  patchbay status order-4711          the story of one",
      "%nExit codes: 0 shown; 2 there is no queue, or no such message."
    })
final class StatusCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private ConfigurationOption configuration = new ConfigurationOption();

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "ID",
      description = "The host's id of a message; without it the counts are shown.")
  private @Nullable String id;

  @Option(
      names = {"-w", "--workspace"},
      paramLabel = "NAME",
      description = "Only this workspace.")
  private @Nullable String workspace;

  @Option(names = "--json", description = "Write JSON to stdout.")
  private boolean json;

  StatusCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    Path file = configuration.path(surroundings);
    try (DeliveryStore store = HostStorage.of(file, surroundings.environment()).existingQueue()) {
      if (id != null) {
        tell(store, MessageSearch.find(store, workspace, id));
      } else {
        List<StateCount> counts = store.counts();
        List<String> shown =
            MessageSearch.chosen(
                store, counts.stream().map(StateCount::workspace).distinct().toList(), workspace);
        QueueOverview overview =
            new QueueOverview(
                store.describe(),
                store.now(),
                counts.stream().filter(one -> shown.contains(one.workspace())).toList(),
                store.pacedSenders());
        surroundings.out().print(json ? Json.text(overview.json()) + "\n" : overview.text());
      }
      return ExitCode.OK;
    } catch (StorageException e) {
      throw new UserError(String.valueOf(e.getMessage()));
    }
  }

  private void tell(DeliveryStore store, MessageRecord message) {
    surroundings
        .out()
        .print(
            json
                ? Json.text(MessageStory.json(message)) + "\n"
                : MessageStory.text(message, store.now(), store::lastHeard));
  }
}
