package io.patchbay.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people get wrong: a clear message, exit code 2, no stack trace, no secret. */
final class BadInputTest {
  private static final String SECRET = "hunter2-in-the-clear";

  @TempDir Path folder;

  private CommandRun runOver(String json, String... arguments) throws IOException {
    SampleWorkspace.write(folder, json);
    return run(arguments);
  }

  private CommandRun run(String... arguments) {
    CommandRun run =
        CommandRun.with(
            Map.of("PATCHBAY_CONFIG", folder.resolve("patchbay.json").toString(), "S", SECRET),
            arguments);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out() + run.err()).doesNotContain("\tat ", "Exception", SECRET);
    return run;
  }

  private String check(String json) throws IOException {
    return runOver(json, "check").out().replace(folder.toString(), "DIR");
  }

  private String send(String json) throws IOException {
    CommandRun run = runOver(json, "send", "--to", "+14155550132", "--text", "Hi", "-w", "acme");
    assertThat(run.out()).isEmpty();
    return run.err().replace(folder.toString(), "DIR");
  }

  private static String acme(String sms) {
    return "{ \"workspaces\": { \"acme\": { \"sms\": { " + sms + " } } } }";
  }

  private static String providers(String more) {
    return acme("\"defaultProvider\": \"text\", \"providers\": { " + more + " }");
  }

  @Test
  void aMissingFile() {
    assertThat(run("check").out().replace(folder.toString(), "DIR"))
        .isEqualTo(
            """
            DIR/patchbay.json: 1 error, 0 warnings
              error    The configuration file DIR/patchbay.json does not exist
                       -> create it, or name another file
            Name a file with --config FILE or in PATCHBAY_CONFIG; the README shows what to write into it.
            'patchbay demo' needs none.
            """);
    assertThat(run("send", "--to", "1", "--text", "x").err().replace(folder.toString(), "DIR"))
        .isEqualTo(
            """
            patchbay: The configuration DIR/patchbay.json has 1 problem:
              error    The configuration file DIR/patchbay.json does not exist
                       -> create it, or name another file
            Name a file with --config FILE or in PATCHBAY_CONFIG; the README shows what to write into it.
            'patchbay demo' needs none.
            """);
  }

  @Test
  void brokenJsonIsShownByLineAndColumn() throws IOException {
    String json = "{ \"workspaces\": {\n  \"acme\": { ]\n";

    assertThat(check(json))
        .isEqualTo(
            """
            DIR/patchbay.json: 1 error, 0 warnings
              error    The configuration cannot be read: it is not JSON at line 2, column 13, in 'workspaces.acme': a '}' is wanted before this
                       -> correct it and save it again
            """);
    assertThat(send(json)).contains("line 2, column 13");
  }

  @Test
  void anUnknownKeyIsAnsweredWithTheOneThatWasMeant() throws IOException {
    String json =
        acme(
            "\"defaultProvidr\": \"text\", \"defaultProvider\": \"text\", \"providers\": { "
                + SampleWorkspace.TWILIO
                + " }");

    assertThat(check(json))
        .isEqualTo(
            """
            DIR/patchbay.json: 1 error, 0 warnings
              error    workspaces.acme.sms.defaultProvidr
                       is not a key here
                       -> did you mean 'defaultProvider'?
            """);
    assertThat(send(json)).contains("did you mean 'defaultProvider'?");
  }

  @Test
  void anUnsetVariable() throws IOException {
    String json = providers(SampleWorkspace.TWILIO.replace("test-auth-token", "${env:NOT_SET}"));

    assertThat(check(json))
        .contains(
            """
              error    workspaces.acme.sms.providers.text.authToken
                       the environment variable NOT_SET is not set
                       -> set NOT_SET for the process, or put the value into a file and use ${file:PATH}
            """);
    assertThat(send(json)).contains("the environment variable NOT_SET is not set");
  }

  @Test
  void anUnreadableSecretFile() throws IOException {
    Files.createDirectory(folder.resolve("secret"));
    String json = providers(SampleWorkspace.TWILIO.replace("test-auth-token", "${file:secret}"));

    assertThat(check(json))
        .contains(
            """
              error    workspaces.acme.sms.providers.text.authToken
                       the file DIR/secret cannot be read: it is a directory
                       -> give the process a readable UTF-8 text file
            """);
    assertThat(send(json)).contains("DIR/secret cannot be read: it is a directory");
  }

  @Test
  void anUnknownProviderTypeNamesThoseThatThereAre() throws IOException {
    String json =
        providers(
            "\"text\": { \"type\": \"twilio-stubb\", \"authToken\": \"hunter2-in-the-clear\" }");

    assertThat(check(json))
        .contains(
            """
              error    workspaces.acme.sms.providers.text.type = "twilio-stubb"
                       is not a provider that is installed
                       -> did you mean 'twilio-stub'? known providers: http-gateway, twilio-stub, whatsapp-cloud
            """);
    assertThat(send(json)).contains("did you mean 'twilio-stub'?");
  }

  @Test
  void noDefaultAnywhere() throws IOException {
    String json = acme("\"providers\": { " + SampleWorkspace.TWILIO + " }");

    assertThat(check(json))
        .isEqualTo(
            """
            DIR/patchbay.json: 1 error, 0 warnings
              error    workspaces.acme
                       has no usable default provider
                       -> Add "defaultProvider": "text" to workspaces.acme.sms.
            """);
    assertThat(send(json))
        .isEqualTo(
            """
            patchbay: No usable default provider for workspace 'acme'; tried: 'acme' names no defaultProvider.
            Add "defaultProvider": "text" to workspaces.acme.sms.
            """);
  }

  @Test
  void aCycleOfParents() throws IOException {
    String json =
        "{ \"workspaces\": { \"acme\": { \"parent\": \"beta\" }, \"beta\": { \"parent\": \"acme\" }"
            + " } }";

    assertThat(check(json))
        .contains(
            """
              error    workspaces.acme.parent = "beta"
                       the parents lead back: acme -> beta -> acme
                       -> remove one of these parents
            """);
    assertThat(send(json)).contains("the parents lead back: acme -> beta -> acme");
  }

  @Test
  void anUnknownWorkspace() throws IOException {
    SampleWorkspace.write(folder, providers(SampleWorkspace.TWILIO));

    assertThat(run("send", "-w", "acem", "--to", "+14155550132", "--text", "Hi").err())
        .contains("patchbay: No workspace 'acem'; configured: [acme].")
        .contains("did you mean 'acme'?");
    assertThat(run("default", "acem", "text").err()).contains("acem");
  }

  @Test
  void anUnknownInstance() throws IOException {
    SampleWorkspace.write(folder, providers(SampleWorkspace.TWILIO));

    assertThat(run("send", "--provider", "txt", "--to", "+14155550132", "--text", "Hi").err())
        .contains("patchbay: No provider 'txt' in workspace 'acme'; configured: [text].")
        .contains("did you mean 'text'?");
  }

  @Test
  void aMisspeltSecretIsMasked() throws IOException {
    String json =
        providers(
            SampleWorkspace.TWILIO
                .replace("authToken", "authTokn")
                .replace("test-auth-token", SECRET));

    assertThat(check(json))
        .contains("workspaces.acme.sms.providers.text.authTokn = ****")
        .contains("did you mean 'authToken'?");
  }

  @Test
  void ofSeveralWorkspacesOneMustBeChosen() throws IOException {
    String section =
        "{ \"sms\": { \"defaultProvider\": \"text\", \"providers\": { "
            + SampleWorkspace.TWILIO
            + " } } }";
    String json = "{ \"workspaces\": { \"acme\": " + section + ", \"beta\": " + section + " } }";

    assertThat(runOver(json, "send", "--to", "+14155550132", "--text", "Hi").err())
        .contains("patchbay: Choose a workspace with --workspace: acme, beta.\n");
  }

  @Test
  void anotherWorkspacesMistakeDoesNotMatter() throws IOException {
    String json =
        "{ \"workspaces\": { \"acme\": { \"sms\": { \"defaultProvider\": \"text\", \"providers\": {"
            + " "
            + SampleWorkspace.TWILIO
            + " } } }, \"beta\": { \"oops\": 1 } } }";
    SampleWorkspace.write(folder, json);

    CommandRun run =
        CommandRun.of(
            "send",
            "-c",
            folder.resolve("patchbay.json").toString(),
            "-w",
            "acme",
            "--to",
            "+14155550132",
            "--text",
            "Hi");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).contains("Nothing was sent: the provider is a stub");
  }

  @Test
  void aPathThatCannotBeOne() {
    assertThat(run("check", "-c", "a\0b").err())
        .isEqualTo(
            """
            patchbay: Invalid value for option '--config': 'a\\u0000b' cannot be the path of a file: Nul character not allowed.
            Try 'patchbay check --help'.
            """);
    assertThat(run("send", "-a", "a\0b", "--text", "Hi").err())
        .contains("'a\\u0000b' cannot be the path of a file: Nul character not allowed.\n");
  }

  @Test
  void anArgumentThatHasLostCharacters() {
    assertThat(run("send", "--to", "+14155550132", "--text", "Gr\uFFFD\uFFFD\uFFFD").err())
        .isEqualTo(
            "patchbay: argument 5 has lost characters on its way: the locale of this process is not"
                + " UTF-8. Set LC_ALL=C.UTF-8 and call it again.\n");
  }

  @Test
  void withJsonTheErrorIsAnObjectOnStdout() throws IOException {
    SampleWorkspace.write(folder, providers(SampleWorkspace.TWILIO));

    for (List<String> arguments :
        List.of(
            List.of("send", "--json", "--to", "+14155550132", "--text", "Hi", "-w", "acem"),
            List.of("send", "--json", "--to", "+14155550132"),
            List.of("send", "--json", "--txt"),
            List.of("default", "acem", "text", "--json"),
            List.of("providers", "--json", "twilio-stubb"),
            List.of("check", "--json", "\uFFFD"))) {
      CommandRun run = run(arguments.toArray(String[]::new));

      String message =
          JsonParser.parseString(run.out())
              .getAsJsonObject()
              .getAsJsonObject("error")
              .get("message")
              .getAsString();
      assertThat(run.err()).startsWith("patchbay: " + message + "\n");
    }
  }

  @Test
  void aConfigurationThatIsADeviceIsNotChanged() {
    assumeTrue(Files.exists(Path.of("/dev/zero")), "The machine has no such device");

    assertThat(run("default", "acme", "text", "-c", "/dev/zero").err())
        .isEqualTo(
            "patchbay: The configuration file /dev/zero is a pipe or a device; name a regular"
                + " file.\n");
  }

  @Test
  void theSimulatorsTestNumberNeedsNumbers() {
    for (String wrong : List.of("x", "", "12345", "+1 415 555 0132 999 999", "4155550132x")) {
      assertThat(run("simulate", "--port", "0", "--allow", "14155550132", "--allow", wrong).err())
          .startsWith(
              "patchbay: --allow takes a phone number with its country code, such as 14155550132;")
          .endsWith(" is none.\n")
          .doesNotContain("999 999");
    }
  }

  @Test
  void anAudienceThatIsADirectory() throws IOException {
    SampleWorkspace.write(folder, providers(SampleWorkspace.TWILIO));

    assertThat(run("send", "-a", folder.toString(), "--text", "Hi").err())
        .isEqualTo(
            "patchbay: The audience " + folder + " is a directory; name a CSV file in it.\n");
  }
}
