package io.patchbay.host;

import io.patchbay.host.configuration.ConfigurationPath;
import io.patchbay.host.console.Surroundings;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that names the configuration. */
final class ConfigurationOption {
  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = {
        "The configuration. Without it the environment variable PATCHBAY_CONFIG counts, and then"
            + " ./patchbay.json."
      })
  private @Nullable Path file;

  Path path(Surroundings surroundings) {
    return ConfigurationPath.choose(file, surroundings.environment());
  }
}
