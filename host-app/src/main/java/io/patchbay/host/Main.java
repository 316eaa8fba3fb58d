package io.patchbay.host;

import io.patchbay.host.console.ExitCode;
import io.patchbay.host.console.Interruption;
import io.patchbay.host.console.Surroundings;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** The program {@code patchbay}. */
public final class Main {
  /** How long a command may take to end what it began after Ctrl-C. */
  private static final Duration GRACE = Duration.ofSeconds(35);

  private Main() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    Interruption interruption = new Interruption();
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  interruption.request();
                  interruption.awaitFinish(GRACE);
                },
                "patchbay-interruption"));
    Surroundings surroundings =
        new Surroundings(
            writer(FileDescriptor.out),
            writer(FileDescriptor.err),
            Boolean.getBoolean("patchbay.terminal"),
            System::getenv,
            interruption);
    int code = ExitCode.DEFECT;
    try {
      code = new Program(surroundings).run(arguments);
    } finally {
      interruption.finish();
    }
    System.exit(code);
  }

  private static PrintWriter writer(FileDescriptor descriptor) {
    return new PrintWriter(
        new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8), true);
  }
}
