package io.patchbay.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.patchbay.host.console.Interruption;
import io.patchbay.simulator.MagicRecipient;
import io.patchbay.simulator.ReceivedMessage;
import io.patchbay.simulator.WhatsAppCloudSimulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SendCommandTest {
  private final WhatsAppCloudSimulator simulator = WhatsAppCloudSimulator.builder().start();
  @TempDir Path folder;
  private Path configuration = Path.of("");

  @BeforeEach
  void write() throws IOException {
    configuration =
        SampleWorkspace.write(folder, SampleWorkspace.json(simulator.baseUrl().toString()));
  }

  @AfterEach
  void stop() {
    simulator.close();
  }

  private CommandRun send(String... arguments) {
    List<String> all = new ArrayList<>(List.of("send", "-c", configuration.toString()));
    all.addAll(List.of(arguments));
    return CommandRun.of(all.toArray(String[]::new));
  }

  private static String withoutTimesAndIds(String text) {
    return text.replaceAll("wamid\\.\\S+", "wamid")
        .replaceAll("SM[0-9a-f]{32}", "SM")
        .replaceAll("\\d+ ms", "N ms")
        .replaceAll("support: \\S+", "support: TRACE");
  }

  private String body(int index) {
    ReceivedMessage message = simulator.received().get(index);
    JsonObject body = JsonParser.parseString(message.body()).getAsJsonObject();
    body.remove("biz_opaque_callback_data");
    return body.toString();
  }

  @Nested
  final class Contents {
    private static final String MEDIA =
        "{\"media\":{\"kind\":\"image\",\"source\":{\"kind\":\"link\",\"value\":\"https://example.org/a.png\"}}}";

    @Test
    void theSpellingOfTheOpenApiDescriptionIsSent() {
      CommandRun run = send("--to", "4155550132", "--content", MEDIA);

      assertThat(run.code()).as(run.out() + run.err()).isZero();
      assertThat(body(0)).contains("\"image\":{\"link\":\"https://example.org/a.png\"}");
    }

    @Test
    void everyProblemIsReportedAndNothingIsSent() {
      CommandRun run =
          send(
              "--to",
              "4155550132",
              "--content",
              MEDIA.replace("image", "imag").replace("\"link\"", "5"),
              "--content",
              "{\"text\":{\"body\":5,\"previewUrl\":\"yes\"}}");

      assertThat(run.code()).isEqualTo(2);
      assertThat(run.err())
          .contains(
              """
              --content cannot be used; nothing was sent:
                content[0].media.kind is none of image, audio, voice, video, document, sticker: did you mean 'image'?
                content[0].media.source.kind is a number and not a text: one of link, uploaded, file
                content[1].text.body is a number and not a text: write it in quotes
                content[1].text.previewUrl is a text and not a truth value: true or false, without quotes
              """);
      assertThat(simulator.received()).isEmpty();
    }

    @Test
    void aTemplateValueThatWhatsAppRefusesIsReportedInADryRunAndBySending() {
      String[] order = {
        "--to",
        "4155550132",
        "--template",
        "order",
        "-p",
        "Ada",
        "-p",
        "two\nlines",
        "--provider",
        "whatsapp"
      };
      List<String> dry = new ArrayList<>(List.of(order));
      dry.add("--dry-run");

      CommandRun tried = send(dry.toArray(String[]::new));
      CommandRun sent = send(order);

      String fault = "(132018): body parameter 2 contains a line break";
      assertThat(tried.code()).isEqualTo(1);
      assertThat(tried.out())
          .contains("would not be sent: WhatsApp refuses a value of the template " + fault)
          .contains("1 message, 1 of which would be rejected");
      assertThat(sent.code()).isEqualTo(1);
      assertThat(sent.out()).contains("Not sent: TEMPLATE").contains(fault);
      assertThat(simulator.received()).isEmpty();
    }
  }

  @Nested
  final class ToOne {
    @Test
    void anAcceptedMessage() {
      CommandRun run = send("--to", "(415) 555-0132", "--text", "Hello {name} 🚀");

      assertThat(run.code()).isZero();
      assertThat(withoutTimesAndIds(run.out()))
          .isEqualTo(
              """
              Accepted as wamid
                Accepted, not yet delivered. Delivery is reported by webhook.
                try 1 through whatsapp (WhatsApp Cloud API), N ms
              """);
      assertThat(run.err()).isEmpty();
      assertThat(body(0)).contains("\"to\":\"14155550132\"", "Hello {name} 🚀");
    }

    @Test
    void aRefusedMessageSaysWhyAndWhatToDo() {
      CommandRun run =
          send("--to", MagicRecipient.OPTED_OUT.number(), "--text", "Hi", "--provider", "whatsapp");

      assertThat(run.code()).isEqualTo(1);
      assertThat(withoutTimesAndIds(run.out()))
          .isEqualTo(
              """
              Not sent: OPTED_OUT 131050, (#131050) User's stopped marketing messages (The recipient wants no more marketing messages from this business.)
                -> Record the opt-out and send this person no more marketing.
                trace id for support: TRACE
                see https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes
                try 1 through whatsapp (WhatsApp Cloud API), N ms
              """);
    }

    @Test
    void aMessageThatFailsOverToTheStubSaysThatNothingWasSent() {
      CommandRun run = send("--to", MagicRecipient.NOT_ON_WHATSAPP.number(), "--text", "Hi");

      assertThat(run.code()).isEqualTo(1);
      assertThat(withoutTimesAndIds(run.out()))
          .isEqualTo(
              """
              Nothing was sent: the provider is a stub, or in a test mode. It took the message as SM
                segments 1, encoding GSM-7
                -> Configure a provider that sends, and make it the default.
                try 1 through whatsapp (WhatsApp Cloud API), N ms: RECIPIENT_UNREACHABLE 131026, (#131026) Message undeliverable (The recipient cannot receive this message through WhatsApp.)
                try 2 through text (Twilio stub (sends nothing)), N ms: nothing-sent
              """);
    }

    @Test
    void aMessageOfWhichNobodyCanTell() {
      CommandRun run = send("--to", MagicRecipient.RESET_AFTER_READING.number(), "--text", "Hi");

      assertThat(run.code()).isEqualTo(1);
      assertThat(run.out())
          .startsWith(
              "Nobody can tell whether it was sent; sending it again may deliver it twice:"
                  + " NETWORK,");
    }

    @Test
    void aThrottledMessageIsTriedAgain() {
      CommandRun run = send("--to", MagicRecipient.THROTTLED_TWICE.number(), "--text", "Hi");

      assertThat(run.code()).isZero();
      assertThat(run.out()).contains("  try 3 through whatsapp").contains(": accepted\n");
    }

    @Test
    void aTemplateGoesWhereTextMayNot() {
      CommandRun run =
          send(
              "--to",
              MagicRecipient.WINDOW_CLOSED.number(),
              "--text",
              "Hi",
              "--template",
              "order",
              "--language",
              "de",
              "-p",
              "who=Ada");

      assertThat(run.code()).isZero();
      assertThat(body(1))
          .contains("\"name\":\"order\"", "\"code\":\"de\"", "\"parameter_name\":\"who\"");
    }

    @Test
    void jsonHoldsTheWholeStory() {
      CommandRun run =
          send("--to", MagicRecipient.NOT_ON_WHATSAPP.number(), "--text", "Hi", "--json");

      JsonObject result = JsonParser.parseString(run.out()).getAsJsonObject();
      assertThat(run.code()).isEqualTo(1);
      assertThat(result.get("outcome").getAsString()).isEqualTo("nothing-sent");
      assertThat(result.get("workspace").getAsString()).isEqualTo("acme");
      assertThat(result.getAsJsonObject("details").get("nothing-sent").getAsString())
          .isEqualTo("true");
      JsonObject first = result.getAsJsonArray("attempts").get(0).getAsJsonObject();
      assertThat(first.get("instance").getAsString()).isEqualTo("acme/whatsapp");
      assertThat(first.getAsJsonObject("error").get("code").getAsString()).isEqualTo("131026");
      assertThat(run.out()).doesNotContain("17015550101").doesNotContain("test-token");
    }

    @Test
    void aDryRunSendsNothingAndMasksTheNumber() {
      CommandRun run = send("--to", "4155550132", "--text", "Hi", "--template", "t", "--dry-run");

      assertThat(run.code()).isZero();
      assertThat(run.out())
          .isEqualTo(
              """
                to 141******32: "Hi"; or template t in en_US[]
              Nothing was sent. Through acme/whatsapp there would be 1 message; 0 lines not used, 0 duplicates.
              """);
      assertThat(simulator.received()).isEmpty();
    }

    @Test
    void aWrongNumberIsBadInput() {
      CommandRun run = send("--to", "555-01", "--text", "Hi");

      assertThat(run.code()).isEqualTo(2);
      assertThat(run.err())
          .isEqualTo(
              """
              patchbay: The phone number *** is not a valid number in region US.
              Check the number; write it with '+' and the country code to leave no doubt.
              """);
    }

    @Test
    void wrongUseIsAnswered() {
      assertThat(send("--text", "Hi").err())
          .isEqualTo(
              "patchbay: Missing required argument (specify one of these): (--to=NUMBER |"
                  + " -a=FILE.csv)\nTry 'patchbay send --help'.\n");
      assertThat(send("--to", "1", "-a", "x.csv", "--text", "Hi").err())
          .startsWith("patchbay: --to=NUMBER, --audience=FILE.csv are mutually exclusive");
      assertThat(send("--to", "1").err())
          .isEqualTo("patchbay: There is nothing to say: give --text, --template or --content.\n");
      assertThat(send("--to", "1", "--text", "x", "--purpose", "fun").err())
          .isEqualTo("patchbay: --purpose is transactional or marketing, not 'fun'.\n");
      assertThat(send("--to", "1", "--text", "x", "--encoding", "UTF-8").err())
          .isEqualTo("patchbay: --to-column and --encoding belong to --audience.\n");
      assertThat(send("-a", "x.csv", "--text", "x", "--encoding", "UTF-99").err())
          .isEqualTo(
              "patchbay: --encoding 'UTF-99' is not known; for example UTF-16LE or"
                  + " windows-1252.\n");
      assertThat(send("--text", "Hi").code()).isEqualTo(2);
    }
  }

  @Nested
  final class ToAnAudience {
    private CommandRun send(String csv, String... arguments) throws IOException {
      Path file = Files.writeString(folder.resolve("people.csv"), csv);
      List<String> all = new ArrayList<>(List.of("-a", file.toString()));
      all.addAll(List.of(arguments));
      return SendCommandTest.this.send(all.toArray(String[]::new));
    }

    @Test
    void everybodyGetsTheirOwnText() throws IOException {
      CommandRun run =
          send("phone;name\n4155550132;Ada\n2125550145;נועה\n", "--text", "Hello {name}");

      assertThat(run.code()).isZero();
      assertThat(run.out())
          .isEqualTo(
              """
                accepted        2  whatsapp 2
                refused         0
                lines not used  0
              """);
      assertThat(run.err())
          .isEqualTo(
              "Sending to %s, 2 lines, through acme/whatsapp ...\n"
                  .formatted(folder.resolve("people.csv")));
      assertThat(simulator.received())
          .extracting(ReceivedMessage::body)
          .anyMatch(body -> body.contains("Hello Ada"))
          .anyMatch(body -> body.contains("Hello נועה"));
    }

    @Test
    void linesThatCannotBeUsedMakeItIncomplete() throws IOException {
      CommandRun run =
          send(
              "phone,name\n1.41556E+10,A\n4155550132,B\n+14155550132,C\n17015550105,D\n",
              "--text",
              "{name}",
              "--json");

      assertThat(run.code()).isEqualTo(1);
      JsonObject result = JsonParser.parseString(run.out()).getAsJsonObject();
      assertThat(result.get("accepted").getAsLong()).isEqualTo(1);
      assertThat(result.get("rejected").getAsLong()).isEqualTo(1);
      assertThat(result.get("faultyLines").getAsLong()).isEqualTo(1);
      assertThat(result.get("duplicateLines").getAsLong()).isEqualTo(1);
      assertThat(result.getAsJsonArray("rejections").toString()).contains("\"lines\":[5]");
      assertThat(run.err()).isEmpty();
      assertThat(simulator.accepted()).hasSize(1);
    }

    @Test
    void whatAStubTakesIsCountedApartAndMakesItIncomplete() throws IOException {
      String csv = "phone\n4155550132\n17015550101\n";
      for (String way : List.of("--name=queued", "--direct")) {
        CommandRun run = send(csv, "--text", "Hi", way);

        assertThat(run.code()).as(way).isEqualTo(1);
        assertThat(run.out())
            .as(way)
            .startsWith(
                """
                  accepted        1  whatsapp 1
                  nothing sent    1  a stub took them and sent nothing: configure a provider that sends
                  refused         0
                """);
      }
      assertThat(CommandRun.of("status", "-c", configuration.toString()).out())
          .containsPattern("acme  nothing-sent +1 ");
      assertThat(CommandRun.of("dead", "-c", configuration.toString()).out())
          .contains("nothing-sent: acme/text took it and sent");
      assertThat(CommandRun.of("usage", "-c", configuration.toString()).out())
          .contains("Messages that a stub took, which sends nothing; they count nowhere else:\n")
          .doesNotContain("twilio-stub:AC00000000000000000000000000000000  1  of a limit");
    }

    @Test
    void whatCanNeverBeSentIsRefusedWithItsLineAndNotQueued() throws IOException {
      CommandRun run =
          send(
              "phone\n4155550132\n",
              "--content",
              "{\"location\": {\"latitude\": 52.5, \"longitude\": 13.4}}",
              "--provider",
              "text");

      assertThat(run.code()).isEqualTo(1);
      assertThat(run.out())
          .contains("accepted        0")
          .contains("UNSUPPORTED   1  line 2: No configured provider carries [Location]");
      assertThat(CommandRun.of("status", "-c", configuration.toString()).out())
          .contains("is empty");
    }

    @Test
    void aFileThatBreaksOffLaterSendsNothingAtAll() throws IOException {
      CommandRun run = send("phone,name\n4155550132,A\n2125550145,\"B\n", "--text", "{name}");

      assertThat(run.code()).isEqualTo(2);
      assertThat(run.err()).contains("(record starting at line 3)");
      assertThat(simulator.received()).isEmpty();
    }

    @Test
    void anInterruptionTellsTheLastLine() throws IOException {
      Path file = Files.writeString(folder.resolve("people.csv"), "phone\n4155550132\n");
      Interruption interruption = new Interruption();
      interruption.request();

      CommandRun run =
          CommandRun.with(
              name -> null,
              interruption,
              "send",
              "-c",
              configuration.toString(),
              "-a",
              file.toString(),
              "--text",
              "Hi");

      assertThat(run.code()).isEqualTo(130);
      assertThat(run.err())
          .endsWith("patchbay: interrupted after line 1; nothing was sent to the lines below it\n");
      assertThat(simulator.received()).isEmpty();
    }

    @Test
    void aDryRunShowsTheLinesAndSendsNothing() throws IOException {
      CommandRun run =
          send("phone,name\n4155550132,A\nx,B\n4155550132,C\n", "--text", "{name}", "--dry-run");

      assertThat(run.code()).isEqualTo(1);
      assertThat(run.out())
          .isEqualTo(
              """
                line 2, to 141******32: "A"
                line 3, not used: The phone number *** contains letters; Write the number in digits.
                line 4, the same number as line 2
              Nothing was sent. Through acme/whatsapp there would be 1 message; 1 line not used, 1 duplicate.
              """);
      assertThat(simulator.received()).isEmpty();
    }

    @Test
    void startedAgainItSendsNothingTwice() throws IOException {
      String csv = "phone,name\n4155550132,Ada\n2125550145,Grace\n";
      assertThat(send(csv, "--text", "Hi {name}").code()).isZero();

      CommandRun again = send(csv, "--text", "Hi {name}");

      assertThat(again.code()).as(again.err()).isZero();
      assertThat(again.out()).startsWith("  accepted        2  whatsapp 2\n");
      assertThat(again.err()).contains("2 messages of this broadcast had been handed over before");
      assertThat(simulator.received()).hasSize(2);
      assertThat(send(csv, "--text", "Hi {name}", "--name", "tuesday").code()).isZero();
      assertThat(send(csv, "--text", "Hello {name}").code()).isZero();
      assertThat(send(csv, "--text", "Hi {name}", "--direct").code()).isZero();
      assertThat(simulator.received()).hasSize(8);
    }

    @Test
    void aLineThatHasChangedSinceIsToldAndNotSent() throws IOException {
      assertThat(send("phone\n4155550132\n", "--text", "Hi").code()).isZero();

      CommandRun changed = send("phone\n2125550145\n4155550132\n", "--text", "Hi", "--json");

      assertThat(changed.code()).isEqualTo(1);
      assertThat(changed.out())
          .contains("another message was handed over for this line before", "--name");
      assertThat(simulator.accepted())
          .as("the new line 3 is sent, the changed line 2 is not")
          .hasSize(2)
          .allMatch(message -> message.address().equals("14155550132"));
    }

    @Test
    void anInterruptedBroadcastGoesOnWhereItWas() throws Exception {
      StringBuilder csv = new StringBuilder("phone\n");
      for (int i = 0; i < 200; i++) {
        csv.append("+1415555").append(1000 + i).append('\n');
      }
      Path file = Files.writeString(folder.resolve("people.csv"), csv);
      Interruption interruption = new Interruption();
      String[] command = {
        "send", "-c", configuration.toString(), "-a", file.toString(), "--text", "Hi"
      };
      CompletableFuture<CommandRun> first =
          CompletableFuture.supplyAsync(() -> CommandRun.with(name -> null, interruption, command));
      assertThat(simulator.await(counts -> counts.accepted() >= 20, Duration.ofSeconds(20)))
          .isTrue();

      interruption.request();

      assertThat(first.join().code()).isEqualTo(130);
      assertThat(first.join().out()).contains("  waiting ", "kept in the queue");
      long before = simulator.counts().accepted();
      assertThat(before).isLessThan(200);
      CommandRun second = CommandRun.of(command);
      assertThat(second.code()).as(second.err()).isZero();
      assertThat(second.out()).startsWith("  accepted        200  whatsapp 200\n");
      assertThat(simulator.accepted()).hasSize(200);
      assertThat(simulator.accepted().stream().map(ReceivedMessage::address).distinct())
          .hasSize(200);
    }

    @Test
    void oneForLaterIsHandedOverAndNotWaitedFor() throws IOException {
      CommandRun run =
          send(
              "phone\n4155550132\n",
              "--text",
              "Hi",
              "--not-before",
              "2096-03-01T09:00:00+01:00",
              "--expires-at",
              "2096-03-01T18:00+01:00",
              "--at-least-once",
              "--priority=7",
              "--name",
              "spring");

      assertThat(run.code()).as(run.err()).isEqualTo(1);
      assertThat(run.out()).contains("  waiting         1  kept in the queue");
      assertThat(run.err())
          .contains(
              "Nothing is sent before 2096-03-01T08:00:00Z: from then on by 'patchbay serve'");
      assertThat(simulator.received()).isEmpty();
      CommandRun status = CommandRun.of("status", "-c", configuration.toString(), "--json");
      assertThat(status.out()).contains("\"queued\"");
    }

    @Test
    void whatCameTooLateIsNotSent() throws IOException {
      CommandRun run =
          send("phone\n4155550132\n", "--text", "Hi", "--expires-at", "2001-01-01T00:00");

      assertThat(run.code()).isEqualTo(1);
      assertThat(run.out())
          .contains("accepted        0", "its time was over before it could be sent");
      assertThat(simulator.received()).isEmpty();
    }

    @Test
    void wrongTimesAndPrioritiesAreSaid() throws IOException {
      String csv = "phone\n4155550132\n";
      assertThat(send(csv, "--text", "x", "--not-before", "tomorrow").err())
          .isEqualTo(
              "patchbay: --not-before 'tomorrow' is not a time; write 2027-03-01T09:00, or with an"
                  + " offset 2027-03-01T09:00+01:00.\n");
      assertThat(send(csv, "--text", "x", "--expires-at", "+99999-03-01T09:00").err())
          .contains("--expires-at '+99999-03-01T09:00' is not a time");
      assertThat(send(csv, "--text", "x", "--priority", "101").err())
          .isEqualTo("patchbay: --priority is a number from -100 to 100, not 101.\n");
      assertThat(
              send(
                      csv,
                      "--text",
                      "x",
                      "--not-before",
                      "2027-03-01T09:00Z",
                      "--expires-at",
                      "2027-03-01T09:00Z")
                  .err())
          .isEqualTo(
              "patchbay: --expires-at is not after --not-before; nothing would ever be sent.\n");
      for (CommandRun run :
          List.of(
              send(csv, "--text", "x", "--direct", "--at-least-once"),
              SendCommandTest.this.send("--to", "1", "--text", "x", "--priority", "3"))) {
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("belong to an --audience that goes through the queue.\n");
      }
      assertThat(simulator.received()).isEmpty();
    }

    @Test
    void aNameBelongsToAnAudience() throws IOException {
      CommandRun name = SendCommandTest.this.send("--to", "1", "--text", "x", "--name", "a");

      assertThat(name.err()).isEqualTo("patchbay: --name and --direct belong to --audience.\n");
    }

    @Test
    void theSendersRateIsKept() throws IOException {
      StringBuilder csv = new StringBuilder("phone\n");
      for (int i = 0; i < 120; i++) {
        csv.append("+1415555").append(1000 + i).append('\n');
      }

      CommandRun run = send(csv.toString(), "--text", "Hi");

      assertThat(run.code()).isZero();
      assertThat(simulator.counts().refused()).isZero();
      assertThat(simulator.counts().accepted()).isEqualTo(120);
    }
  }

  @Test
  void secretsFromTheEnvironmentWork() throws IOException {
    String json =
        SampleWorkspace.json(simulator.baseUrl().toString()).replace("test-token", "${env:TOKEN}");
    SampleWorkspace.write(folder, json);

    CommandRun run =
        CommandRun.with(
            Map.of("TOKEN", "test-token", "PATCHBAY_CONFIG", configuration.toString()),
            "send",
            "--to",
            "4155550132",
            "--text",
            "Hi");

    assertThat(run.code()).isZero();
  }

  @Test
  void anAudienceThatChangesWhileItIsSentToEndsWithTheSummary() throws IOException {
    Path audience =
        Files.writeString(
            folder.resolve("a.csv"), "phone,name\n4155550132,Ada\n2125550145,Grace\n");
    String json =
        SampleWorkspace.json(simulator.baseUrl().toString())
            .replace("test-auth-token", "${env:TOKEN}");
    Files.writeString(configuration, json);
    // Asked for when the file has been counted already.
    UnaryOperator<String> environment =
        name -> {
          if (name.equals("TOKEN")) {
            change(audience);
          }
          return "test-auth-token";
        };

    CommandRun run =
        CommandRun.with(
            environment,
            new Interruption(),
            "send",
            "-c",
            configuration.toString(),
            "-a",
            audience.toString(),
            "--text",
            "Hi {name}");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).startsWith("  accepted        1  whatsapp 1\n");
    assertThat(run.err())
        .contains(
            "patchbay: the audience has changed while messages were sent; ended after line 2,"
                + " nothing was sent to lines below it:\nThe audience ")
        .contains("Unclosed quoted field");
    assertThat(simulator.received()).hasSize(1);
  }

  private static void change(Path audience) {
    try {
      Files.writeString(audience, "phone,name\n4155550132,Ada\n2125550145,\"Grace\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
