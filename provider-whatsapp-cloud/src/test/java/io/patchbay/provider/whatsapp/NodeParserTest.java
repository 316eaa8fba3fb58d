package io.patchbay.provider.whatsapp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.patchbay.provider.whatsapp.internal.graph.Node;
import io.patchbay.provider.whatsapp.internal.graph.NodeParser;
import java.io.IOException;
import java.io.StringReader;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The parser takes what JSON is and nothing else, and reads it as another parser does. */
class NodeParserTest {
  private static final TypeAdapter<JsonElement> GSON = new Gson().getAdapter(JsonElement.class);
  private static final int ROUNDS = 4_000;
  private static final String ALPHABET =
      "{}[]\",:0123456789.-+eE\\/bfnrtu \n\ttruefalsenulläß\uD83D\uDE00\u0001";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "}",
        "[",
        "]",
        "[1",
        "[1,",
        "[1,]",
        "[,1]",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{a:1}",
        "{'a':1}",
        "{\"a\":1}}",
        "[1]]",
        "[1}",
        "{\"a\":1]",
        "1 2",
        "01",
        "-",
        "1.",
        ".5",
        "1e",
        "1e+",
        "+1",
        "--1",
        "0x1",
        "NaN",
        "Infinity",
        "tru",
        "truee",
        "nul",
        "\"",
        "\"\\x\"",
        "\"\\u12\"",
        "\"\\u12g4\"",
        "\"\u0001\"",
        "\"\n\"",
        "[1]//",
        "#",
        "\"\\",
        "\u00a0[]",
        "{\"a\" 1}",
        "{1:2}",
        "\uFEFF\uFEFF[]"
      })
  void refusesWhatIsNoJson(String text) {
    assertThat(Node.parse(text)).isNull();
  }

  @Test
  void byteOrderMarkIsPassedOver() {
    assertThat(Objects.requireNonNull(Node.parse("\uFEFF{\"a\":1}")).raw()).isEqualTo("{\"a\":1}");
  }

  @Test
  void textsAreDecoded() {
    Node node =
        Node.parse(
            "{\"a\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00fc\\ud83d\\ude00 ü😀\",\"n\":-0.50E+7,"
                + "\"t\":true,\"z\":null,\"\\u0061b\":\"c\"}");

    assertThat(Node.verbatim(node, "a")).isEqualTo("\"\\/\b\f\n\r\tü😀 ü😀");
    assertThat(Node.text(node, "n")).isEqualTo("-0.50E+7");
    assertThat(Node.text(node, "t")).isEqualTo("true");
    assertThat(Node.text(node, "z")).isNull();
    assertThat(Node.text(node, "ab")).isEqualTo("c");
    assertThat(Node.text(node, "missing")).isNull();
  }

  @Test
  void lastOfTwoCounts() {
    assertThat(Node.text(Node.parse("{\"a\":1,\"b\":{\"a\":3},\"a\":2}"), "a")).isEqualTo("2");
  }

  @Test
  void bytesThatAreNoUtf8AreReplaced() {
    byte[] bytes = "{\"a\":\"x?y\"}".getBytes(UTF_8);
    bytes[7] = (byte) 0xFF;

    assertThat(Node.text(Node.parse(bytes), "a")).isEqualTo("x\uFFFDy");
  }

  @Test
  void nestingIsBounded() {
    int most = NodeParser.DEEPEST;
    assertThat(Node.parse("[".repeat(most) + "1" + "]".repeat(most))).isNotNull();
    assertThat(Node.parse("[".repeat(most + 1) + "1" + "]".repeat(most + 1))).isNull();
  }

  /** Seeded: whole documents, cut and changed ones. */
  @Test
  void agreesWithAnotherParser() {
    int wellFormed = 0;
    for (int seed = 0; seed < ROUNDS; seed++) {
      Random random = new Random(seed);
      String text = document(random, 4);
      for (int change = random.nextInt(3); change > 0; change--) {
        text = changed(random, text);
      }
      // A half of a pair cannot be written in UTF-8.
      text = new String(text.getBytes(UTF_8), UTF_8);
      JsonElement expected = gson(text);
      Node node = Node.parse(text);
      assertThat(node == null).as("seed %s: %s", seed, text).isEqualTo(expected == null);
      if (node != null && expected != null) {
        wellFormed++;
        assertSame(node, expected, "seed " + seed + ": " + text);
      }
    }
    assertThat(wellFormed).isBetween(ROUNDS / 4, ROUNDS - ROUNDS / 10);
  }

  private static void assertSame(Node node, JsonElement expected, String what) {
    if (expected instanceof JsonObject object) {
      assertThat(node.isObject()).as(what).isTrue();
      int members = 0;
      for (Node.Member member : node.members()) {
        assertThat(object.has(member.name())).as(what).isTrue();
        members++;
      }
      assertThat(members).as(what).isGreaterThanOrEqualTo(object.size());
      object
          .asMap()
          .forEach(
              (name, value) ->
                  assertSame(Objects.requireNonNull(Node.any(node, name), what), value, what));
    } else if (expected instanceof JsonArray array) {
      int index = 0;
      for (Node child : node.children()) {
        assertSame(child, array.get(index++), what);
      }
      assertThat(index).as(what).isEqualTo(array.size());
    } else if (expected instanceof JsonPrimitive primitive) {
      assertThat(node.scalar()).as(what).isEqualTo(primitive.getAsString());
    } else {
      assertThat(node.raw()).as(what).isEqualTo("null");
    }
  }

  /** Gson, strictly; null for what it does not take. */
  private static @Nullable JsonElement gson(String text) {
    try (JsonReader reader = new JsonReader(new StringReader(text))) {
      reader.setStrictness(Strictness.STRICT);
      JsonElement element = GSON.read(reader);
      return reader.peek() == JsonToken.END_DOCUMENT ? element : null;
    } catch (JsonParseException | IOException e) {
      return null;
    }
  }

  private static String document(Random random, int depth) {
    int kind = random.nextInt(depth == 0 ? 4 : 7);
    StringBuilder text = new StringBuilder();
    switch (kind) {
      case 0 -> text.append(random.nextInt(2000) - 1000);
      case 1 -> text.append(random.nextDouble() * Math.pow(10, random.nextInt(40) - 20));
      case 2 -> text.append(random.nextBoolean() ? "true" : "null");
      case 3 -> string(random, text);
      case 4 -> {
        text.append('[');
        for (int i = random.nextInt(4); i > 0; i--) {
          text.append(document(random, depth - 1)).append(i > 1 ? " ,\n" : "");
        }
        text.append(']');
      }
      default -> {
        text.append("{ ");
        for (int i = random.nextInt(4); i > 0; i--) {
          string(random, text);
          text.append(": ").append(document(random, depth - 1)).append(i > 1 ? "," : "");
        }
        text.append('}');
      }
    }
    return text.toString();
  }

  private static void string(Random random, StringBuilder text) {
    text.append('"');
    for (int i = random.nextInt(6); i > 0; i--) {
      switch (random.nextInt(6)) {
        case 0 -> text.append("\\n");
        case 1 -> text.append("\\u00e4");
        case 2 -> text.append("ü😀");
        default -> text.append((char) ('a' + random.nextInt(3)));
      }
    }
    text.append('"');
  }

  private static String changed(Random random, String text) {
    int at = random.nextInt(text.length() + 1);
    char c = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
    return switch (random.nextInt(3)) {
      case 0 -> text.substring(0, at);
      case 1 -> text.substring(0, at) + c + text.substring(at);
      default -> at == text.length() ? text : text.substring(0, at) + text.substring(at + 1);
    };
  }
}
