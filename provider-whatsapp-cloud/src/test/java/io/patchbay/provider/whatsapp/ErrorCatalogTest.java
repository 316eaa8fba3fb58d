package io.patchbay.provider.whatsapp;

import static io.patchbay.provider.whatsapp.Connections.ANNA;
import static io.patchbay.provider.whatsapp.Connections.CLOCK;
import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.Category;
import io.patchbay.channel.Retry;
import io.patchbay.channel.SendError;
import io.patchbay.channel.SendOutcome;
import io.patchbay.provider.whatsapp.internal.graph.Classifier;
import io.patchbay.provider.whatsapp.internal.graph.CloudSettings;
import io.patchbay.provider.whatsapp.internal.graph.ErrorCatalog;
import io.patchbay.provider.whatsapp.internal.graph.TokenRedaction;
import io.patchbay.provider.whatsapp.internal.send.GraphAnswerReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import okhttp3.Headers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("locale")
class ErrorCatalogTest {
  private static final TokenRedaction REDACTION =
      new TokenRedaction(CloudSettings.from(Connections.settings("http://127.0.0.1:1")));
  private static final GraphAnswerReader READER =
      new GraphAnswerReader(new Classifier(REDACTION), CLOCK);

  /** Read anew, without the code under test. */
  static List<String[]> lines() throws IOException {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(ErrorCatalog.class.getResourceAsStream("errors.tsv")),
                StandardCharsets.UTF_8))) {
      return reader.lines().skip(1).map(line -> line.split("\t", -1)).toList();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("codes")
  void everyCodeClassifies(String code) throws IOException {
    String[] line =
        lines().stream().filter(columns -> columns[0].equals(code)).findFirst().orElseThrow();
    String[] parts = code.split("/", -1);
    String subcode = parts.length == 2 ? ",\"error_subcode\":" + parts[1] : "";

    SendOutcome outcome =
        READER.read(
            400,
            Headers.of(),
            "{\"error\":{\"code\":" + parts[0] + subcode + ",\"message\":\"x\"}}",
            ANNA);

    SendError error = outcome.error().orElseThrow();
    assertThat(error.category()).isEqualTo(Category.valueOf(line[1]));
    assertThat(error.scope().name()).isEqualTo(line[3].toUpperCase(Locale.ROOT));
    assertThat(outcome)
        .isInstanceOf(
            line[2].equals("unknown") ? SendOutcome.Unknown.class : SendOutcome.Rejected.class);
    assertThat(error.retry())
        .isEqualTo(
            Map.of(
                    "never", Retry.NEVER,
                    "unknown", Retry.NEVER,
                    "backoff", Retry.BACKOFF,
                    "later", Retry.LATER)
                .get(line[2]));
    assertThat(error.remedy()).isEqualTo(line[5]).endsWith(".").doesNotContain("\t");
    assertThat(error.documentation()).isEqualTo(Classifier.DOCUMENTATION);
  }

  static List<String> codes() throws IOException {
    return lines().stream().map(columns -> columns[0]).toList();
  }

  @Test
  void noCodeIsListedTwice() throws IOException {
    assertThat(codes()).doesNotHaveDuplicates().hasSize(83);
  }

  @Test
  void factsAgreeWithTheReferenceWhereThatIsAtHand() throws IOException {
    Path reference = Reference.file("whatsapp-cloud-errors.tsv");
    Map<String, String> ours =
        lines().stream().collect(Collectors.toMap(columns -> columns[0], ErrorCatalogTest::facts));

    Map<String, String> theirs =
        Files.readAllLines(reference).stream()
            .skip(1)
            .map(line -> line.split("\t", -1))
            .collect(
                Collectors.toMap(
                    columns -> columns[0],
                    columns -> columns[2] + " " + columns[3] + " " + columns[4]));

    assertThat(ours).containsAllEntriesOf(theirs);
  }

  private static String facts(String[] columns) {
    return columns[1] + " " + columns[2] + " " + columns[3];
  }
}
