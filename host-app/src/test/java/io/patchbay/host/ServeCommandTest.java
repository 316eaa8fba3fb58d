package io.patchbay.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.host.console.Interruption;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code serve} says before it serves, and of what it cannot. */
class ServeCommandTest {
  @TempDir Path folder;

  private String file(String server) throws IOException {
    String json = SampleWorkspace.withoutFallback("http://127.0.0.1:1/");
    return SampleWorkspace.write(folder, json.replaceFirst("\\{", "{ \"server\": " + server + ","))
        .toString();
  }

  /** A run that is told to stop as soon as it waits. */
  private static CommandRun stopped(String... arguments) {
    Interruption interruption = new Interruption();
    interruption.request();
    return CommandRun.with(Map.<String, String>of()::get, interruption, arguments);
  }

  @Test
  void saysWhereItServesAndWhatIsMissing() throws IOException {
    CommandRun run = stopped("serve", "--port", "0", "-c", file("{}"));

    assertThat(run.code()).isZero();
    assertThat(run.out()).isEmpty();
    assertThat(run.err().replaceAll("127\\.0\\.0\\.1:[0-9]+", "HERE"))
        .isEqualTo(
            """
            Serving at http://HERE
              webhooks of acme/text: http://HERE/webhooks/acme/text
              webhooks of acme/whatsapp: http://HERE/webhooks/acme/whatsapp
              warning  no public address is set. Behind a proxy or tunnel, signatures that cover the
                       address (Twilio's) will not match.
                       -> give --public-base-url or server.publicBaseUrl
              note     /v1 is closed: there is no key for it.
                       -> set server.apiKeys
            Ctrl-C ends it.
            Stopping: what was begun is being finished ...
            Stopped.
            """);
  }

  @Test
  void aStubBesideAProviderThatSendsIsWarnedOf() throws IOException {
    String file =
        SampleWorkspace.write(folder, SampleWorkspace.json("http://127.0.0.1:1/")).toString();

    assertThat(stopped("serve", "--port", "0", "-c", file).err())
        .startsWith("  warning  workspaces.acme.sms.fallback = \"text\"\n           is a stub, ");
  }

  @Test
  void withAddressAndKeyThereIsNothingToWarnOf() throws IOException {
    CommandRun run =
        stopped(
            "serve",
            "--port",
            "0",
            "--public-base-url",
            "https://two.example.com/",
            "-c",
            file(
                "{\"publicBaseUrl\": \"https://one.example.com\","
                    + " \"apiKeys\": \"test-api-key-0123456789\"}"));

    assertThat(run.err())
        .contains("webhooks of acme/whatsapp: https://two.example.com/webhooks/acme/whatsapp\n")
        .doesNotContain("warning", "closed", "one.example.com", "0123456789");
  }

  @Test
  void everyOtherAddressThanTheLoopbackIsWarnedOf() throws IOException {
    CommandRun run = stopped("serve", "--host", "0.0.0.0", "--port", "0", "-c", file("{}"));

    assertThat(run.err())
        .contains(
            "  warning  other machines reach this, and what they send is not encrypted.",
            "-> put a proxy with TLS in front");
  }

  @Test
  void anErrorInTheServerSectionIsShownAndTheApiStaysClosed() throws IOException {
    CommandRun run = stopped("serve", "--port", "0", "-c", file("{\"apiKeys\": \"hidden\"}"));

    assertThat(run.code()).isZero();
    assertThat(run.err())
        .contains("server.apiKeys = ****", "/v1 is closed")
        .doesNotContain("hidden");
  }

  @Test
  void anErrorInTheServerSectionStopsNoCheckOfTheRestAndNoSending() throws IOException {
    String file = file("{\"apiKeys\": \"hidden\"}");

    assertThat(CommandRun.of("check", "-c", file).code()).isEqualTo(2);
    assertThat(CommandRun.of("default", "acme", "text", "-c", file).code()).isZero();
    assertThat(
            CommandRun.of(
                    "send", "--to", "+14155550132", "--text", "a", "--provider", "text", "-c", file)
                .out())
        .startsWith("Nothing was sent: the provider is a stub, or in a test mode.");
  }

  @Test
  void aTakenPortIsToldOf() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CommandRun run =
          stopped("serve", "--port", Integer.toString(taken.getLocalPort()), "-c", file("{}"));

      assertThat(run)
          .isEqualTo(
              new CommandRun(
                  2,
                  "",
                  "patchbay: Nothing can be served at 127.0.0.1, port "
                      + taken.getLocalPort()
                      + ": the port is taken or not allowed, or the address is not one of this"
                      + " machine.\nChoose another with --port and --host.\n"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--port=70000",
        "--port=-1",
        "--host=no.such.host.invalid",
        "--public-base-url=ftp://x/",
        "--public-base-url=https://x/?a=b",
        "--public-base-url=example.com",
        "--prot=1"
      })
  void aWrongOptionIsBadInput(String option) throws IOException {
    CommandRun run = stopped("serve", option, "-c", file("{}"));

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).containsPattern(Pattern.compile("^patchbay: .*(--|known here)"));
  }

  @Test
  void aMissingConfigurationIsBadInput() {
    CommandRun run = stopped("serve", "-c", folder.resolve("none.json").toString());

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("none.json does not exist");
  }
}
