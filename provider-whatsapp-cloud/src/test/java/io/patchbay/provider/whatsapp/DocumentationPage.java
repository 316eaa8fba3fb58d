package io.patchbay.provider.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A page of {@code docs/} that a test writes. The committed page has to be the one that the test
 * would write; {@code -Dpatchbay.docs.write=true} writes it.
 */
final class DocumentationPage {
  private static final Path FOLDER = Path.of("..", "docs");

  private DocumentationPage() {}

  static void isUpToDate(String name, String text) throws IOException {
    Path page = FOLDER.resolve(name);
    if (Boolean.getBoolean("patchbay.docs.write")) {
      Files.writeString(page, text, StandardCharsets.UTF_8);
    }
    assertThat(Files.exists(page) ? Files.readString(page, StandardCharsets.UTF_8) : "")
        .as("docs/%s; run the tests with -Dpatchbay.docs.write=true to write it anew", name)
        .isEqualTo(text);
  }
}
