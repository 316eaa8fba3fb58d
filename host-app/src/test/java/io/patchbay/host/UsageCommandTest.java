package io.patchbay.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.patchbay.Patchbay;
import io.patchbay.channel.DeliveryStatus;
import io.patchbay.channel.SmsMessage;
import io.patchbay.delivery.Delivery;
import io.patchbay.delivery.internal.StatusNews;
import io.patchbay.delivery.store.DeliveryStore;
import io.patchbay.delivery.store.MessageRecord;
import io.patchbay.delivery.store.Usage;
import io.patchbay.host.delivery.QueueFile;
import io.patchbay.simulator.WhatsAppCloudSimulator;
import io.patchbay.testsupport.Conditions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("locale")
class UsageCommandTest {

  private final WhatsAppCloudSimulator simulator = WhatsAppCloudSimulator.builder().start();
  @TempDir Path folder;
  private Path file = Path.of("");

  @BeforeEach
  void write() throws IOException {
    file = SampleWorkspace.write(folder, SampleWorkspace.json(simulator.baseUrl().toString()));
  }

  @AfterEach
  void stop() {
    simulator.close();
  }

  private CommandRun run(String... arguments) {
    List<String> all = new ArrayList<>(List.of("usage"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("-c", file.toString()));
    return CommandRun.of(all.toArray(String[]::new));
  }

  /** A host that sends a message to each, and asks the provider for its limit or not. */
  private void sends(boolean asks, String... numbers) {
    try (Patchbay patchbay =
        Patchbay.builder().configuration(file).queue().watchInterval(Duration.ZERO).build()) {
      Delivery delivery = patchbay.queue();
      DeliveryStore store = delivery.store();
      for (String number : numbers) {
        String id = "to-" + number;
        delivery.submit("acme", SmsMessage.to("+" + number).id(id).text("Hello").build());
        Conditions.await(
            id + " has ended", () -> store.find("acme", id).orElseThrow().state().ended());
      }
      if (asks) {
        delivery.askProviders();
      }
    }
  }

  private void told(String id, String category, boolean billable) {
    try (DeliveryStore store = QueueFile.existing(file)) {
      String theirs =
          store.find("acme", id).orElseThrow().story().stream()
              .map(MessageRecord.Line::providerMessageId)
              .filter(Objects::nonNull)
              .findFirst()
              .orElseThrow();
      store.heard(
          new StatusNews(
              "acme/whatsapp",
              theirs,
              null,
              DeliveryStatus.SENT,
              System.currentTimeMillis(),
              null,
              null,
              category,
              billable));
    }
  }

  /** The provider has said another limit. */
  private void limit(long people) {
    try (DeliveryStore store = QueueFile.existing(file)) {
      for (Usage.People sender : store.usage(null).senders()) {
        store.learned(sender.key(), sender.account(), people);
      }
    }
  }

  private static String plain(String out) {
    return out.replaceAll("20\\S+Z", "TIME")
        .replaceAll("whatsapp-cloud:\\S+ {2,}", "SENDER  ")
        .replaceAll(" {2,}", "  ");
  }

  @Test
  void withoutAQueueItIsSaidHowOneComesAbout() {
    CommandRun run = run();

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).startsWith("patchbay: There is no queue yet: ");
  }

  @Test
  void beforeTheProviderWasAskedTheLimitIsSaidNotToBeKnown() {
    sends(false, "14155550132", "14155550133");

    CommandRun run = run();

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(plain(run.out()))
        .isEqualTo(
            """
            People written to since TIME who had not written in the time that allows an answer:
              SENDER  2  of a limit not known yet: 'patchbay serve' asks for it
              2  of them because it is not known when they last wrote
            Messages accepted since then, by what their statuses say of the price:
              SENDER  not told  2
            """);
    assertThat(run.out()).doesNotContain("14155550132", "14155550133");
  }

  @Test
  void theLimitIsWhatTheProviderSaysAndThePricesWhatTheStatusesSay() {
    sends(true, "14155550132", "14155550133", "14155550134");
    told("to-14155550132", "marketing", true);
    told("to-14155550133", "service", false);

    CommandRun run = run("--workspace", "acme");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(plain(run.out()))
        .isEqualTo(
            """
            People written to since TIME who had not written in the time that allows an answer:
              SENDER  3  of 100,000 a day (0 %), as of TIME
              3  of them by workspace acme
              3  of them because it is not known when they last wrote
            Messages accepted since then from workspace acme, by what their statuses say of the price:
              SENDER  marketing  1  charged
              SENDER  service  1  free
              SENDER  not told  1
            """);
  }

  @Test
  void fromFourFifthsOfTheLimitOnItWarns() {
    sends(true, "14155550132", "14155550133", "14155550134", "14155550135");
    assertThat(run().code()).isZero();
    limit(5);

    CommandRun near = run();

    assertThat(near.code()).isEqualTo(1);
    assertThat(near.out())
        .contains("of 5 a day (80 %), as of ")
        .contains(" may write to 1 more person today: beyond that its provider refuses\n")
        .endsWith("         -> send the rest tomorrow, or through another account\n");
    limit(4);
    assertThat(run().out()).contains(" has reached its limit: its provider refuses\n");
    limit(6);
    assertThat(run().code()).isZero();
  }

  @Test
  void machinesGetTheSame() {
    sends(true, "14155550132");
    limit(1);

    CommandRun run = run("--json");

    assertThat(run.code()).isEqualTo(1);
    JsonObject json = JsonParser.parseString(run.out()).getAsJsonObject();
    JsonObject account = json.getAsJsonArray("accounts").get(0).getAsJsonObject();
    assertThat(account.get("people").getAsLong()).isEqualTo(1);
    assertThat(account.get("notKnown").getAsLong()).isEqualTo(1);
    assertThat(account.get("limit").getAsLong()).isEqualTo(1);
    assertThat(account.get("used").getAsDouble()).isEqualTo(1);
    assertThat(account.get("warning").getAsBoolean()).isTrue();
    assertThat(account.getAsJsonArray("senders")).hasSize(1);
    JsonArray prices = json.getAsJsonArray("prices");
    assertThat(prices.get(0).getAsJsonObject().get("messages").getAsLong()).isEqualTo(1);
    assertThat(run.out()).doesNotContain("14155550132");
  }

  @Test
  void aWorkspaceThatIsNotThereIsAMistake() {
    sends(false, "14155550132");

    CommandRun run = run("--workspace", "acne");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("workspace 'acne'").contains("did you mean 'acme'?");
  }
}
