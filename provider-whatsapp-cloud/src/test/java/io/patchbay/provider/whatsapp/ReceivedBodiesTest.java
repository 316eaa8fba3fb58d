package io.patchbay.provider.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * Whatever this whole run of the tests has sent as JSON is what Meta's document describes. Runs
 * after all other classes; alone it has nothing to check and fails. This module's run is enough:
 * what the host's and the integration tests send to a simulator is written by the same classes from
 * the same contents, and {@link CoveragePageTest} fails where a kind of them is not among these.
 */
@Order(Integer.MAX_VALUE)
class ReceivedBodiesTest {
  /** Calls whose bodies Meta's document of v23 does not describe, and why. */
  private static final Map<String, String> UNDESCRIBED =
      Map.of(
          "POST /{Version}/{Phone-Number-ID}/deregister", "it has no body; ours is an empty object",
          "POST /{Version}/{Phone-Number-ID}/uploads",
              "described with the Graph API; it has no body, ours is an empty object");

  private static final String MESSAGES = "POST /{Version}/{Phone-Number-ID}/messages";
  private static final String WRONG = "wrong on purpose";

  @Test
  @SuppressWarnings("SystemOut") // Who reads the build's log sees what was checked.
  void everyBodyOfTheWholeSuiteIsValid() throws IOException {
    assumeTrue(MetaDocument.isAtHand(), MetaDocument.MISSING);
    MetaCalls calls = new MetaCalls(MetaDocument.load());
    Map<String, Integer> checked = new TreeMap<>();
    Set<String> problems = new TreeSet<>();
    ReceivedBodies.all()
        .forEach(
            (body, times) -> {
              Optional<Set<String>> found = calls.problems(body);
              boolean wrong = ReceivedBodies.wrong().containsKey(body.json());
              String name = MetaCalls.name(body);
              if (found.isEmpty() && !wrong && !UNDESCRIBED.containsKey(name)) {
                problems.add("not described: " + body);
              } else if (found.isPresent() && found.get().isEmpty() == wrong) {
                problems.add(body + (wrong ? " is not wrong" : ": " + found.get()));
              }
              checked.merge(wrong ? WRONG : name, times, Integer::sum);
              if (name.equals(MESSAGES) && !wrong) {
                checked.merge("of which " + type(body), times, Integer::sum);
              }
            });
    System.out.println("Bodies held against Meta's document: " + checked);

    assertThat(problems).isEmpty();
    assertThat(checked.keySet())
        .as("the whole suite has run")
        .contains(WRONG, MESSAGES)
        .containsAll(UNDESCRIBED.keySet());
  }

  private static String type(ReceivedBodies.Body body) {
    return JsonParser.parseString(body.json()).getAsJsonObject().get("type").getAsString();
  }
}
