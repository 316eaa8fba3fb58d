package io.patchbay.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.patchbay.host.console.Interruption;
import io.patchbay.host.console.Surroundings;
import io.patchbay.registry.plugin.ProviderCatalog;
import io.patchbay.simulator.MagicRecipient;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CommandsTest {
  @TempDir Path folder;

  private String sample() throws IOException {
    return SampleWorkspace.write(folder, SampleWorkspace.json("https://graph.facebook.com/"))
        .toString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "demo",
        "send",
        "providers",
        "default",
        "check",
        "person",
        "schema",
        "simulate",
        "serve"
      })
  void everyCommandHelpsWithExamples(String command) {
    CommandRun run = CommandRun.of(command, "--help");

    assertThat(run.code()).isZero();
    assertThat(run.out())
        .contains("Usage: patchbay " + command, "\nExamples:\n  patchbay " + command);
    assertThat(run.out().lines()).allMatch(line -> line.length() <= 100);
    assertThat(run.err()).isEmpty();
  }

  @Test
  void theProgramExplainsItsExitCodes() {
    assertThat(CommandRun.of("--help").out())
        .contains(
            """
            Exit codes of every command:
              0     all that was asked for was done
              1     it ran, but some messages were not accepted, some lines not used, a check not passed or the
                      result not written
              2     the command line, the configuration or an input file is wrong; nothing was sent
              3     an error in the program itself
              130   interrupted with Ctrl-C; serve and simulate run until then and end with 0
            """);
  }

  @Test
  void optionsOfEveryCommandCountBeforeAndBehindIt() {
    assertThat(CommandRun.of("-v", "schema").code()).isZero();
    assertThat(CommandRun.of("schema", "-v").code()).isZero();
    assertThat(CommandRun.of("--verbose", "--debug", "schema")).isEqualTo(CommandRun.of("schema"));
    assertThat(CommandRun.of("-x", "schema").err()).startsWith("patchbay: '-x' is not known here");
  }

  @Test
  void aMissingOrMisspeltCommandIsAnswered() {
    assertThat(CommandRun.of())
        .isEqualTo(
            new CommandRun(
                2,
                "",
                "patchbay: a command is missing: demo, send, serve, status, usage, dead, cancel,"
                    + " resume, providers, default, check, person, schema, simulate\n"
                    + "Try 'patchbay --help'.\n"));
    assertThat(CommandRun.of("snd"))
        .isEqualTo(
            new CommandRun(
                2,
                "",
                """
                patchbay: 'snd' is not known here; did you mean 'send'?
                Try 'patchbay --help'.
                """));
    assertThat(CommandRun.of("send", "--txt=secret words", "--to", "1").err())
        .isEqualTo(
            """
            patchbay: '--txt' is not known here; did you mean '--text'?
            Try 'patchbay send --help'.
            """);
  }

  @Test
  void aDefectIsToldWithoutItsMessageAndShownWithDebug() {
    UnaryOperator<String> broken =
        name -> {
          throw new IllegalStateException("hunter2");
        };

    CommandRun run = CommandRun.with(broken, new Interruption(), "check");
    CommandRun debug = CommandRun.with(broken, new Interruption(), "check", "--debug");

    assertThat(run.code()).isEqualTo(3);
    assertThat(run.err())
        .startsWith(
            "patchbay: an error in the program itself, java.lang.IllegalStateException at"
                + " io.patchbay.host.CommandsTest.")
        .endsWith("; call it again with --debug to see where, and report it.\n")
        .hasLineCount(1)
        .doesNotContain("hunter2");
    assertThat(debug.err()).contains("hunter2", "\tat io.patchbay.host.");
  }

  @Test
  void anErrorThatIsNoExceptionIsADefectToo() {
    UnaryOperator<String> broken =
        name -> {
          throw new NoClassDefFoundError("hunter2");
        };

    CommandRun run = CommandRun.with(broken, new Interruption(), "check", "--json");

    assertThat(run.code()).isEqualTo(3);
    assertThat(run.err())
        .startsWith(
            "patchbay: an error in the program itself, java.lang.NoClassDefFoundError at"
                + " io.patchbay.")
        .endsWith("; call it again with --debug to see where, and report it.\n")
        .hasLineCount(1);
    assertThat(run.out()).startsWith("{\"error\":{\"message\":\"an error in the program itself");
    assertThat(run.out() + run.err()).doesNotContain("hunter2");
  }

  @Test
  void aResultThatCannotBeWrittenIsNoSuccess() {
    Writer full =
        new Writer() {
          @Override
          public void write(char[] text, int offset, int length) throws IOException {
            throw new IOException("No space left on device");
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    StringWriter err = new StringWriter();

    int code =
        new Program(
                new Surroundings(
                    new PrintWriter(full),
                    new PrintWriter(err),
                    false,
                    name -> null,
                    new Interruption()))
            .run("providers");

    assertThat(code).isEqualTo(1);
    assertThat(err.toString())
        .startsWith("patchbay: the result could not be written to stdout: the disk is full");
  }

  @Test
  void controlCharactersOfACellDoNotReachTheTerminal() throws IOException {
    Path audience =
        Files.writeString(
            folder.resolve("a.csv"), "phone,name\n4155550132,\u001B]0;Ada\u0007\u009B2J\n");

    CommandRun run =
        CommandRun.of(
            "send", "-c", sample(), "-a", audience.toString(), "--text", "Hi {name}", "--dry-run");

    assertThat(run.code()).isZero();
    assertThat(run.out()).contains(": \"Hi \\u001B]0;Ada\\u0007\\u009B2J\"\n");
  }

  @Test
  void theVersionNamesTheJava() {
    assertThat(CommandRun.of("--version").out())
        .startsWith("patchbay ")
        .contains("\nJava " + Runtime.version());
  }

  @Test
  void providersAreListedWithTheirHonestNames() {
    CommandRun run = CommandRun.of("providers");

    assertThat(run.code()).isZero();
    assertThat(run.out())
        .contains("twilio-stub: Twilio stub (sends nothing)\n  version   ")
        .contains("whatsapp-cloud: WhatsApp Cloud API\n")
        .contains("  settings  accountSid (required), authToken (required),")
        .contains("  to        PhoneNumber\n");
  }

  @Test
  void oneProviderIsExplained() {
    CommandRun run = CommandRun.of("providers", "twilio-stub");

    assertThat(run.out())
        .doesNotContain("whatsapp-cloud")
        .contains(
            "  authToken: Auth token (secret, required)\n      Shown beside the account SID.");
    assertThat(CommandRun.of("providers", "twillio-stub"))
        .isEqualTo(
            new CommandRun(
                2,
                "",
                "patchbay: No provider 'twillio-stub' is installed; did you mean"
                    + " 'twilio-stub'?\n"));
  }

  @Test
  void providersForMachines() {
    JsonObject all =
        JsonParser.parseString(CommandRun.of("providers", "--json").out()).getAsJsonObject();

    assertThat(all.getAsJsonArray("providers"))
        .extracting(one -> one.getAsJsonObject().get("id").getAsString())
        .containsExactlyInAnyOrder("http-gateway", "twilio-stub", "whatsapp-cloud");
    assertThat(all.getAsJsonArray("failed")).isEmpty();
  }

  @Test
  void providersThatFailedToLoadAreShown() throws IOException {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(
        services.resolve("io.patchbay.channel.spi.SmsProvider"), "org.example.Gone\n");
    try (URLClassLoader loader =
        new URLClassLoader(
            new URL[] {folder.toUri().toURL()}, CommandsTest.class.getClassLoader())) {
      String text = new ProviderListing(ProviderCatalog.discover(loader), null).text();

      assertThat(text)
          .contains("whatsapp-cloud: WhatsApp Cloud API\n")
          .contains("failed to load: org.example.Gone\n  from " + folder)
          .endsWith("  there is no such class\n");
    }
  }

  @Test
  void aGoodConfigurationHasNoProblem() throws IOException {
    String file =
        SampleWorkspace.write(
                folder, SampleWorkspace.withoutFallback("https://graph.facebook.com/"))
            .toString();

    assertThat(CommandRun.of("check", "-c", file))
        .isEqualTo(new CommandRun(0, file + ": no problem found\n", ""));
    assertThat(CommandRun.of("check", "-c", file, "--json").out())
        .isEqualTo(
            "{\n  \"file\": \"" + file + "\",\n  \"problems\": [],\n  \"sharedSecrets\": []\n}\n");
  }

  @Test
  void instancesThatShareAWebhookSecretAreListed() throws IOException {
    String number =
        "{ \"type\": \"whatsapp-cloud\", \"accessToken\": \"test-token\", \"appSecret\": [%s],"
            + " \"phoneNumberId\": \"%s\" }";
    String workspace =
        "\"%s\": { \"sms\": { \"defaultProvider\": \"wa\", \"providers\": { \"wa\": %s } } }";
    String json =
        "{ \"workspaces\": { "
            + String.join(
                ", ",
                workspace.formatted("acme", number.formatted("\"test-one\", \"test-two\"", "1")),
                workspace.formatted("beta", number.formatted("\"test-two\"", "2")),
                workspace.formatted("other", number.formatted("\"test-three\"", "3")))
            + " } }";
    String file = SampleWorkspace.write(folder, json).toString();

    assertThat(CommandRun.of("check", "-c", file).out())
        .endsWith(
            """
            acme/wa, beta/wa have the same App secret (appSecret).
              Each accepts webhooks that are signed for the others. An item that names a sender is handled by the instance that has it,
              one that names only an account by an instance of that account, any other by the instance whose address was called.
            """)
        .doesNotContain("test-t", "other/wa");
    assertThat(CommandRun.of("check", "-c", file, "--json").out())
        .contains("\"setting\": \"appSecret\"", "\"acme/wa\",", "\"beta/wa\"\n")
        .doesNotContain("test-t", "other/wa");
  }

  @Test
  void workspacesThatShareASenderAreWarned() throws IOException {
    String workspace =
        "\"%s\": { %s \"sms\": { \"defaultProvider\": \"wa\", \"providers\": { \"wa\": {"
            + " \"type\": \"whatsapp-cloud\", \"accessToken\": \"${env:TOKEN}\", \"phoneNumberId\":"
            + " \"%s\" } } } }";
    String json =
        "{ \"workspaces\": { "
            + String.join(
                ", ",
                workspace.formatted("acme", "", "109876543210123"),
                workspace.formatted("beta", "", "109876543210123"),
                "\"below\": { \"parent\": \"acme\" }",
                workspace.formatted("other", "", "209876543210123"))
            + " } }";
    String file = SampleWorkspace.write(folder, json).toString();

    CommandRun run = CommandRun.with(Map.of("TOKEN", "test-token"), "check", "-c", file);

    assertThat(run.out())
        .contains(
            """
              warning  workspaces.beta.sms.providers.wa.phoneNumberId = "109**********23"
                       is a sender of acme/wa as well: what people write to it reaches one of the two instances, so that a STOP stops the messages of that one's workspace alone
                       -> configure it once, in a workspace that the others inherit from, or give each a sender of its own
            """)
        .contains(": 0 errors, 1 warning\n");
  }

  @Test
  void aStubBesideAProviderThatSendsIsWarnedOf() throws IOException {
    String file = sample();

    assertThat(CommandRun.of("check", "-c", file))
        .isEqualTo(
            new CommandRun(
                0,
                file
                    + """
                    : 0 errors, 1 warning
                      warning  workspaces.acme.sms.fallback = "text"
                               is a stub, Twilio stub (sends nothing), beside a provider that sends: messages of workspace 'acme' that go through it end as nothing-sent
                               -> remove it from the fallback, or name an instance that sends
                    """,
                ""));
  }

  @Test
  void aLiveCheckAsksWhoCanBeAskedAndSaysWhoCannot() throws IOException {
    String nobodyListens = SampleWorkspace.json("http://127.0.0.1:9/");
    String file = SampleWorkspace.write(folder, nobodyListens).toString();

    CommandRun run = CommandRun.of("check", "-c", file, "--live");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out())
        .contains("acme/whatsapp (WhatsApp Cloud API)", "failed")
        .contains(
            """

            acme/text (Twilio stub (sends nothing))
              not asked: this provider offers no live check
            """);
  }

  @Test
  void theDefaultIsChangedAndSaidFromWhat() throws IOException {
    String file = sample();

    assertThat(CommandRun.of("default", "acme", "text", "-c", file))
        .isEqualTo(
            new CommandRun(
                0,
                "Workspace 'acme' now sends through 'text' (before: 'whatsapp').\nHosts that watch "
                    + file
                    + " pick it up by themselves, within a second or so.\n",
                """
                The file has 1 problem:
                  warning  workspaces.acme.sms.defaultProvider = "text"
                           is a stub, Twilio stub (sends nothing), beside a provider that sends: messages of workspace 'acme' that go through it end as nothing-sent
                           -> name an instance that sends as the default
                """));
    assertThat(CommandRun.of("default", "acme", "text", "-c", file).out())
        .isEqualTo("'text' is the default of 'acme' already; " + file + " is unchanged.\n");
    assertThat(CommandRun.of("default", "acme", "whatsapp", "-c", file, "--json").out())
        .contains("\"from\": \"text\"", "\"to\": \"whatsapp\"", "\"changed\": true");
    assertThat(CommandRun.of("default", "acme", "nobody", "-c", file).code()).isEqualTo(2);
  }

  @Test
  void theSchemaIsJson() {
    CommandRun run = CommandRun.of("schema");

    assertThat(run.code()).isZero();
    assertThat(JsonParser.parseString(run.out()).getAsJsonObject().get("$schema").getAsString())
        .isEqualTo("https://json-schema.org/draft/2020-12/schema");
  }

  @Test
  void theSimulatorIntroducesItselfAndEndsWhenItIsInterrupted() {
    Interruption interruption = new Interruption();
    interruption.request();

    CommandRun run =
        CommandRun.with(Map.<String, String>of()::get, interruption, "simulate", "--port", "0");

    assertThat(run.code()).isZero();
    assertThat(run.out())
        .startsWith("The simulator listens on http://127.0.0.1:")
        .contains("\"accessToken\": \"test-token\"")
        .contains("Webhooks go nowhere (see --callback).")
        .contains("  +" + MagicRecipient.OPTED_OUT.number() + "  opted out\n");
    assertThat(run.out().lines().filter(line -> line.startsWith("  +1701")).count())
        .isEqualTo(MagicRecipient.values().length);
  }

  @Test
  void aWrongPortOrCallbackIsBadInput() {
    CommandRun port = CommandRun.of("simulate", "--port", "70000");
    CommandRun callback = CommandRun.of("simulate", "--port", "0", "--callback", "ftp://x/");

    assertThat(port)
        .isEqualTo(
            new CommandRun(2, "", "patchbay: A port is between 0 and 65535, but this is 70000.\n"));
    assertThat(callback.code()).isEqualTo(2);
    assertThat(callback.err()).contains("http or https");
  }

  @Test
  void theDemoAgreesAndLeavesNothingBehind() throws IOException {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    long before = demoFolders(temporary);

    CommandRun run = CommandRun.of("demo");

    assertThat(run.out()).contains("All 20 agree.");
    assertThat(run.out())
        .containsPattern("texts that the SMS gateway took +4 +4 +ok")
        .doesNotContain("sends nothing", "nothing sent")
        .contains("line 16 ", "line 17 ", "the same number as line 2")
        .doesNotContain("demo-token", "demo-app-secret", "DIFFERS", "4155550132");
    assertThat(run.code()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(demoFolders(temporary)).isEqualTo(before);
  }

  @Test
  void theDemoForMachinesKeepsStdoutForTheResult() {
    CommandRun run = CommandRun.of("demo", "--json");

    JsonObject result = JsonParser.parseString(run.out()).getAsJsonObject();
    assertThat(result.get("agrees").getAsBoolean()).isTrue();
    assertThat(run.err()).contains("1. A provider:");
  }

  private static long demoFolders(Path temporary) throws IOException {
    try (var files = Files.list(temporary)) {
      return files
          .filter(file -> String.valueOf(file.getFileName()).startsWith("patchbay-demo"))
          .count();
    }
  }
}
