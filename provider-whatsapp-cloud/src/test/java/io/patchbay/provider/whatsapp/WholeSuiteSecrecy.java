package io.patchbay.provider.whatsapp;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Fails the run when anything in it has shown a secret or a full phone number: in the log at debug
 * level, on the standard error stream, in an exception or in the text form of an object. Found
 * through {@code META-INF/services}.
 */
public final class WholeSuiteSecrecy implements LauncherSessionListener {
  @SuppressWarnings("SystemOut") // To listen, not to write.
  private final PrintStream standardError = System.err;

  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

  @Override
  public void launcherSessionOpened(LauncherSession session) {
    System.setErr(new PrintStream(new Both(), true, StandardCharsets.UTF_8));
  }

  @Override
  public void launcherSessionClosed(LauncherSession session) {
    System.setErr(standardError);
    Collection<String> disclosures =
        Shown.disclosures(Log.all(), errors.toString(StandardCharsets.UTF_8));
    if (!disclosures.isEmpty()) {
      throw new AssertionError(
          "This run of the tests has shown what must stay secret:\n"
              + String.join("\n", disclosures));
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
