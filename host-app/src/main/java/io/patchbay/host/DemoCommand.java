package io.patchbay.host;

import io.patchbay.host.configuration.InstalledProviders;
import io.patchbay.host.console.ExitCode;
import io.patchbay.host.console.Json;
import io.patchbay.host.console.Surroundings;
import io.patchbay.host.demo.Demo;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows everything at work. */
@Command(
    name = "demo",
    header = "See everything at work, without an account and without sending anything.",
    description =
        "%nStarts a simulated WhatsApp and a simulated SMS gateway on this machine, sends a sample"
            + " audience through them, shows the statuses that come back, swaps the provider in the"
            + " configuration file while it runs, and compares what was reported with what the"
            + " simulators saw. Takes a few seconds and leaves nothing behind.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  patchbay demo",
      "  patchbay demo --json > result.json",
      "  patchbay demo --plugins plugins --second pigeon.json",
      "%nExit codes: 0 everything agreed, 1 something did not, 130 interrupted."
    })
final class DemoCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  private final InstalledProviders providers;

  @Option(
      names = "--json",
      description = "Write the result as JSON to stdout, and the story to stderr.")
  private boolean json;

  @Option(
      names = "--second",
      paramLabel = "FILE",
      description =
          "JSON of an instance, such as {\"type\": \"pigeon\", ...}, that is used in place of the"
              + " simulated SMS gateway: to see a provider of your own at work. Two"
              + " messages to fictitious numbers go to it.")
  private @Nullable Path second;

  DemoCommand(Surroundings surroundings, InstalledProviders providers) {
    this.surroundings = surroundings;
    this.providers = providers;
  }

  @Override
  public Integer call() {
    surroundings.err().print(providers.complaints());
    Demo.Outcome outcome =
        new Demo(surroundings, providers, json ? surroundings.err() : surroundings.out(), second)
            .run();
    if (json) {
      surroundings.out().println(Json.text(outcome.result()));
    }
    if (surroundings.interruption().requested()) {
      return ExitCode.INTERRUPTED;
    }
    return outcome.agrees() ? ExitCode.OK : ExitCode.NOT_ALL;
  }
}
