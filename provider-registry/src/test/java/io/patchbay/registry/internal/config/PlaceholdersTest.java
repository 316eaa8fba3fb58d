package io.patchbay.registry.internal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaceholdersTest {
  private static final String HOW = "use ${env:NAME} or ${file:PATH}";

  @TempDir Path directory;

  private Placeholders placeholders() {
    return new Placeholders(
        Map.of("TOKEN", "$t0ken\\1", "BLANK", " ", "NESTED", "${env:TOKEN}")::get, directory);
  }

  private String resolve(String text) throws Placeholders.Unresolved {
    return placeholders().resolve(text);
  }

  private String refusal(String text) {
    Placeholders.Unresolved refusal =
        catchThrowableOfType(Placeholders.Unresolved.class, () -> resolve(text));
    return refusal.getMessage() + " | " + refusal.suggestion();
  }

  @Test
  void aVariable() throws Exception {
    assertThat(resolve("${env:TOKEN}")).isEqualTo("$t0ken\\1");
    assertThat(resolve("a-${env:TOKEN}-${env:TOKEN}-z")).isEqualTo("a-$t0ken\\1-$t0ken\\1-z");
    assertThat(resolve("none of them: $5 {x}")).isEqualTo("none of them: $5 {x}");
  }

  @Test
  void whatAPlaceholderGivesIsNotReadAgain() throws Exception {
    assertThat(resolve("${env:NESTED}")).isEqualTo("${env:TOKEN}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "${env:NONE}|the environment variable NONE is not set",
        "${env:BLANK}|the environment variable BLANK is empty",
        "a${env:none}|the environment variable none is not set"
      })
  void aVariableThatIsNotThere(String text, String problem) {
    assertThat(refusal(text))
        .startsWith(problem + " | set ")
        .endsWith(" for the process, or put the value into a file and use ${file:PATH}");
  }

  @Test
  void aFileRelativeToTheConfigurationOrAbsolute() throws Exception {
    Path file = Files.writeString(directory.resolve("secret"), "s3cret");
    assertThat(resolve("${file:secret}")).isEqualTo("s3cret");
    assertThat(resolve("${file:./x/../secret}")).isEqualTo("s3cret");
    assertThat(resolve("${file:" + file + "}")).isEqualTo("s3cret");
  }

  @ParameterizedTest
  @CsvSource({"'s3cret\n'", "'s3cret\r\n'", "'  s3cret \n\n'", "'\uFEFFs3cret'"})
  void editorsMarksAroundTheSecretDoNotCount(String content) throws Exception {
    Files.writeString(directory.resolve("secret"), content);
    assertThat(resolve("${file:secret}")).isEqualTo("s3cret");
  }

  @Test
  void aFileThatIsNotThere() {
    assertThat(refusal("${file:no/secret}"))
        .isEqualTo(
            "the file "
                + directory.resolve("no/secret")
                + " does not exist | create it, or name it relative to the configuration file");
  }

  @Test
  void aFileWithoutASecret() throws IOException {
    Path file = Files.writeString(directory.resolve("secret"), " \n");
    assertThat(refusal("${file:secret}"))
        .isEqualTo("the file " + file + " is empty | write the secret into it");
  }

  @Test
  void aDirectory() {
    assertThat(refusal("${file:" + directory + "}"))
        .isEqualTo(
            "the file "
                + directory
                + " cannot be read: it is a directory | give the process a readable UTF-8 text"
                + " file");
    assertThat(refusal("${file:}")).contains("cannot be read: it is a directory");
  }

  @Test
  void aFileThatIsNotText() throws IOException {
    Files.writeString(directory.resolve("secret"), "s\u00FCcret", StandardCharsets.ISO_8859_1);
    assertThat(refusal("${file:secret}")).contains("cannot be read: it is not UTF-8 text");
  }

  @Test
  void aFileWithoutEnd() throws IOException {
    Files.write(directory.resolve("huge"), new byte[(1 << 20) + 1]);
    assertThat(refusal("${file:huge}")).contains("cannot be read: it is larger than 1 MiB");
    assumeTrue(Files.exists(Path.of("/dev/zero")));
    assertThat(refusal("${file:/dev/zero}")).contains("cannot be read: it is not a regular file");
  }

  @Test
  void whatIsNoPlaceholder() {
    assertThat(refusal("${TOKEN}")).isEqualTo("there is no placeholder ${TOKEN} | " + HOW);
    assertThat(refusal("${env:TOKEN")).isEqualTo("a placeholder is not closed | " + HOW);
    assertThat(refusal("${env:TOKEN}${")).isEqualTo("a placeholder is not closed | " + HOW);
    assertThat(refusal("${file:\0}")).isEqualTo("'\0' is not a path | " + HOW);
  }

  @Test
  void aSecretThatLooksLikeOneIsNotShown() {
    assertThat(refusal("pa${ss}word")).isEqualTo("it holds an unknown placeholder | " + HOW);
  }

  @Test
  void everyFileThatWasAskedForIsRemembered() throws Exception {
    Path good = Files.writeString(directory.resolve("good"), "a");
    Placeholders placeholders = placeholders();
    placeholders.resolve("${file:good}");
    assertThatThrownBy(() -> placeholders.resolve("${file:later}"))
        .hasMessageContaining("the file");
    assertThatThrownBy(() -> placeholders.resolve("${file:}")).hasMessageContaining("the file");
    assertThat(placeholders.files())
        .containsOnly(
            Map.entry(good, Fingerprint.of(good)),
            Map.entry(directory.resolve("later"), Fingerprint.UNREADABLE),
            Map.entry(directory, Fingerprint.UNREADABLE));
    assertThat(Fingerprint.of(good)).hasSize(64).isNotEqualTo(Fingerprint.UNREADABLE);
    assertThat(Fingerprint.of(directory)).isEqualTo(Fingerprint.UNREADABLE);
  }
}
