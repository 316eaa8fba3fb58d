package io.patchbay.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.LoggerFactory;

/** What has been logged since this was made: in tests SLF4J's simple logger writes into a file. */
public final class TestLog {
  private static final Path FILE =
      Path.of(System.getProperty("org.slf4j.simpleLogger.logFile", "target/test-log.txt"));

  private final int start;

  public TestLog() {
    // The first logger of a run empties the file of the run before.
    LoggerFactory.getLogger(TestLog.class).debug("reading from here");
    start = all().length();
  }

  private static String all() {
    try {
      return Files.readString(FILE, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String text() {
    return all().substring(start);
  }

  public List<String> lines(String part) {
    return text().lines().filter(line -> line.contains(part)).toList();
  }
}
