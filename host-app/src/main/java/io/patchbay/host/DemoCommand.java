package io.patchbay.host;

import io.patchbay.host.configuration.InstalledProviders;
import io.patchbay.host.console.ExitCode;
import io.patchbay.host.console.Json;
import io.patchbay.host.console.Surroundings;
import io.patchbay.host.demo.Demo;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows everything at work. */
@Command(
    name = "demo",
    header = "See everything at work, without an account and without sending anything.",
    description =
        "%nStarts a simulated WhatsApp on this machine, sends a sample audience through it, shows the"
            + " statuses that come back, swaps the provider in the configuration file while it runs,"
            + " and compares what was reported with what the simulator saw. Takes a few seconds and"
            + " leaves nothing behind.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  patchbay demo",
      "  patchbay demo --json > result.json",
      "%nExit codes: 0 everything agreed, 1 something did not, 130 interrupted."
    })
final class DemoCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  private final InstalledProviders providers;

  @Option(
      names = "--json",
      description = "Write the result as JSON to stdout, and the story to stderr.")
  private boolean json;

  DemoCommand(Surroundings surroundings, InstalledProviders providers) {
    this.surroundings = surroundings;
    this.providers = providers;
  }

  @Override
  public Integer call() {
    surroundings.err().print(providers.complaints());
    Demo.Outcome outcome =
        new Demo(surroundings, providers, json ? surroundings.err() : surroundings.out()).run();
    if (json) {
      surroundings.out().println(Json.text(outcome.result()));
    }
    if (surroundings.interruption().requested()) {
      return ExitCode.INTERRUPTED;
    }
    return outcome.agrees() ? ExitCode.OK : ExitCode.NOT_ALL;
  }
}
