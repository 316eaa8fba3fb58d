package io.patchbay.host.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

final class ControlEscapesTest {
  private static String written(String text, boolean redrawn) throws IOException {
    StringWriter out = new StringWriter();
    try (ControlEscapes escapes = new ControlEscapes(out, redrawn)) {
      escapes.write(text);
    }
    return out.toString();
  }

  @Test
  void controlCharactersAreWrittenAsEscapes() throws IOException {
    assertThat(written("a\u001B[2Jb\0c\u007Fd\u009Be\rf\u0007", false))
        .isEqualTo("a\\u001B[2Jb\\u0000c\\u007Fd\\u009Be\\u000Df\\u0007");
  }

  @Test
  void textOfEveryScriptTabsAndLineEndsStay() throws IOException {
    String text = "Zoë\tנועה 🚀\nline\r\nend";

    assertThat(written(text, false)).isEqualTo(text);
  }

  @Test
  void aLineThatIsRedrawnKeepsItsCarriageReturns() throws IOException {
    assertThat(written("\r[##..]\u001B", true)).isEqualTo("\r[##..]\\u001B");
  }
}
