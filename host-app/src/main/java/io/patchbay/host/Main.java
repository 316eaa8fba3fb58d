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
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The program {@code patchbay}. */
public final class Main {
  /**
   * How long a command may take to end what it began after Ctrl-C: a server its requests, and then
   * the channel its sends.
   */
  private static final Duration GRACE = Duration.ofSeconds(60);

  /** The same after code that is not the program's has ended the process. */
  private static final Duration SHORT_GRACE = Duration.ofSeconds(5);

  private Main() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    Interruption interruption = new Interruption();
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> end(interruption), "patchbay-interruption"));
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
    } catch (Throwable e) {
      // Java's own exit code would be 1, which tells scripts that most of it worked.
      surroundings.err().println("patchbay: " + StackTrace.sentence(e) + "; report it.");
    } finally {
      interruption.finish(code);
    }
    System.exit(code);
  }

  /**
   * Java ends with the signal's own code, whatever the command says. One that was to run until it
   * is told to stop has done all that was asked for.
   */
  private static void end(Interruption interruption) {
    if (interruption.finished()) {
      return;
    }
    interruption.request();
    Optional<StackTraceElement> culprit = exitCaller();
    if (culprit.isPresent()) {
      // The thread that called it never goes on: a command that waits for it would wait in vain.
      writer(FileDescriptor.err)
          .println(
              "patchbay: the process ends because "
                  + culprit.get()
                  + " called System.exit; report this to the author of that code.");
      var unused = interruption.awaitFinish(SHORT_GRACE);
      Runtime.getRuntime().halt(ExitCode.DEFECT);
    }
    OptionalInt code = interruption.awaitFinish(GRACE);
    if (code.isPresent() && code.getAsInt() == ExitCode.OK) {
      Runtime.getRuntime().halt(ExitCode.OK);
    }
  }

  /** Whose code has ended the process; empty after a signal. */
  private static Optional<StackTraceElement> exitCaller() {
    return Thread.getAllStackTraces().values().stream()
        .map(List::of)
        .filter(stack -> stack.stream().anyMatch(Main::isExit))
        .flatMap(
            stack ->
                stack.stream()
                    .dropWhile(element -> !isExit(element))
                    .filter(element -> !element.getClassName().startsWith("java.lang.")))
        .findFirst();
  }

  private static boolean isExit(StackTraceElement element) {
    return element.getClassName().equals("java.lang.Runtime")
        && element.getMethodName().equals("exit");
  }

  private static PrintWriter writer(FileDescriptor descriptor) {
    return new PrintWriter(
        new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8), true);
  }
}
