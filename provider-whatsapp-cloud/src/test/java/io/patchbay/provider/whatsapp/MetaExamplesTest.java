package io.patchbay.provider.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.Gson;
import io.patchbay.channel.Category;
import io.patchbay.channel.SendError;
import io.patchbay.channel.SendOutcome;
import io.patchbay.provider.whatsapp.internal.graph.Classifier;
import io.patchbay.provider.whatsapp.internal.graph.CloudSettings;
import io.patchbay.provider.whatsapp.internal.graph.TokenRedaction;
import io.patchbay.provider.whatsapp.internal.send.GraphAnswerReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import okhttp3.Headers;
import org.junit.jupiter.api.Test;

/** Every error that Meta's own description of the API gives as an example can be read. */
class MetaExamplesTest {
  private static final TokenRedaction REDACTION =
      new TokenRedaction(CloudSettings.from(Connections.settings("http://127.0.0.1:1")));
  private static final GraphAnswerReader READER =
      new GraphAnswerReader(new Classifier(REDACTION), Connections.CLOCK);

  /** HTTP statuses in the place of codes; both stand at the endpoint for encrypted messages. */
  private static final List<String> CODES_THAT_ARE_NONE = List.of("400", "403");

  @Test
  void everyErrorOfMetasDescriptionIsClassified() throws IOException {
    assumeTrue(MetaDocument.isAtHand(), MetaDocument.MISSING);
    List<Map<?, ?>> examples = new ArrayList<>();
    collect(MetaDocument.load().root(), examples);
    Map<String, Integer> unknown = new TreeMap<>();
    int read = 0;
    for (Map<?, ?> example : examples) {
      String body = new Gson().toJson(example);
      Map<?, ?> given = (Map<?, ?>) Objects.requireNonNull(example.get("error"));
      for (int status : List.of(400, 500)) {
        SendOutcome outcome = READER.read(status, Headers.of(), body, Connections.ANNA);
        SendError error = outcome.error().orElseThrow(() -> new AssertionError(body));
        assertThat(error.code()).isEqualTo(String.valueOf(given.get("code")));
        assertThat(error.message()).isNotBlank();
        assertThat(error.toString()).doesNotContain(Connections.TOKEN);
        if (status == 400 && error.category() == Category.OTHER) {
          unknown.merge(String.valueOf(error.code()), 1, Integer::sum);
        }
      }
      read++;
    }

    assertThat(read).as("examples").isGreaterThan(500);
    assertThat(unknown.keySet())
        .as("codes that the catalogue does not know, of %s examples", read)
        .containsExactlyElementsOf(CODES_THAT_ARE_NONE);
  }

  /** Every object with an {@code error} that has a code of its own, wherever it stands. */
  private static void collect(Object node, List<Map<?, ?>> examples) {
    if (node instanceof Map<?, ?> map) {
      if (map.get("error") instanceof Map<?, ?> error
          && (error.get("code") instanceof Number || error.get("code") instanceof String)) {
        examples.add(map);
      }
      map.values().forEach(value -> collect(value, examples));
    } else if (node instanceof List<?> list) {
      list.forEach(value -> collect(value, examples));
    }
  }
}
