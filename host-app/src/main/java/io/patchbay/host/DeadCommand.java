package io.patchbay.host;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.patchbay.delivery.store.DeliveryStore;
import io.patchbay.delivery.store.MessageRecord;
import io.patchbay.host.console.ExitCode;
import io.patchbay.host.console.Json;
import io.patchbay.host.console.Surroundings;
import io.patchbay.host.console.Table;
import io.patchbay.host.console.UserError;
import io.patchbay.host.console.Wording;
import io.patchbay.host.delivery.HostStorage;
import io.patchbay.host.delivery.MessageSearch;
import io.patchbay.host.delivery.MessageStory;
import io.patchbay.store.StorageException;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists dead letters and puts them back. */
@Command(
    name = "dead",
    header = "List messages that were given up, and put them back into the queue.",
    description =
        "%nThese are messages that were refused for good, used up their tries or were given up by"
            + " the provider, those that a stub took and did not send (nothing-sent), and those of"
            + " which nobody can tell whether they were sent and that are not sent again by"
            + " themselves. One of the latter may arrive twice when it is put back. What is put"
            + " back is sent by the next 'patchbay serve' or 'patchbay send --audience' that runs.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  patchbay dead --workspace acme",
      "  patchbay dead --requeue order-4711",
      "  patchbay dead --workspace acme --requeue-all",
      "%nExit codes: 0 done; 1 one could not be put back; 2 there is no queue, or no such message."
    })
final class DeadCommand implements Callable<Integer> {
  private static final int SHOWN = 50;
  private static final int AT_ONCE = 100_000;

  private final Surroundings surroundings;

  @Mixin private ConfigurationOption configuration = new ConfigurationOption();

  @Option(
      names = {"-w", "--workspace"},
      paramLabel = "NAME",
      description = "Only this workspace.")
  private @Nullable String workspace;

  @ArgGroup(multiplicity = "0..1")
  private Requeue requeue = new Requeue();

  @Option(names = "--json", description = "Write JSON to stdout.")
  private boolean json;

  /** At most one of the two. */
  private static final class Requeue {
    @Option(
        names = "--requeue",
        paramLabel = "ID",
        description = "Put this message back into the queue.")
    private @Nullable String id;

    @Option(names = "--requeue-all", description = "Put all of them back into the queue.")
    private boolean all;
  }

  DeadCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    Path file = configuration.path(surroundings);
    try (DeliveryStore store = HostStorage.of(file, surroundings.environment()).existingQueue()) {
      if (requeue.id != null) {
        return one(store, requeue.id);
      }
      if (workspace != null) {
        MessageSearch.workspaces(store, workspace);
      }
      return requeue.all ? all(store) : list(store);
    } catch (StorageException e) {
      throw new UserError(String.valueOf(e.getMessage()));
    }
  }

  private int one(DeliveryStore store, String id) {
    MessageRecord message = MessageSearch.find(store, workspace, id);
    if (store.requeue(message.workspace(), id)) {
      return told(1, 0);
    }
    throw new UserError(
        "Message '"
            + id
            + "' is no dead letter: it is "
            + MessageStory.word(message.state().name())
            + switch (message.state()) {
              case UNKNOWN -> ", and still waited for";
              case FAILED, NOTHING_SENT -> ", and its content is gone";
              default -> "";
            }
            + ".");
  }

  private int all(DeliveryStore store) {
    long back = 0;
    long not = 0;
    // Once through: what fails again at once would go round for ever.
    for (MessageRecord message : store.deadLetters(workspace, AT_ONCE)) {
      if (store.requeue(message.workspace(), message.id().value())) {
        back++;
      } else {
        not++;
      }
    }
    return told(back, not);
  }

  private int told(long back, long not) {
    if (json) {
      JsonObject result = new JsonObject();
      result.addProperty("requeued", back);
      result.addProperty("left", not);
      surroundings.out().println(Json.text(result));
    } else {
      surroundings
          .out()
          .println(
              Wording.count(back, "message")
                  + " put back into the queue"
                  + (not > 0
                      ? "; " + Wording.number(not) + " could not be: the content is gone"
                      : "")
                  + ".");
    }
    return not > 0 ? ExitCode.NOT_ALL : ExitCode.OK;
  }

  private int list(DeliveryStore store) {
    List<MessageRecord> dead = store.deadLetters(workspace, SHOWN + 1);
    List<MessageRecord> shown = dead.subList(0, Math.min(SHOWN, dead.size()));
    if (json) {
      JsonArray messages = new JsonArray();
      shown.forEach(message -> messages.add(MessageStory.json(message)));
      JsonObject result = new JsonObject();
      result.add("messages", messages);
      result.addProperty("more", dead.size() > SHOWN);
      surroundings.out().println(Json.text(result));
      return ExitCode.OK;
    }
    if (dead.isEmpty()) {
      surroundings.out().println("There are no dead letters.");
      return ExitCode.OK;
    }
    Table table = new Table("  ");
    for (MessageRecord message : shown) {
      table.row(
          message.workspace(),
          message.id(),
          message.updatedAt().truncatedTo(ChronoUnit.SECONDS),
          MessageStory.word(message.state().name())
              + (message.reason() == null ? "" : ": " + message.reason()));
    }
    surroundings.out().print(table.render());
    if (dead.size() > SHOWN) {
      surroundings.out().println("These are the newest " + SHOWN + "; there are more.");
    }
    return ExitCode.OK;
  }
}
