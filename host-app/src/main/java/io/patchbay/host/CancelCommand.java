package io.patchbay.host;

import io.patchbay.delivery.store.DeliveryStore;
import io.patchbay.delivery.store.MessageRecord;
import io.patchbay.host.console.ExitCode;
import io.patchbay.host.console.Surroundings;
import io.patchbay.host.console.UserError;
import io.patchbay.host.delivery.HostStorage;
import io.patchbay.host.delivery.MessageSearch;
import io.patchbay.store.StorageException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes a message back that still waits. */
@Command(
    name = "cancel",
    header = "Take a message back that still waits in the queue.",
    description = "%nWhat is being sent, or was, cannot be taken back: no provider offers that.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  patchbay cancel order-4711",
      "%nExit codes: 0 taken back; 1 too late; 2 there is no queue, or no such message."
    })
final class CancelCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private ConfigurationOption configuration = new ConfigurationOption();

  @Parameters(index = "0", paramLabel = "ID", description = "The host's id of the message.")
  private String id = "";

  @Option(
      names = {"-w", "--workspace"},
      paramLabel = "NAME",
      description = "The workspace that sends it, if ids are used in several.")
  private @Nullable String workspace;

  CancelCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    Path file = configuration.path(surroundings);
    try (DeliveryStore store = HostStorage.of(file, surroundings.environment()).existingQueue()) {
      MessageRecord message = MessageSearch.find(store, workspace, id);
      if (store.cancel(message.workspace(), id)) {
        surroundings.out().println("Taken back: " + id + " will not be sent.");
        return ExitCode.OK;
      }
      surroundings
          .out()
          .println(
              "Not taken back: "
                  + id
                  + " waits no longer, it is "
                  + MessageSearch.find(store, message.workspace(), id)
                      .state()
                      .name()
                      .toLowerCase(Locale.ROOT)
                  + ".");
      return ExitCode.NOT_ALL;
    } catch (StorageException e) {
      throw new UserError(String.valueOf(e.getMessage()));
    }
  }
}
