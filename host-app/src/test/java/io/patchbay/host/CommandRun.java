package io.patchbay.host;

import io.patchbay.host.console.Interruption;
import io.patchbay.host.console.Surroundings;
import io.patchbay.secrecy.Shown;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Runs one command in this process, keeps what it wrote, and notes its complaints. */
record CommandRun(int code, String out, String err) {
  static CommandRun of(String... arguments) {
    return with(Map.of(), arguments);
  }

  static CommandRun with(Map<String, String> environment, String... arguments) {
    return with(environment::get, new Interruption(), arguments);
  }

  static CommandRun with(
      Function<String, @Nullable String> environment,
      Interruption interruption,
      String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        new Program(
                new Surroundings(
                    new PrintWriter(out), new PrintWriter(err), false, environment, interruption))
            .run(arguments);
    return new CommandRun(
        code,
        out.toString().replace("\r\n", "\n"),
        Shown.text(err.toString().replace("\r\n", "\n")));
  }
}
