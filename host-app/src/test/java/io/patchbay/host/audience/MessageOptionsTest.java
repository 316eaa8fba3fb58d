package io.patchbay.host.audience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.channel.Template;
import io.patchbay.channel.Text;
import io.patchbay.host.console.UserError;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class MessageOptionsTest {
  private static MessageOptions options(
      @Nullable String text, @Nullable String template, String... parameters) {
    return MessageOptions.of(text, template, "de", List.of(parameters));
  }

  @Test
  void aTextIsPreferredToATemplate() {
    assertThat(options("Hi {name}", "order", "a", "=b=c").literally())
        .containsExactly(Text.of("Hi {name}"), Template.of("order", "de", "a", "b=c"));
  }

  @Test
  void parametersMayHaveNames() {
    assertThat(options(null, "order", "first_name=Ada", "day=a=b").literally())
        .containsExactly(
            new Template(
                "order",
                "de",
                List.of(
                    new Template.Parameter("first_name", "Ada"),
                    new Template.Parameter("day", "a=b"))));
  }

  @Test
  void namesAndPositionsDoNotMix() {
    assertThatThrownBy(() -> options(null, "order", "name=Ada", "b").literally())
        .isInstanceOf(UserError.class)
        .hasMessage(
            "Some --parameter have a name and some do not; a template takes either all by name or"
                + " all by position. Write =VALUE for a value by position that holds '='.");
  }

  @Test
  void whatContradictsItselfIsRefused() {
    assertThatThrownBy(() -> options(null, null))
        .hasMessage("There is nothing to say: give --text, --template or --content.");
    assertThatThrownBy(() -> options(" ", null)).hasMessage("--text is empty.");
    assertThatThrownBy(() -> options(null, " ")).hasMessage("--template is empty.");
    assertThatThrownBy(() -> options("Hi", null, "a"))
        .hasMessage("--parameter belongs to a template; name it with --template.");
  }

  @Test
  void parametersTakeColumns() {
    Columns columns = new Columns(List.of("phone", "name"));
    ContentPattern pattern = ContentPattern.of(options(null, "order", "who={name}"), columns);

    assertThat(pattern.fill(new AudienceRow(2, List.of("1", "Ada"))))
        .containsExactly(
            new Template("order", "de", List.of(new Template.Parameter("who", "Ada"))));
    assertThat(pattern.missing(new AudienceRow(2, List.of("1")))).containsExactly("name");
  }
}
