package io.patchbay.integration.readme;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.Injector;
import io.patchbay.Patchbay;
import io.patchbay.integration.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java that the README shows is the Java of this package, and it works. */
class ReadmeTest {
  private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
  private static final Pattern SOURCED =
      Pattern.compile("<!-- source: (\\S+) -->\n```java\n(.*?)```", Pattern.DOTALL);

  private static final String CONFIGURATION =
      """
      { "workspaces": { "acme": { "sms": { "defaultProvider": "text", "providers": {
          "text": { "type": "twilio-stub", "accountSid": "%s", "authToken": "test-auth-token",
                    "from": "15005550006" } } } } } }
      """
          .formatted("AC" + "0".repeat(32));

  @Test
  void everyJavaBlockIsASourceFileThatIsCompiledHere() throws IOException {
    String readme = Files.readString(Project.root().resolve("README.md"));
    int sourced = 0;
    Matcher blocks = SOURCED.matcher(readme);
    while (blocks.find()) {
      sourced++;
      String source = Files.readString(Project.root().resolve(blocks.group(1)));
      String body = source.substring(source.indexOf(";\n") + 2).strip();
      assertThat(blocks.group(2).strip()).as(blocks.group(1)).isEqualTo(body);
    }
    assertThat(sourced).as("blocks with a source").isGreaterThanOrEqualTo(2);
    assertThat(JAVA.matcher(readme).results().count()).as("blocks in all").isEqualTo(sourced);
  }

  @Test
  void theHostWithoutGuiceSends(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("patchbay.json"), CONFIGURATION);
    assertThat(PlainHost.greet(file)).matches("accepted as SM[0-9a-f]{32}");
  }

  @Test
  void theHostWithGuiceSends(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("patchbay.json"), CONFIGURATION);
    Injector injector = GuiceHost.start(file);
    try (Patchbay patchbay = injector.getInstance(Patchbay.class)) {
      assertThat(injector.getInstance(GuiceHost.class).remind("+14155551234").outcome().accepted())
          .isTrue();
      assertThat(patchbay.registry().problems()).isEmpty();
    }
  }
}
