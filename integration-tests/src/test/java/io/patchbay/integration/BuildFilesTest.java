package io.patchbay.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What keeps the first command of a fresh clone working. */
class BuildFilesTest {
  /** A build that skips the compilation of tests, as the launcher's does, has no test jars. */
  @Test
  void noModuleDependsOnTheTestsOfAnother() throws IOException {
    List<Path> poms;
    try (Stream<Path> modules = Files.list(Project.root())) {
      poms = modules.map(module -> module.resolve("pom.xml")).filter(Files::exists).toList();
    }

    assertThat(poms)
        .hasSizeGreaterThan(10)
        .allSatisfy(pom -> assertThat(pom).content().doesNotContain("test-jar"));
  }
}
