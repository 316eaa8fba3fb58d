package io.patchbay.host.audience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.host.console.UserError;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("locale")
final class TextPatternTest {
  private static final Columns COLUMNS = new Columns(List.of("phone", "Name", "order no", "name2"));
  private static final AudienceRow ROW = new AudienceRow(2, List.of("1", " Ada {x} ", "A-1", ""));

  private static String filled(String pattern) {
    return TextPattern.parse(pattern, COLUMNS, "--text").fill(ROW);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Hello {name}! | Hello Ada {x}!",
        "{NAME}{ order no } | Ada {x}A-1",
        "Hello {{name}} | Hello Ada {x}",
        "a \\{name\\} b | a {name} b",
        "no place | no place",
        "back\\slash | back\\slash"
      })
  void placesAreFilledAndValuesAreNotFilledAgain(String pattern, String expected) {
    assertThat(filled(pattern)).isEqualTo(expected);
  }

  @Test
  void emptyColumnsAreNamedOnce() {
    TextPattern pattern = TextPattern.parse("{name2} {name} {name2}", COLUMNS, "--text");

    assertThat(pattern.missing(ROW)).containsExactly("name2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Hello {name", "Hello name}", "{a{name}"})
  void aSingleBraceIsRefused(String pattern) {
    assertThatThrownBy(() -> filled(pattern))
        .isInstanceOf(UserError.class)
        .hasMessageMatching(
            "--text has a single '[{}]'; write \\{column} for a value from the audience, or"
                + " \\\\[{}] for the brace itself\\.");
  }

  @Test
  void aColumnThatStandsTwiceIsRefused() {
    Columns twice = new Columns(List.of("phone", "name", "NAME"));

    assertThatThrownBy(() -> TextPattern.parse("{name}", twice, "--text"))
        .hasMessage("The audience has 2 columns 'name', and --text names it; rename all but one.");
  }
}
