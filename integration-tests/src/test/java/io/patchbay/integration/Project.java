package io.patchbay.integration;

import java.nio.file.Files;
import java.nio.file.Path;

/** Finds the project's own files from wherever the tests run. */
public final class Project {
  private Project() {}

  /** The project's top-level folder. */
  public static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("channel-api"))) {
      Path parent = folder.getParent();
      if (parent == null) {
        throw new IllegalStateException("Not inside the project: " + Path.of("").toAbsolutePath());
      }
      folder = parent;
    }
    return folder;
  }
}
