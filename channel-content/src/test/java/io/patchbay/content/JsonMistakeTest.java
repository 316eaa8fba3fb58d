package io.patchbay.content;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JsonMistakeTest {
  private static final String SAMPLE =
      "{\"workspaces\": {\"acme\": {\"sms\": {\"defaultProvider\": \"a\\u00e4\\n"
          + "\", \"fallback\": [],\"retry\": {\"attempts\": -1.5e+3, \"on\": true, \"off\": [false,"
          + " null, [0, {}]]}}}}}";
  private static final String SIGNS = "{}[]:,\"'\\/#0123.eE+-tfn \t\n\u0001\u00e4\u201c";

  /** Gson's strict reader decides what JSON is; this only has to know the place and the reason. */
  @Test
  void itFindsAMistakeWhereGsonRefusesATextAndNoneElsewhere() throws IOException {
    Random random = new Random(20260301);
    int broken = 0;
    for (int i = 0; i < 50_000; i++) {
      String text = mutated(random);
      boolean json = isJson(text);
      broken += json ? 0 : 1;
      assertThat(JsonMistake.in(text).isEmpty()).as("no mistake in <%s>", text).isEqualTo(json);
    }
    assertThat(broken).isBetween(10_000, 49_900);
  }

  private static String mutated(Random random) {
    StringBuilder text = new StringBuilder(SAMPLE);
    for (int edits = 1 + random.nextInt(3); edits > 0; edits--) {
      int at = random.nextInt(text.length());
      char sign = SIGNS.charAt(random.nextInt(SIGNS.length()));
      switch (random.nextInt(4)) {
        case 0 -> text.deleteCharAt(at);
        case 1 -> text.insert(at, sign);
        case 2 -> text.setCharAt(at, sign);
        default -> text.setLength(random.nextInt(8) == 0 ? Math.max(at, 8) : text.length());
      }
    }
    return text.toString();
  }

  private static boolean isJson(String text) throws IOException {
    JsonReader reader = new JsonReader(new StringReader(text));
    reader.setStrictness(Strictness.STRICT);
    try {
      JsonElement read = JsonParser.parseReader(reader);
      return !read.toString().isEmpty() && reader.peek() == JsonToken.END_DOCUMENT;
    } catch (JsonParseException | IOException e) {
      return false;
    }
  }

  @Test
  void thePlaceIsThatOfTheFirstWrongCharacter() {
    assertThat(JsonMistake.in("{\n  \"a\": 1,\r\n  'b': 2}"))
        .hasValueSatisfying(
            found -> {
              assertThat(found.line()).isEqualTo(3);
              assertThat(found.column()).isEqualTo(3);
            });
  }
}
