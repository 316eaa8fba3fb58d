package io.patchbay.provider.whatsapp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What has been logged since this was made: SLF4J's simple logger writes into a file in tests. */
final class Log implements AutoCloseable {
  private static final Path FILE = Path.of("target", "test-log.txt");

  private final int start;

  private Log(int start) {
    this.start = start;
  }

  static Log from() {
    return new Log(all().length());
  }

  /** Everything that this run of the tests has logged so far. */
  static String all() {
    try {
      return Files.exists(FILE) ? Files.readString(FILE, StandardCharsets.UTF_8) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String text() {
    return all().substring(start);
  }

  List<String> lines(String part) {
    return text().lines().filter(line -> line.contains(part)).toList();
  }

  @Override
  public void close() {}
}
