package io.patchbay.host;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.patchbay.Patchbay;
import io.patchbay.channel.InstanceId;
import io.patchbay.channel.Masking;
import io.patchbay.delivery.store.DeliveryStore;
import io.patchbay.host.configuration.InstalledProviders;
import io.patchbay.host.configuration.WorkspaceChoice;
import io.patchbay.host.console.ExitCode;
import io.patchbay.host.console.Json;
import io.patchbay.host.console.Surroundings;
import io.patchbay.host.console.UserError;
import io.patchbay.host.console.Wording;
import io.patchbay.host.delivery.HostStorage;
import io.patchbay.registry.routing.WorkspaceRouting;
import io.patchbay.store.StorageException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Ends what the senders of an instance were told to wait for. */
@Command(
    name = "resume",
    header = "Let the senders of an instance go on that were told to wait.",
    description =
        "%nEnds the pauses and slow-downs of its senders, and has every process on the queue take"
            + " the instance into use again that has stopped using it because a token, account or"
            + " payment was refused; they obey within seconds. Where it is refused still, they stop"
            + " again after one message.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  patchbay resume acme/whatsapp",
      "  patchbay resume whatsapp            when there is one workspace",
      "%nExit codes: 0 done, also when nothing had to wait; 2 wrong input, or there is no queue."
    })
final class ResumeCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  private final InstalledProviders providers;

  @Mixin private ConfigurationOption configuration = new ConfigurationOption();

  @Parameters(
      index = "0",
      paramLabel = "INSTANCE",
      description = "WORKSPACE/NAME, or the name alone when there is one workspace.")
  private String named = "";

  @Option(names = "--json", description = "Write JSON to stdout.")
  private boolean json;

  ResumeCommand(Surroundings surroundings, InstalledProviders providers) {
    this.surroundings = surroundings;
    this.providers = providers;
  }

  @Override
  public Integer call() {
    surroundings.err().print(providers.complaints());
    Path file = configuration.path(surroundings);
    HostStorage storage = HostStorage.of(file, surroundings.environment());
    try (Patchbay patchbay =
            WorkspaceChoice.open(
                file,
                providers
                    .host()
                    .environment(surroundings.environment())
                    .watchInterval(Duration.ZERO));
        DeliveryStore store = storage.existingQueue()) {
      InstanceId instance = instance(file, patchbay);
      List<String> resumed = store.pacedSendersOf(instance).stream().filter(store::resume).toList();
      store.resume(instance);
      tell(instance, resumed.stream().map(Masking::numbersIn).toList());
      return ExitCode.OK;
    } catch (StorageException e) {
      throw new UserError(String.valueOf(e.getMessage()));
    }
  }

  private InstanceId instance(Path file, Patchbay patchbay) {
    int slash = named.indexOf('/');
    @Nullable String workspace = slash < 0 ? null : named.substring(0, slash);
    String name = named.substring(slash + 1);
    WorkspaceRouting routing = WorkspaceChoice.choose(file, patchbay.registry(), workspace, name);
    return routing.routesFor(name).get(0).instance();
  }

  private void tell(InstanceId instance, List<String> senders) {
    if (json) {
      JsonObject result = new JsonObject();
      result.addProperty("instance", instance.toString());
      JsonArray resumed = new JsonArray();
      senders.forEach(resumed::add);
      result.add("resumed", resumed);
      surroundings.out().println(Json.text(result));
      return;
    }
    surroundings
        .out()
        .println(
            (senders.isEmpty()
                    ? "No sender of " + instance + " was told to wait in the queue."
                    : Wording.count(senders.size(), "sender")
                        + " of "
                        + instance
                        + " may go on at full speed: "
                        + String.join(", ", senders)
                        + ".")
                + "\nEvery process on this queue takes the instance into use again within seconds,"
                + " where a refused token, account or payment had stopped that.");
  }
}
