package io.patchbay.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * The README's table of what each provider carries is the one that the program prints. With {@code
 * -Dpatchbay.docs.write=true} it is written anew.
 */
class SupportMatrixTest {
  private static final String BEGIN =
      "<!-- support matrix: written by `patchbay providers --markdown` -->\n";
  private static final String END = "<!-- end of the support matrix -->\n";

  @Test
  void theReadmeHasTheTableOfTheProvidersThatAreHere() throws IOException {
    CommandRun run = CommandRun.of("providers", "--markdown");
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    Path page = readme();
    String text = Files.readString(page);
    int begin = text.indexOf(BEGIN) + BEGIN.length();
    int end = text.indexOf(END);
    assertThat(begin).as("the beginning of the table").isBetween(BEGIN.length(), end);

    if (Boolean.getBoolean("patchbay.docs.write")) {
      Files.writeString(page, text.substring(0, begin) + run.out() + text.substring(end));
    } else {
      assertThat(text.substring(begin, end))
          .as(
              "the README's table of what each provider carries; mvn -pl host-app test"
                  + " -Dtest=SupportMatrixTest -Dpatchbay.docs.write=true writes it anew")
          .isEqualTo(run.out());
    }
  }

  @Test
  void theTableSaysYesWhereAProviderCarriesAContent() {
    String table = CommandRun.of("providers", "--markdown").out();

    assertThat(table.lines().findFirst().orElse(""))
        .startsWith("| |")
        .contains("| `twilio-stub` |", "| `whatsapp-cloud` |");
    assertThat(table).contains("\n| `text` | yes |", "\n| to a `PhoneNumber` | yes |");
    assertThat(table.lines().map(line -> line.chars().filter(c -> c == '|').count()).distinct())
        .as("numbers of cells")
        .hasSize(1);
  }

  @Test
  void theTableIsOfAllAndForPages() {
    assertThat(CommandRun.of("providers", "--markdown", "--json").code()).isEqualTo(2);
    assertThat(CommandRun.of("providers", "twilio-stub", "--markdown").err())
        .isEqualTo("patchbay: --markdown is a table of all providers: leave out --json and ID.\n");
  }

  private static Path readme() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("channel-api"))) {
      folder = folder.resolveSibling("").normalize();
    }
    return folder.resolve("README.md");
  }
}
