package io.patchbay.host.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("locale")
final class TableTest {
  @Test
  void alignsTextLeftAndNumbersRight() {
    assertThat(new Table("  ").row("accepted", "1,234", "by whatsapp").row("no", "7", "").render())
        .isEqualTo("  accepted  1,234  by whatsapp\n  no            7\n");
  }

  @Test
  void wrapsTheLastColumnUnderItself() {
    String word = "abcdefghi ";

    assertThat(new Table("").row("key", "-> " + word.repeat(12).strip()).render())
        .isEqualTo(
            "key  -> " + word.repeat(9).strip() + "\n        " + word.repeat(3).strip() + "\n");
  }

  @Test
  void suggestsTheNameThatWasMeant() {
    List<String> known = List.of("phone", "name");

    assertThat(Wording.didYouMean(known, "PHNOE")).isEqualTo("did you mean 'phone'?");
    assertThat(Wording.didYouMean(known, "address")).isEqualTo("there is: phone, name");
    assertThat(Wording.didYouMean(List.of(), "address")).isEqualTo("there is none");
  }

  @Test
  void countsWithTheNoun() {
    assertThat(Wording.count(1, "line")).isEqualTo("1 line");
    assertThat(Wording.count(1_200, "line")).isEqualTo("1,200 lines");
  }
}
