package io.patchbay.host;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import io.patchbay.Patchbay;
import io.patchbay.channel.Address;
import io.patchbay.channel.Masking;
import io.patchbay.channel.MessageId;
import io.patchbay.channel.PhoneNumber;
import io.patchbay.channel.PhoneText;
import io.patchbay.channel.Purpose;
import io.patchbay.channel.SmsMessage;
import io.patchbay.core.AddressReader;
import io.patchbay.delivery.DeliveryState;
import io.patchbay.delivery.SubmitOptions;
import io.patchbay.delivery.store.DeliveryStore;
import io.patchbay.host.delivery.QueueFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PersonCommandTest {
  private static final PhoneNumber PERSON = new PhoneNumber("14155550132");

  @TempDir Path folder;

  private Path file() throws IOException {
    Path file = folder.resolve("patchbay.json");
    return Files.exists(file)
        ? file
        : SampleWorkspace.write(folder, SampleWorkspace.json("http://127.0.0.1:9/"));
  }

  private Patchbay host() throws IOException {
    return Patchbay.builder().configuration(file()).watchInterval(Duration.ZERO).build();
  }

  private CommandRun person(String... arguments) throws IOException {
    String[] all = new String[arguments.length + 3];
    all[0] = "person";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    all[all.length - 2] = "-c";
    all[all.length - 1] = file().toString();
    return CommandRun.of(all);
  }

  private void said() throws IOException {
    try (Patchbay patchbay = host()) {
      patchbay.people().optIn("acme", PERSON, Set.of(Purpose.MARKETING), "form", "Yes, write.");
      patchbay.people().suppress("acme", PERSON, Set.of(Purpose.MARKETING), "a call");
    }
  }

  private boolean stopped() throws IOException {
    try (Patchbay patchbay = host()) {
      SmsMessage sale =
          SmsMessage.to(PERSON).text("Sale").provider("text").purpose(Purpose.MARKETING).build();
      return !patchbay.channel().send("acme", sale).outcome().accepted();
    }
  }

  @Test
  void stopsAndResumesMessagesToAPerson() throws IOException {
    CommandRun stop = person("stop", "(415) 555-0132", "--workspace", "acme");

    assertThat(stop.code()).as(stop.err()).isZero();
    assertThat(stop.out())
        .isEqualTo(
            "Stopped: all messages of acme to "
                + Masking.address(PERSON.value())
                + ". Hosts obey at their next send.\n");
    assertThat(stopped()).isTrue();
    assertThat(person("export", "+14155550132").out())
        .contains("an operator, with 'patchbay person stop'");

    person("resume", "+14155550132", "--workspace", "acme", "--purpose", "transactional");
    assertThat(stopped()).as("marketing is another purpose").isTrue();

    CommandRun resume =
        person("resume", "+14155550132", "--workspace", "acme", "--purpose", "marketing", "--json");
    assertThat(JsonParser.parseString(resume.out()))
        .isEqualTo(
            JsonParser.parseString(
                "{\"workspace\": \"acme\", \"stopped\": false, \"purposes\": [\"marketing\"]}"));
    assertThat(stopped()).isFalse();
    assertThat(person("stop", "+14155550132", "--workspace", "nope").code()).isEqualTo(2);
  }

  @Test
  void aStopIsRecordedThoughNothingCouldBeSent() throws IOException {
    SampleWorkspace.write(
        folder,
        """
        { "workspaces": { "acme": { "sms": { "defaultRegion": "US", "defaultProvider": "wa",
          "providers": { "wa": { "type": "whatsapp-cloud", "accessToken": "${env:NOT_SET}",
            "phoneNumberId": "109876543210123" } } } } } }
        """);

    CommandRun run = person("stop", "(415) 555-0132");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).startsWith("Stopped: all messages of acme to ");
    assertThat(person("export", "+14155550132").out()).contains("14155550132");
  }

  @Test
  void anOptionOfAnotherActionIsRefusedAndNothingIsErased() throws IOException {
    said();

    assertThat(person("erase", "+14155550132", "--purpose", "marketing").err())
        .contains("--purpose goes with 'stop' and 'resume'; leave it out.");
    assertThat(person("stop", "+14155550132", "--forget-opt-outs").err())
        .contains("--forget-opt-outs goes with 'erase'; leave it out.");
    assertThat(person("export", "+14155550132").out()).contains("a call");
  }

  @Test
  void exportsWhatIsHeldAboutANumberHoweverItIsTyped() throws IOException {
    said();

    CommandRun run = person("export", "(415) 555-0132", "--workspace", "acme");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(JsonParser.parseString(run.out()).isJsonObject()).isTrue();
    assertThat(run.out()).contains("14155550132", "Yes, write.", "a call");
  }

  @Test
  void erasesButForTheFactOfAnOptOut() throws IOException {
    said();

    CommandRun run = person("erase", "+1 415 555 0132");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("opt-outs 1, consents 1, times of last messages 0", "--forget-opt-outs");
    assertThat(person("export", "+14155550132").out()).doesNotContain("Yes, write.", "a call");
    assertThat(stopped()).as("still opted out").isTrue();
  }

  /** As events show them: former numbers, user ids, groups and short codes. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "5215512345678",
        "551187654321",
        "22507014657",
        "US.13491208655302741918",
        "user:of another kind",
        "short:39041",
        "39041",
        "phone:15550001234"
      })
  void exportsAndErasesAnyAddressThatAnEventShows(String shown) throws IOException {
    Address person = requireNonNull(AddressReader.read(new PhoneText(shown), null).address());
    try (Patchbay patchbay = host()) {
      patchbay.people().optIn("acme", person, Set.of(Purpose.MARKETING), "form", "Yes, write.");
    }

    assertThat(person("export", shown).out()).contains("Yes, write.");
    assertThat(person("erase", shown).out()).contains("consents 1");
    assertThat(person("export", shown).out()).doesNotContain("Yes, write.");
  }

  @Test
  void aPersonIsFoundByTheFormerAndByTheCurrentNumber() throws IOException {
    try (Patchbay patchbay = host()) {
      patchbay
          .people()
          .suppress("acme", new PhoneNumber("22507014657"), Set.of(Purpose.MARKETING), "a call");
    }

    assertThat(person("export", "+225 07 07 01 46 57").out()).contains("a call");
    assertThat(person("erase", "+2250707014657").out()).contains("opt-outs 1");
    assertThat(person("export", "22507014657").out()).doesNotContain("a call");
  }

  @Test
  void forgetsOptOutsWhenToldTo() throws IOException {
    said();

    CommandRun run = person("erase", "+14155550132", "--forget-opt-outs", "--json");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(
            JsonParser.parseString(run.out())
                .getAsJsonObject()
                .get("optOutsKeptAsHash")
                .getAsBoolean())
        .isFalse();
    assertThat(stopped()).as("nothing is known any more").isFalse();
  }

  @Test
  void whatIsWrongIsSaid() throws IOException {
    assertThat(person("export", "12").code()).isEqualTo(2);
    assertThat(person("export", "+14155550132", "--workspace", "acne").err())
        .contains("acne", "acme")
        .doesNotContain("\tat ");
    assertThat(person("delete", "+14155550132").code()).isEqualTo(2);
    Files.writeString(
        Files.createDirectories(folder.resolve("patchbay-data")).resolve("people.db"),
        "no database ".repeat(100));
    CommandRun broken = person("export", "+14155550132");
    assertThat(broken.code()).as(broken.err()).isEqualTo(2);
    assertThat(broken.err()).contains("people.db").doesNotContain("\tat ");
  }

  @Test
  void aNationalNumberWithoutAWorkspaceAsksForOneOrForARegion() throws IOException {
    String workspace =
        "{ \"sms\": { \"defaultProvider\": \"text\", \"defaultRegion\": \"US\", \"providers\": { %s } } }"
            .formatted(SampleWorkspace.TWILIO);
    SampleWorkspace.write(
        folder,
        "{ \"workspaces\": { \"acme\": %s, \"other\": %s } }".formatted(workspace, workspace));

    CommandRun run = person("erase", "415 555 0132");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .contains(
            "is a national number, and there is no saying of which region.",
            "Name --workspace or --region, or write it with '+' and the country code.")
        .doesNotContain("defaultRegion", "415 555 0132");
    assertThat(person("erase", "0123").err())
        .contains("Name --workspace or --region")
        .doesNotContain("default region");
    assertThat(person("erase", "4155550132").err()).contains("Name --workspace or --region");
    assertThat(person("erase", "415 555 0132", "--region", "US").code()).isZero();
    assertThat(person("erase", "415 555 0132", "-w", "other").code()).isZero();
  }

  @Test
  void reachesTheQueueOfMessages() throws IOException {
    MessageId id = new MessageId("m1");
    try (Patchbay patchbay =
        Patchbay.builder().configuration(file()).queue().watchInterval(Duration.ZERO).build()) {
      patchbay
          .queue()
          .submit(
              "acme",
              SmsMessage.to(PERSON).id(id.value()).text("See you tomorrow").build(),
              SubmitOptions.defaults().withNotBefore(Instant.now().plusSeconds(3600)));
    }

    assertThat(person("export", "+1 415 555 0132").out()).contains("See you tomorrow");
    assertThat(person("erase", "+1 415 555 0132").out()).contains("messages in the queue 1.");

    assertThat(person("export", "+1 415 555 0132").out()).doesNotContain("See you tomorrow");
    try (DeliveryStore store = QueueFile.existing(file())) {
      assertThat(store.find("acme", "m1").orElseThrow().state()).isEqualTo(DeliveryState.CANCELLED);
    }
  }

  @Test
  void nothingHeldIsNoMistake() throws IOException {
    assertThat(person("erase", "+14155550132").out())
        .isEqualTo(
            "Erased: addresses 0, opt-outs 0, consents 0, times of last messages 0, events 0,"
                + " messages in the queue 0.\n"
                + "Not reached: logs, what is being sent or received at this moment, and what a"
                + " host of your own keeps elsewhere; erase there with people().erase.\n");
    assertThat(folder.resolve("patchbay-data")).doesNotExist();
  }
}
