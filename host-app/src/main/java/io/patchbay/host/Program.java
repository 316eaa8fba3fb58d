package io.patchbay.host;

import io.patchbay.host.console.ExitCode;
import io.patchbay.host.console.Surroundings;
import io.patchbay.host.console.UserError;
import io.patchbay.host.console.Wording;
import java.io.PrintWriter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Puts the commands together and turns what goes wrong into messages and exit codes. */
final class Program {
  private final Surroundings surroundings;
  private final CommandLine commandLine;

  Program(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.commandLine =
        shared(new PatchbayCommand())
            .addSubcommand(shared(new DemoCommand(surroundings)))
            .addSubcommand(shared(new SendCommand(surroundings)))
            .addSubcommand(shared(new ServeCommand(surroundings)))
            .addSubcommand(shared(new ProvidersCommand(surroundings)))
            .addSubcommand(shared(new DefaultCommand(surroundings)))
            .addSubcommand(shared(new CheckCommand(surroundings)))
            .addSubcommand(shared(new SchemaCommand(surroundings)))
            .addSubcommand(shared(new SimulateCommand(surroundings)))
            .setOut(surroundings.out())
            .setErr(surroundings.err())
            .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
            .setUsageHelpWidth(100)
            .setParameterExceptionHandler(this::wrongUse)
            .setExecutionStrategy(this::execute)
            .setExecutionExceptionHandler(this::failed);
  }

  private static CommandLine shared(Object command) {
    CommandLine commandLine = new CommandLine(command);
    commandLine.addMixin("shared", new SharedOptions());
    return commandLine;
  }

  int run(String... arguments) {
    int code = commandLine.execute(arguments);
    surroundings.out().flush();
    surroundings.err().flush();
    return code;
  }

  private int execute(ParseResult parsed) {
    Logging.configure(shared(parsed).stream().anyMatch(SharedOptions::verbose));
    return new CommandLine.RunLast().execute(parsed);
  }

  private static List<SharedOptions> shared(ParseResult parsed) {
    return parsed.asCommandLineList().stream()
        .map(CommandLine::getCommandSpec)
        .map(CommandSpec::mixins)
        .filter(mixins -> mixins.containsKey("shared"))
        .map(mixins -> (SharedOptions) mixins.get("shared").userObject())
        .toList();
  }

  private int wrongUse(ParameterException error, String[] arguments) {
    CommandSpec command = error.getCommandLine().getCommandSpec();
    surroundings.err().println("patchbay: " + wrongUse(error, command));
    surroundings.err().println("Try '" + command.qualifiedName() + " --help'.");
    return ExitCode.BAD_INPUT;
  }

  private static String wrongUse(ParameterException error, CommandSpec command) {
    if (error instanceof UnmatchedArgumentException unmatched) {
      String first = unmatched.getUnmatched().get(0);
      String name = first.replaceFirst("=.*", "");
      Set<String> known = new LinkedHashSet<>(command.subcommands().keySet());
      known.addAll(command.optionsMap().keySet());
      return "'"
          + name
          + "' is not known here"
          + Wording.closest(known, name)
              .map(meant -> "; did you mean '" + meant + "'?")
              .orElse(".");
    }
    return String.valueOf(error.getMessage()).replaceFirst("^Error: ", "");
  }

  private int failed(Exception error, CommandLine command, ParseResult parsed) {
    PrintWriter err = surroundings.err();
    boolean debug = shared(parsed).stream().anyMatch(SharedOptions::debug);
    if (debug) {
      err.println(CommandLine.Help.Ansi.OFF.string(StackTrace.of(error)));
    }
    if (error instanceof UserError user) {
      err.println("patchbay: " + user.text());
      return ExitCode.BAD_INPUT;
    }
    // Its message is not shown: nobody has checked that it holds no secret.
    err.println(
        "patchbay: an error in the program itself, "
            + error.getClass().getName()
            + StackTrace.place(error)
            + ".\nCall it again with --debug to see where, and report it.");
    return ExitCode.DEFECT;
  }
}
