package io.patchbay.provider.whatsapp;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reference material that is not part of the project: a folder {@code shared/reference} beside one
 * of the folders above the working directory. Tests that need it are skipped where it is missing.
 */
final class Reference {
  private Reference() {}

  static Optional<Path> find(String name) {
    return Stream.iterate(Path.of("").toAbsolutePath(), Objects::nonNull, Path::getParent)
        .map(folder -> folder.resolve("shared").resolve("reference").resolve(name))
        .filter(Files::exists)
        .findFirst();
  }

  /** The file; the test that asks for it is skipped without it. */
  static Path file(String name) {
    Optional<Path> file = find(name);
    assumeTrue(file.isPresent(), "skipped: no folder above has shared/reference/" + name);
    return file.orElseThrow();
  }
}
