package io.patchbay.host.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.host.console.UserError;
import io.patchbay.registry.plugin.ProviderCatalog;
import io.patchbay.registry.routing.ConfigurationChecker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DefaultSwitchTest {
  /** A mark, tabs, odd spaces and Windows line ends: none of that may get lost. */
  private static final String CONFIGURATION =
      """
      \uFEFF{ "workspaces" : {
      \t"acme": { "sms": { "defaultProvider":  "one",
      \t\t"providers": { "one": ${A}, "two": ${B} } } } } }
      """
          .replace("\n", "\r\n");

  private static final String STUB =
      "{ \"type\": \"twilio-stub\", \"accountSid\": \"AC00000000000000000000000000000000\","
          + " \"authToken\": \"${env:TOKEN}\", \"from\": \"+15005550006\" }";

  @TempDir Path folder;
  private Path file = Path.of("");
  private final ProviderCatalog catalog =
      ProviderCatalog.discover(DefaultSwitchTest.class.getClassLoader());
  private final DefaultSwitch change =
      new DefaultSwitch(new ConfigurationChecker(catalog, Map.of("TOKEN", "hunter2-secret")::get));

  @BeforeEach
  void write() throws IOException {
    file = folder.resolve("patchbay.json");
    Files.writeString(file, configuration(STUB, STUB));
  }

  private static String configuration(String one, String two) {
    return CONFIGURATION.replace("${A}", one).replace("${B}", two);
  }

  private List<String> filesInFolder() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void onlyTheOneValueChanges() throws IOException {
    DefaultSwitch.Outcome outcome = change.apply(file, "acme", "two");

    assertThat(outcome.previous()).isEqualTo("one");
    assertThat(outcome.changed()).isTrue();
    assertThat(outcome.remaining()).isEmpty();
    assertThat(Files.readString(file, StandardCharsets.UTF_8))
        .isEqualTo(configuration(STUB, STUB).replace("\"one\",\r", "\"two\",\r"));
    assertThat(filesInFolder()).containsExactly("patchbay.json");
  }

  @Test
  void permissionsStay() throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

    change.apply(file, "acme", "two");

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-r-----");
  }

  @Test
  void aSymbolicLinkStaysAndItsTargetChanges() throws IOException {
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Path real = Files.move(file, elsewhere.resolve("real.json"));
    Files.createSymbolicLink(file, Path.of("elsewhere", "real.json"));

    change.apply(file, "acme", "two");

    assertThat(file).isSymbolicLink();
    assertThat(real).content(StandardCharsets.UTF_8).contains("\"defaultProvider\":  \"two\"");
  }

  @Test
  void theDefaultAlreadyIsNoChange() throws IOException {
    Object before = Files.getLastModifiedTime(file);

    assertThat(change.apply(file, "acme", "one").changed()).isFalse();
    assertThat(Files.getLastModifiedTime(file)).isEqualTo(before);
  }

  @Test
  void anInstanceThatThereIsNotIsRefused() throws IOException {
    byte[] before = Files.readAllBytes(file);

    assertThatThrownBy(() -> change.apply(file, "acme", "tow"))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(
            "With 'tow' as the default of 'acme' the configuration would not work; nothing was"
                + " changed:\n")
        .hasMessageContaining(
            """
              error    workspaces.acme.sms.defaultProvider = "tow"
                       no instance is called 'tow'
                       -> did you mean 'two'?\
            """);
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
  }

  @Test
  void anInstanceThatIsBrokenIsRefused() throws IOException {
    Files.writeString(file, configuration(STUB, "{ \"type\": \"twilio-stub\" }"));

    assertThatThrownBy(() -> change.apply(file, "acme", "two"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("acme/two is not usable");
  }

  @Test
  void whatWasBrokenBeforeDoesNotStopARepair() throws IOException {
    Files.writeString(file, configuration("{ \"type\": \"twilio-stub\" }", STUB));

    DefaultSwitch.Outcome outcome = change.apply(file, "acme", "two");

    assertThat(outcome.changed()).isTrue();
    assertThat(Problems.errors(outcome.remaining())).isNotEmpty();
    assertThat(file).content(StandardCharsets.UTF_8).contains("\"defaultProvider\":  \"two\"");
  }

  @Test
  void anUnknownWorkspaceIsRefused() {
    assertThatThrownBy(() -> change.apply(file, "acem", "two"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("acem");
  }

  @Test
  void aFileThatIsNoneIsRefused() throws IOException {
    assertThatThrownBy(() -> change.apply(folder, "acme", "two"))
        .hasMessage("The configuration file " + folder + " is a directory.");
    assertThatThrownBy(() -> change.apply(folder.resolve("no.json"), "acme", "two"))
        .hasMessage(
            "The configuration file "
                + folder.resolve("no.json")
                + " does not exist; name another with --config FILE.");
    Files.writeString(file, "{ \"workspaces\": { ]");
    assertThatThrownBy(() -> change.apply(file, "acme", "two"))
        .hasMessageContaining("it is not JSON at line 1, column 19");
  }

  @Test
  void noSecretIsShown() {
    assertThatThrownBy(() -> change.apply(file, "acme", "tow")).message().doesNotContain("hunter2");
  }
}
