package io.patchbay.integration.readme;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.spi.Setting;
import io.patchbay.channel.spi.SettingType;
import io.patchbay.channel.spi.SmsProvider;
import io.patchbay.integration.Project;
import io.patchbay.provider.httpgateway.HttpGatewayProvider;
import io.patchbay.provider.twiliostub.TwilioStubProvider;
import io.patchbay.provider.whatsapp.WhatsAppCloudProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The README's tables of settings say what the descriptors say. */
class SettingsReferenceTest {
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  /** A line of the table: what stands in its cells, by the keys of the first. */
  private record Row(String required, String defaultValue) {}

  static List<SmsProvider> providers() {
    return List.of(
        new WhatsAppCloudProvider(), new TwilioStubProvider(), new HttpGatewayProvider());
  }

  @ParameterizedTest
  @MethodSource("providers")
  void everySettingStandsInTheTableWithItsDefault(SmsProvider provider) throws IOException {
    Map<String, Row> rows = rows(provider.descriptor().id());
    List<String> problems = new ArrayList<>();
    for (Setting setting : provider.descriptor().settings()) {
      Row row = rows.remove(setting.key());
      if (row == null) {
        problems.add(setting.key() + " is missing");
        continue;
      }
      if (!row.required().startsWith(setting.required() ? "yes" : "no")
          && !row.required().startsWith("one of")) {
        problems.add(setting.key() + " is not '" + row.required() + "'");
      }
      if (row.required().contains("secret") != (setting.type() == SettingType.SECRET)) {
        problems.add(setting.key() + ": secret or not?");
      }
      if (!Optional.ofNullable(setting.defaultValue()).orElse("").equals(row.defaultValue())) {
        problems.add(setting.key() + " has the default " + setting.defaultValue());
      }
    }

    assertThat(problems).isEmpty();
    assertThat(rows).as("rows without a setting").isEmpty();
  }

  private static Map<String, Row> rows(String provider) throws IOException {
    String readme = Files.readString(Project.root().resolve("README.md"));
    int start = readme.indexOf("### Settings of `" + provider + "`");
    assertThat(start).as("heading of " + provider).isNotNegative();
    String section = readme.substring(start, readme.indexOf("\n##", start + 1));
    Map<String, Row> rows = new TreeMap<>();
    for (String line : section.lines().filter(line -> line.startsWith("| `")).toList()) {
      String[] cells = line.split("\\|", -1);
      Row row = new Row(cells[2].strip(), code(cells[4]).stream().findFirst().orElse(""));
      code(cells[1]).forEach(key -> rows.put(key, row));
    }
    return rows;
  }

  private static List<String> code(String cell) {
    return CODE.matcher(cell).results().map((MatchResult match) -> match.group(1)).toList();
  }
}
