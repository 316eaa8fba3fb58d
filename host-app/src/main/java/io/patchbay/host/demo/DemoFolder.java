package io.patchbay.host.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The demonstration's files, in a temporary folder that is gone when it is closed. */
final class DemoFolder implements AutoCloseable {
  private final Path folder;

  /** Writes the sample configuration, the sample audience and the secrets. */
  DemoFolder(Map<String, String> secrets) {
    try {
      folder = Files.createTempDirectory("patchbay-demo");
      copy("patchbay.json");
      copy("audience.csv");
      Files.createDirectory(folder.resolve("secrets"));
      for (Map.Entry<String, String> secret : secrets.entrySet()) {
        Files.writeString(
            folder.resolve("secrets").resolve(secret.getKey()),
            secret.getValue() + "\n",
            StandardCharsets.UTF_8);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The demo cannot write its files", e);
    }
  }

  private void copy(String name) throws IOException {
    try (InputStream in = DemoFolder.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("The resource " + name + " is missing");
      }
      Files.copy(in, folder.resolve(name));
    }
  }

  Path configuration() {
    return folder.resolve("patchbay.json");
  }

  String configurationText() {
    try {
      return Files.readString(configuration(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("The demo cannot read its own file", e);
    }
  }

  Path audience() {
    return folder.resolve("audience.csv");
  }

  @Override
  public void close() {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The demo cannot delete its folder " + folder, e);
    }
  }
}
