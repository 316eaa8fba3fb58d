package io.patchbay.host;

import io.patchbay.host.configuration.InstalledProviders;
import io.patchbay.host.console.ControlEscapes;
import io.patchbay.host.console.ExitCode;
import io.patchbay.host.console.Surroundings;
import io.patchbay.host.console.UserError;
import io.patchbay.host.console.Wording;
import java.io.PrintWriter;
import java.nio.file.Path;
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
  /** What stands for bytes that the locale has no character for. */
  private static final char LOST = '\uFFFD';

  private final PrintWriter stdout;
  private final Surroundings surroundings;
  private final InstalledProviders providers = new InstalledProviders();
  private final CommandLine commandLine;

  Program(Surroundings around) {
    this.stdout = around.out();
    this.surroundings =
        new Surroundings(
            new PrintWriter(new ControlEscapes(around.out(), false), true),
            new PrintWriter(new ControlEscapes(around.err(), true), true),
            around.terminal(),
            around.environment(),
            around.interruption());
    this.commandLine =
        shared(new PatchbayCommand())
            .addSubcommand(shared(new DemoCommand(surroundings, providers)))
            .addSubcommand(shared(new SendCommand(surroundings, providers)))
            .addSubcommand(shared(new ServeCommand(surroundings, providers)))
            .addSubcommand(shared(new StatusCommand(surroundings)))
            .addSubcommand(shared(new UsageCommand(surroundings)))
            .addSubcommand(shared(new DeadCommand(surroundings)))
            .addSubcommand(shared(new CancelCommand(surroundings)))
            .addSubcommand(shared(new ResumeCommand(surroundings, providers)))
            .addSubcommand(shared(new ProvidersCommand(surroundings, providers)))
            .addSubcommand(shared(new DefaultCommand(surroundings, providers)))
            .addSubcommand(shared(new CheckCommand(surroundings, providers)))
            .addSubcommand(shared(new PersonCommand(surroundings, providers)))
            .addSubcommand(shared(new SchemaCommand(surroundings, providers)))
            .addSubcommand(shared(new SimulateCommand(surroundings)))
            .setCaseInsensitiveEnumValuesAllowed(true)
            .registerConverter(Path.class, new PathText())
            .setOut(surroundings.out())
            .setErr(surroundings.err())
            .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
            .setUsageHelpWidth(100)
            .setParameterExceptionHandler(this::wrongUse)
            .setExecutionStrategy(this::execute)
            .setExecutionExceptionHandler((error, command, parsed) -> failed(error, parsed));
  }

  private static CommandLine shared(Object command) {
    CommandLine commandLine = new CommandLine(command);
    commandLine.addMixin("shared", new SharedOptions());
    return commandLine;
  }

  int run(String... arguments) {
    int code = arrivedWhole(arguments) ? commandLine.execute(arguments) : ExitCode.BAD_INPUT;
    surroundings.out().flush();
    if (stdout.checkError()) {
      surroundings
          .err()
          .println(
              "patchbay: the result could not be written to stdout: the disk is full, or nobody"
                  + " reads it any more.");
      code = code == ExitCode.OK ? ExitCode.NOT_ALL : code;
    }
    surroundings.err().flush();
    return code;
  }

  /** A text or a path that has lost characters on its way must not be used. */
  private boolean arrivedWhole(String... arguments) {
    for (int i = 0; i < arguments.length; i++) {
      if (arguments[i].indexOf(LOST) >= 0) {
        new Complaint(surroundings, List.of(arguments))
            .tell(
                "argument "
                    + (i + 1)
                    + " has lost characters on its way: the locale of this process is not UTF-8."
                    + " Set LC_ALL=C.UTF-8 and call it again.");
        return false;
      }
    }
    return true;
  }

  private int execute(ParseResult parsed) {
    Logging.configure(
        shared(parsed).stream().anyMatch(SharedOptions::verbose),
        shared(parsed).stream().anyMatch(SharedOptions::debug));
    shared(parsed).forEach(options -> options.plugins().forEach(providers::plugins));
    try (providers) {
      return new CommandLine.RunLast().execute(parsed);
    } catch (Error e) {
      // The library hands on exceptions only.
      return failed(e, parsed);
    }
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
    new Complaint(surroundings, List.of(arguments)).tell(wrongUse(error, command));
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

  private int failed(Throwable error, ParseResult parsed) {
    PrintWriter err = surroundings.err();
    Complaint complaint = new Complaint(surroundings, parsed.originalArgs());
    boolean debug = shared(parsed).stream().anyMatch(SharedOptions::debug);
    if (debug) {
      err.println(CommandLine.Help.Ansi.OFF.string(StackTrace.of(error)));
    }
    if (error instanceof UserError user) {
      complaint.tell(user.text());
      return ExitCode.BAD_INPUT;
    }
    complaint.tell(
        StackTrace.sentence(error) + "; call it again with --debug to see where, and report it.");
    return ExitCode.DEFECT;
  }
}
