package io.patchbay.host;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.patchbay.Patchbay;
import io.patchbay.channel.Address;
import io.patchbay.channel.Masking;
import io.patchbay.channel.PhoneText;
import io.patchbay.channel.Purpose;
import io.patchbay.channel.SendError;
import io.patchbay.channel.UserId;
import io.patchbay.core.AddressReader;
import io.patchbay.core.PhoneNumberReader;
import io.patchbay.delivery.DeliveryPeople;
import io.patchbay.delivery.store.DeliveryStore;
import io.patchbay.host.configuration.InstalledProviders;
import io.patchbay.host.configuration.WorkspaceChoice;
import io.patchbay.host.console.ExitCode;
import io.patchbay.host.console.Json;
import io.patchbay.host.console.Surroundings;
import io.patchbay.host.console.UserError;
import io.patchbay.host.delivery.HostStorage;
import io.patchbay.registry.routing.WorkspaceRouting;
import io.patchbay.store.StorageException;
import io.patchbay.store.consent.Erasure;
import io.patchbay.store.consent.People;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Hands out or erases what is held about one person, and stops or resumes messages to them. */
@Command(
    name = "person",
    header = "Export or erase everything held about one person, or stop messages to them.",
    description =
        "%nReads and changes the files beside the configuration: opt-outs, consents, addresses and"
            + " times of last messages (patchbay-data/people.db) and the queue of messages"
            + " (patchbay-data/delivery.db), or the database that the configuration names, with the"
            + " events in it; also while hosts run on them: they obey at their next send. It does"
            + " not reach logs, nor an inbox of events that a host keeps elsewhere; an 'erase' says"
            + " so again.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  patchbay person export '+1 415 555 0132' > person.json",
      "  patchbay person erase '+1 415 555 0132'",
      "  patchbay person erase '+1 415 555 0132' --workspace acme --forget-opt-outs",
      "  patchbay person export US.13491208655302741918 --user-id",
      "  patchbay person stop '+1 415 555 0132' --workspace acme",
      "  patchbay person resume '+1 415 555 0132' --workspace acme --purpose transactional",
      "%nExit codes: 0 done, also when nothing was held; 2 wrong input, or the file cannot be used."
    })
final class PersonCommand implements Callable<Integer> {
  /** What to do. */
  enum Action {
    /** Hand out. */
    EXPORT,
    /** Remove. */
    ERASE,
    /** Send this person no more. */
    STOP,
    /** Send again. */
    RESUME
  }

  private static final String NOT_REACHED =
      "Not reached: logs, what is being sent or received at this moment, and what a host of your"
          + " own keeps elsewhere; erase there with people().erase.";

  private final Surroundings surroundings;
  private final InstalledProviders providers;

  @Mixin private ConfigurationOption configuration = new ConfigurationOption();

  @Parameters(
      index = "0",
      paramLabel = "ACTION",
      description =
          "'export' writes JSON to stdout, unmasked: it is meant for the person. 'erase'"
              + " removes it. 'stop' records an opt-out, 'resume' lifts it.")
  private Action action = Action.EXPORT;

  @Parameters(
      index = "1",
      paramLabel = "NUMBER",
      description =
          "Any phone number, user id or other address of the person, as an event shows it or with"
              + " its kind in front: phone:..., user:..., group:..., short:..., name:...")
  private String address = "";

  @Option(names = "--user-id", description = "NUMBER is a user id.")
  private boolean userId;

  @Option(
      names = {"-w", "--workspace"},
      paramLabel = "NAME",
      description =
          "Only what was said to this workspace. For 'stop' and 'resume': whose messages; needed"
              + " where there are several.")
  private @Nullable String workspace;

  @Option(
      names = "--region",
      paramLabel = "XX",
      description = "By whose rules a national number is read; the workspace's without it.")
  private @Nullable String region;

  @Option(
      names = "--forget-opt-outs",
      description = {
        "Erase opt-outs too. Without it the bare fact goes on to hold under a keyed hash, so that"
            + " the person gets no messages again."
      })
  private boolean forgetOptOuts;

  @Option(
      names = "--purpose",
      paramLabel = "WHICH",
      description =
          "Which messages 'stop' and 'resume' are about: marketing or transactional;"
              + " all without it.")
  private @Nullable Purpose purpose;

  @Option(names = "--json", description = "Write JSON to stdout.")
  private boolean json;

  PersonCommand(Surroundings surroundings, InstalledProviders providers) {
    this.surroundings = surroundings;
    this.providers = providers;
  }

