package io.patchbay.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FormFieldsTest {
  private static final URI ADDRESS =
      URI.create("https://host.example/in?key=s%20cret&to=1&key=other&flag");

  @Test
  void theFirstOfSeveralValuesCounts() {
    assertThat(FormFields.first("a=1&b=x+y%26z&a=2&flag&=nameless&c="))
        .containsExactly(Map.entry("a", "1"), Map.entry("b", "x y&z"), Map.entry("c", ""));
  }

  @Test
  void aNameThatComesTwiceIsRejectedWhereEachMustBeUnique() {
    assertThat(FormFields.unique("a=1&&flag", 2))
        .containsExactly(Map.entry("a", "1"), Map.entry("flag", ""));
    assertThatThrownBy(() -> FormFields.unique("secret=1&secret=2", 9))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a parameter comes twice");
    assertThatThrownBy(() -> FormFields.unique("a=1&b=2", 1)).hasMessage("more than 1 parameters");
  }

  @Test
  void aBrokenEscapeIsRejectedWithoutAQuote() {
    assertThatThrownBy(() -> FormFields.first("secret=%zz"))
        .hasMessage("a percent escape is broken")
        .hasNoCause();
  }

  @Test
  void theFirstValueInAQueryIsRead() {
    assertThat(FormFields.inQuery(ADDRESS, "key")).contains("s cret");
    assertThat(FormFields.inQuery(ADDRESS, "flag")).isEmpty();
    assertThat(FormFields.inQuery(URI.create("https://host.example/"), "key")).isEmpty();
  }

  @Test
  void everyValueOfANameIsTakenOutOfAQuery() {
    assertThat(FormFields.queryWithout(ADDRESS, "key")).isEqualTo("to=1&flag");
    assertThat(FormFields.queryWithout(ADDRESS, "")).isEqualTo(ADDRESS.getRawQuery());
  }

  @Test
  void whatIsWrittenIsReadBack() {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("text", "10% & more = ünicode +");
    fields.put("to", "");
    assertThat(FormFields.encode(fields)).isEqualTo("text=10%25+%26+more+%3D+%C3%BCnicode+%2B&to=");
    assertThat(FormFields.first(FormFields.encode(fields))).isEqualTo(fields);
  }
}
