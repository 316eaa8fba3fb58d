package io.patchbay.host;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program without a command: it only helps. */
@Command(
    name = "patchbay",
    versionProvider = Version.class,
    header =
        "Sends SMS and WhatsApp messages through the provider that a workspace's configuration"
            + " names.",
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    exitCodeListHeading = "%nExit codes of every command:%n",
    exitCodeList = {
      "0:all that was asked for was done",
      "1:it ran, but some messages were not accepted, some lines not used, a check not passed or"
          + " the result not written",
      "2:the command line, the configuration or an input file is wrong; nothing was sent",
      "3:an error in the program itself",
      "130:interrupted with Ctrl-C; serve and simulate run until then and end with 0"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  patchbay demo                       see everything at work; needs no account",
      "  patchbay check                      is the configuration right?",
      "  patchbay send --to '+1 415 555 0132' --text 'Hello'",
      "  patchbay default acme text          send through another provider from now on",
      "%nResults go to stdout; progress, errors and logs go to stderr."
    })
final class PatchbayCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the version and exit.")
  @SuppressWarnings("UnusedVariable") // picocli itself acts on it
  private boolean version;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "a command is missing: " + String.join(", ", spec.subcommands().keySet()));
  }
}
