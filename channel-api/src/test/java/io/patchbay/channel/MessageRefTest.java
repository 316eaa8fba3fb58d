package io.patchbay.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageRefTest {
  private static final String LETTERS =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

  @Test
  void itIsWrittenAsDocumented() {
    assertThat(new MessageRef("acme", new MessageId("order-17"), 2).encode())
        .isEqualTo("pb1.acme.order-17.2");
  }

  @Test
  void everyReferenceIsReadAsItWasWritten() {
    Random random = new Random(17);
    for (int round = 0; round < 10_000; round++) {
      MessageRef ref =
          new MessageRef(name(random), new MessageId(name(random)), random.nextInt(1_000_000));
      assertThat(MessageRef.parse(ref.encode())).contains(ref);
      assertThat(ref.encode()).hasSizeLessThanOrEqualTo(MessageRef.MAX_LENGTH);
    }
  }

  private static String name(Random random) {
    String rest =
        random
            .ints(random.nextInt(64), 0, LETTERS.length() + 2)
            .mapToObj(at -> (LETTERS + "-_").substring(at, at + 1))
            .collect(Collectors.joining());
    return LETTERS.charAt(random.nextInt(LETTERS.length())) + rest;
  }

  @Test
  void theLongestOneFitsExactly() {
    MessageRef longest = new MessageRef("w".repeat(64), new MessageId("m".repeat(64)), 999_999);
    assertThat(longest.encode()).hasSize(MessageRef.MAX_LENGTH).hasSize(140);
    assertThat(MessageRef.parse(longest.encode())).contains(longest);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "pb1",
        "pb1.",
        "pb1.acme.order-17",
        "pb1.acme.order-17.",
        "pb1.acme.order-17.02",
        "pb1.acme.order-17.-1",
        "pb1.acme.order-17.1000000",
        "pb1.acme.order-17.٢",
        "pb1.acme.order-17.2.3",
        "pb1.acme.order-17.2\n",
        "pb1..order-17.2",
        "pb1.acme..2",
        "pb1.ac me.order-17.2",
        "pb2.acme.order-17.2",
        "PB1.acme.order-17.2",
        " pb1.acme.order-17.2",
        "6fa1a2f7-43b0-4e0b-9c7c-1c0d1f6b1c11"
      })
  void foreignTextsAreNoReference(String text) {
    assertThat(MessageRef.parse(text)).isEmpty();
  }

  @Test
  void aVeryLongTextIsNoReference() {
    assertThat(MessageRef.parse("pb1." + "a.".repeat(1_000_000))).isEmpty();
  }

  @Test
  void attemptsHaveARange() {
    MessageRef ref = new MessageRef("acme", new MessageId("m"), 0);
    assertThat(ref.withAttempt(999_999))
        .isEqualTo(new MessageRef("acme", new MessageId("m"), 999_999));
    assertThatThrownBy(() -> ref.withAttempt(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Attempt -1 is outside 0 to 999999");
    assertThatThrownBy(() -> ref.withAttempt(1_000_000))
        .hasMessage("Attempt 1000000 is outside 0 to 999999");
  }
}
