package io.patchbay.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.spi.Secret;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a gateway quotes, at any length. */
class RedactionTest {
  private static final String SECRET = "Zq7/pW+3xyz9mT";

  private final Redaction redaction = new Redaction(List.of(new Secret(SECRET)));

  /** Every piece of the text is at every place of the message: the product is 3.8 billion. */
  @Test
  void anAnswerAndAMessageOfOneCharacterTakeNoTimeForTheirProduct() {
    String message = "a".repeat(60_000);
    for (int i = 0; i < 100; i++) {
      assertThat(redaction.clean("a".repeat(63_000), message)).isEqualTo("****");
      assertThat(redaction.clean("\"".repeat(63_000), "\"".repeat(60_000))).isEqualTo("****");
    }
  }

  @Test
  void aSecretAtTheCutLeavesNoPart() {
    for (int before = 3_950; before < 4_050; before++) {
      String text = "a".repeat(before) + SECRET.repeat(3) + "b".repeat(60_000);
      assertThat(redaction.clean(text, "a".repeat(60_000))).doesNotContain("Zq7", "9mT", "pW");
      assertThat(redaction.clean(text)).isEqualTo("a".repeat(500));
    }
  }

  @Test
  void piecesOfTheMessageAndWholeSecretsAreHidden() {
    assertThat(
            redaction.clean(
                "bad text 'Your code is 4711' for key " + SECRET + "; Your is fine",
                "Hello, Your code is 4711, bye"))
        .isEqualTo("bad text '****' for key ****; Your is fine");
  }

  @Test
  void aSecretWithinThePieceOfAMessageIsHiddenWhole() {
    assertThat(redaction.clean("sent: key Zq7/pW+3xyz9mT", "key Zq7/pW"))
        .isEqualTo("sent: key ****");
  }
}