  @Override
  public Integer call() {
    if (purpose != null && action != Action.STOP && action != Action.RESUME) {
      throw new UserError("--purpose goes with 'stop' and 'resume'; leave it out.");
    }
    if (forgetOptOuts && action != Action.ERASE) {
      throw new UserError("--forget-opt-outs goes with 'erase'; leave it out.");
    }
    surroundings.err().print(providers.complaints());
    Path file = configuration.path(surroundings);
    HostStorage storage = HostStorage.of(file, surroundings.environment());
    try (DeliveryStore queue = storage.queueIfThere();
        Patchbay patchbay = storage.open(host(queue))) {
      Address person = person(file, patchbay);
      switch (action) {
        case EXPORT -> surroundings.out().println(patchbay.people().export(person, workspace));
        case ERASE -> erase(patchbay.people(), person);
        case STOP, RESUME ->
            say(
                patchbay.people(),
                WorkspaceChoice.find(file, patchbay.registry(), workspace).workspace(),
                person);
      }
      return ExitCode.OK;
    } catch (StorageException e) {
      throw new UserError(String.valueOf(e.getMessage()));
    }
  }

  private Patchbay.Builder host(@Nullable DeliveryStore queue) {
    Patchbay.Builder host =
        providers
            .host()
            .environment(surroundings.environment())
            .sendOnly()
            .watchInterval(Duration.ZERO);
    return queue == null ? host : host.personalData(new DeliveryPeople(queue));
  }

  private Address person(Path file, Patchbay patchbay) {
    WorkspaceRouting routing =
        workspace == null && patchbay.registry().workspaces().size() != 1
            ? null
            : WorkspaceChoice.find(file, patchbay.registry(), workspace);
    if (userId) {
      return new UserId(address);
    }
    AddressReader.Reading reading =
        AddressReader.read(
            new PhoneText(address),
            region != null ? region : routing == null ? null : routing.defaultRegion());
    Address person = reading.address();
    SendError error = reading.error();
    if (person == null) {
      if (routing == null && region == null && national(error)) {
        throw new UserError(
            "The phone number "
                + Masking.address(address)
                + " is a national number, and there is no saying of which region.\n"
                + "Name --workspace or --region, or write it with '+' and the country code.");
      }
      throw new UserError(
          error == null ? "NUMBER is no address." : error.message() + ".\n" + error.remedy());
    }
    return person;
  }

  /** Whether a region might help; with none, the reader's remedy would be a setting. */
  private boolean national(@Nullable SendError error) {
    return (error != null && error.remedy().contains("defaultRegion"))
        || PhoneNumberReader.regions().stream()
            .anyMatch(any -> PhoneNumberReader.read(new PhoneText(address), any).number() != null);
  }

  private void say(People people, String where, Address person) {
    Set<Purpose> purposes = purpose == null ? Set.of(Purpose.values()) : Set.of(purpose);
    String by = "an operator, with 'patchbay person " + word(action) + "'";
    if (action == Action.STOP) {
      people.suppress(where, person, purposes, by);
    } else {
      people.lift(where, person, purposes, by);
    }
    if (json) {
      JsonObject object = new JsonObject();
      object.addProperty("workspace", where);
      object.addProperty("stopped", action == Action.STOP);
      JsonArray names = new JsonArray();
      purposes.stream().map(PersonCommand::word).sorted().forEach(names::add);
      object.add("purposes", names);
      surroundings.out().println(Json.text(object));
      return;
    }
    surroundings
        .out()
        .println(
            (action == Action.STOP ? "Stopped: " : "Resumed: ")
                + (purpose == null ? "all" : word(purpose))
                + " messages of "
                + where
                + " to "
                + Masking.address(person.value())
                + ". Hosts obey at their next send.");
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private void erase(People people, Address person) {
    Erasure erasure =
        people.erase(
            person, workspace, forgetOptOuts ? People.OptOuts.FORGET : People.OptOuts.KEEP_HASHED);
    if (json) {
      JsonObject object = new JsonObject();
      object.addProperty("addresses", erasure.addresses());
      object.addProperty("optOuts", erasure.suppressions());
      object.addProperty("consents", erasure.consents());
      object.addProperty("lastMessages", erasure.windows());
      object.addProperty("events", erasure.events());
      object.addProperty("messages", erasure.others());
      object.addProperty("optOutsKeptAsHash", erasure.optOutsKept());
      object.addProperty("notReached", NOT_REACHED);
      surroundings.out().println(Json.text(object));
      return;
    }
    surroundings
        .out()
        .println(
            "Erased: addresses "
                + erasure.addresses()
                + ", opt-outs "
                + erasure.suppressions()
                + ", consents "
                + erasure.consents()
                + ", times of last messages "
                + erasure.windows()
                + ", events "
                + erasure.events()
                + ", messages in the queue "
                + erasure.others()
                + "."
                + (erasure.optOutsKept() && erasure.suppressions() > 0
                    ? "\nOpt-outs in force go on to hold, under a hash; --forget-opt-outs removes"
                        + " these too."
                    : "")
                + "\n"
                + NOT_REACHED);
  }
}
