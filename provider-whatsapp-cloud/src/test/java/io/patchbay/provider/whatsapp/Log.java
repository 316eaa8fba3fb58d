package io.patchbay.provider.whatsapp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What has been logged since this was made: SLF4J's simple logger writes into a file in tests. */
final class Log implements AutoCloseable {
  private static final Path FILE = Path.of("target", "test-log.txt");

  private static final Logger LOGGER = LoggerFactory.getLogger(Log.class);

  private final int start;

  private Log(int start) {
    this.start = start;
  }

  static Log from() {
    // The first logger empties the file that an earlier run has left.
    LOGGER.debug("reading the log from here");
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
