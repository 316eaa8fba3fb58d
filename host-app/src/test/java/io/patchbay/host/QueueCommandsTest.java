package io.patchbay.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.patchbay.Patchbay;
import io.patchbay.channel.InstanceId;
import io.patchbay.channel.MessageId;
import io.patchbay.channel.SmsMessage;
import io.patchbay.delivery.Delivery;
import io.patchbay.delivery.DeliveryState;
import io.patchbay.delivery.SubmitOptions;
import io.patchbay.delivery.store.DeliveryStore;
import io.patchbay.delivery.store.SenderNews;
import io.patchbay.host.delivery.QueueFile;
import io.patchbay.simulator.MagicRecipient;
import io.patchbay.simulator.WhatsAppCloudSimulator;
import io.patchbay.testsupport.Conditions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueueCommandsTest {

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
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("-c", file.toString()));
    return CommandRun.of(all.toArray(String[]::new));
  }

  /** A host that has handed over messages so long ago, and has ended. */
  private void sent(Duration ago, SmsMessage... messages) {
    Clock clock = Clock.offset(Clock.systemUTC(), ago.negated());
    try (Patchbay patchbay =
        Patchbay.builder()
            .configuration(file)
            .queue()
            .clock(clock)
            .watchInterval(Duration.ZERO)
            .build()) {
      Delivery delivery = patchbay.queue();
      DeliveryStore store = delivery.store();
      for (SmsMessage message : messages) {
        delivery.submit("acme", message);
        awaitEnd(store, message.id());
      }
    }
  }

  private static void awaitEnd(DeliveryStore store, MessageId id) {
    Conditions.await(
        id + " has ended", () -> store.find("acme", id.value()).orElseThrow().state().ended());
  }

  /** A message that waits for tomorrow. */
  private void waiting(String id) {
    try (Patchbay patchbay =
        Patchbay.builder().configuration(file).queue().watchInterval(Duration.ZERO).build()) {
      Delivery delivery = patchbay.queue();
      delivery.submit(
          "acme",
          to("14155550132", id),
          SubmitOptions.defaults().withNotBefore(Instant.now().plus(Duration.ofDays(1))));
    }
  }

  private static SmsMessage to(String number, String id) {
    return SmsMessage.to("+" + number).id(id).text("Hello").build();
  }

  private DeliveryState state(String id) {
    try (DeliveryStore store = QueueFile.existing(file)) {
      return store.find("acme", id).orElseThrow().state();
    }
  }

  @Test
  void withoutAQueueItIsSaidHowOneComesAbout() {
    for (String[] command :
        new String[][] {
          {"status"}, {"status", "a"}, {"dead"}, {"cancel", "a"}, {"resume", "whatsapp"}
        }) {
      CommandRun run = run(command);

      assertThat(run.code()).as(run.err()).isEqualTo(2);
      assertThat(run.err())
          .isEqualTo(
              """
              patchbay: There is no queue yet: %s does not exist.
              The first 'patchbay serve' or 'patchbay send --audience' makes it. Is it the right configuration? --config names another.
              """
                  .formatted(QueueFile.beside(file)));
    }
    assertThat(folder.resolve("patchbay-data")).doesNotExist();
  }

  @Test
  void aQueueOfWhichOnlyTheLogIsLeftIsMissingAndNoNewOne() throws IOException {
    Path queue = QueueFile.beside(file);
    Files.createDirectories(queue.resolveSibling(""));
    Files.writeString(queue.resolveSibling("delivery.db-wal"), "frames");

    CommandRun run = run("status");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .isEqualTo(
            "patchbay: The file "
                + queue
                + " cannot be used: it is missing, and its log delivery.db-wal is still there;"
                + " move the file back; or, to begin without what it held, remove the log, too\n");
  }

  @Test
  void statusCountsByWorkspaceAndState() {
    sent(
        Duration.ofMinutes(5),
        to("14155550132", "one"),
        to(MagicRecipient.OPTED_OUT.number(), "two"));
    waiting("three");

    CommandRun run = run("status");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out().replaceAll("20\\S+Z", "TIME").replaceAll("\\d+ second", "N second"))
        .isEqualTo(
            """
              acme  ACCEPTED  1  the oldest since TIME
              acme  FAILED    1  the oldest since TIME
              acme  QUEUED    1  the oldest since TIME
            The oldest that waits was handed over N seconds ago.
            """
                .replace("ACCEPTED", "accepted")
                .replace("FAILED  ", "failed  ")
                .replace("QUEUED  ", "queued  "));
    JsonObject json = JsonParser.parseString(run("status", "--json").out()).getAsJsonObject();
    assertThat(json.getAsJsonArray("counts")).hasSize(3);
    assertThat(json.has("oldestWaiting")).isTrue();
  }

  @Test
  void anAcceptedMessageThatNeverArrivedComesWithThreeThingsToCheck() {
    sent(Duration.ofHours(3), to("14155550132", "order-1"));

    CommandRun run = run("status", "order-1");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out().replaceAll("20\\S+Z", "TIME").replaceAll("\\s+wamid\\.\\S+", " WAMID"))
        .isEqualTo(
            """
            Message order-1 of workspace acme: the provider has it
              TIME  submitted
              TIME  sending    try 1 through acme/whatsapp
              TIME  accepted   try 1 through acme/whatsapp, as WAMID
            Nothing more was heard of it for 3 hours. Three things to check:
              1. Do webhooks arrive at all? No status of any message has ever arrived here.
                 'patchbay serve' has to run, and the address that the provider knows has to lead to it.
              2. Is the recipient's phone off, without a network, or its app older than the newest
                 version? The provider keeps the message for a time and delivers it when it can.
              3. Does the provider hold it back? Look at the quality rating of the sender, at a cap on
                 marketing messages for each person, and whether the template was paused. A person who
                 has blocked the sender is not told of either.
            """);
    assertThat(run.out()).doesNotContain("14155550132", "Hello");
  }

  @Test
  void aFreshOneDoesNot() {
    sent(Duration.ofMinutes(59), to("14155550132", "order-1"));

    assertThat(run("status", "order-1").out()).doesNotContain("Three things");
  }

  @Test
  void aDeadLetterSaysWhyAndGoesBack() {
    sent(Duration.ZERO, to(MagicRecipient.OPTED_OUT.number(), "order-2"));

    assertThat(run("status", "order-2").out())
        .startsWith("Message order-2 of workspace acme: it was not delivered: a dead letter\n")
        .contains("\n  'patchbay dead --requeue order-2' puts it back\n")
        .containsOnlyOnce("OPTED_OUT 131050: ")
        .contains("failed\n");
    assertThat(run("dead").out()).contains("acme  order-2", "failed: OPTED_OUT 131050");
    CommandRun back = run("dead", "--requeue", "order-2");
    assertThat(back.out()).isEqualTo("1 message put back into the queue.\n");
    assertThat(state("order-2")).isEqualTo(DeliveryState.QUEUED);
    CommandRun again = run("dead", "--requeue", "order-2");
    assertThat(again.code()).isEqualTo(2);
    assertThat(again.err())
        .isEqualTo("patchbay: Message 'order-2' is no dead letter: it is queued.\n");
    assertThat(run("dead").out()).isEqualTo("There are no dead letters.\n");
  }

  @Test
  void allDeadLettersOfAWorkspaceGoBackAtOnce() {
    sent(
        Duration.ZERO,
        to(MagicRecipient.OPTED_OUT.number(), "a"),
        to(MagicRecipient.OPTED_OUT.number(), "b"));

    CommandRun run = run("dead", "-w", "acme", "--requeue-all", "--json");

    assertThat(JsonParser.parseString(run.out())).hasToString("{\"requeued\":2,\"left\":0}");
    assertThat(state("a")).isEqualTo(DeliveryState.QUEUED);
  }

  @Test
  void aMessageThatWaitsIsTakenBackAndOneThatWasSentIsNot() {
    waiting("later");
    sent(Duration.ZERO, to("14155550132", "gone"));

    assertThat(run("cancel", "later").out()).isEqualTo("Taken back: later will not be sent.\n");
    assertThat(state("later")).isEqualTo(DeliveryState.CANCELLED);
    CommandRun late = run("cancel", "gone");
    assertThat(late.code()).isEqualTo(1);
    assertThat(late.out()).isEqualTo("Not taken back: gone waits no longer, it is accepted.\n");
  }

  @Test
  void aPausedSenderIsShownAndResumed() {
    sent(Duration.ZERO, to("14155550132", "first"));
    try (DeliveryStore store = QueueFile.existing(file)) {
      String key = "whatsapp-cloud:" + senderKey();
      store.conclude(
          List.of(), List.of(new SenderNews(key, true, Duration.ofHours(8), "too many")));
    }

    assertThat(run("status").out()).contains("sends nothing until 20", ": too many");
    CommandRun resumed = run("resume", "acme/whatsapp");
    assertThat(resumed.code()).as(resumed.err()).isZero();
    assertThat(resumed.out())
        .startsWith("1 sender of acme/whatsapp may go on at full speed: whatsapp-cloud:")
        .contains("Every process on this queue takes the instance into use again within seconds");
    try (DeliveryStore store = QueueFile.existing(file)) {
      assertThat(store.resumedAt(new InstanceId("acme", "whatsapp"))).isPresent();
    }
    assertThat(run("status").out()).doesNotContain("too many");
    assertThat(run("resume", "whatsapp").out())
        .startsWith("No sender of acme/whatsapp was told to wait in the queue.\n");
    assertThat(run("resume", "acme/whatsap").err()).contains("whatsap", "whatsapp");
  }

  private String senderKey() {
    try (Patchbay patchbay =
        Patchbay.builder().configuration(file).watchInterval(Duration.ZERO).build()) {
      var lease = patchbay.registry().lease(new InstanceId("acme", "whatsapp")).orElseThrow();
      try (lease) {
        return lease.connection().sender(null).key();
      }
    }
  }

  @Test
  void whatIsNotThereIsSaid() throws IOException {
    waiting("later");

    CommandRun workspace = run("status", "later", "-w", "acne");
    assertThat(workspace.code()).isEqualTo(2);
    assertThat(workspace.err())
        .isEqualTo(
            "patchbay: There is no message of a workspace 'acne' in "
                + QueueFile.beside(file)
                + "; did you mean 'acme'?\n");
    assertThat(run("cancel", "latter").err())
        .startsWith("patchbay: There is no message with the id 'latter' in ")
        .contains("not the provider's");
    assertThat(run("status", "no spaces").err()).contains("Message id 'no spaces' is not usable");
    Files.writeString(QueueFile.beside(file), "no database ".repeat(100));
    CommandRun broken = run("status");
    assertThat(broken.code()).isEqualTo(2);
    assertThat(broken.err()).contains("delivery.db").doesNotContain("\tat ");
  }
}
