package io.patchbay.secrecy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Fails the run when anything in it has shown a secret or a full phone number: in the log, on the
 * standard error stream, in an exception or in the text form of an object. JUnit finds it through
 * {@code META-INF/services} and calls it on the thread that runs the tests.
 */
public final class SuiteSecrecy implements LauncherSessionListener {
  @SuppressWarnings("SystemOut") // To listen, not to write.
  private final PrintStream standardError = System.err;

  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

  /** Called by JUnit. */
  public SuiteSecrecy() {}

  @Override
  public void launcherSessionOpened(LauncherSession session) {
    opened();
  }

  @Override
  public void launcherSessionClosed(LauncherSession session) {
    closed();
  }

  void opened() {
    System.setErr(new PrintStream(new Both(), true, StandardCharsets.UTF_8));
  }

  void closed() {
    System.setErr(standardError);
    Collection<String> disclosures =
        Shown.CONFIDENTIAL.disclosures(
            Stream.concat(
                Shown.texts().stream(), Stream.of(log(), errors.toString(StandardCharsets.UTF_8))));
    if (!disclosures.isEmpty()) {
      throw new AssertionError(
          "This run of the tests has shown what must stay secret:\n"
              + String.join("\n", disclosures));
    }
  }

  /** What SLF4J's simple logger has written, where it does not write on the error stream. */
  private static String log() {
    Properties logger = new Properties();
    try (InputStream file = SuiteSecrecy.class.getResourceAsStream("/simplelogger.properties")) {
      if (file != null) {
        logger.load(file);
      }
      Path log = Path.of(logger.getProperty("org.slf4j.simpleLogger.logFile", "none"));
      return Files.exists(log) ? Files.readString(log, StandardCharsets.UTF_8) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private final class Both extends OutputStream {
    @Override
    public void write(int b) {
      standardError.write(b);
      errors.write(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      standardError.write(bytes, offset, length);
      errors.write(bytes, offset, length);
    }
  }
}
