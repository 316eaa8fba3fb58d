package io.patchbay.host.configuration;

import io.patchbay.host.console.UserError;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Which configuration file a command uses. */
public final class ConfigurationPath {
  /** The environment variable that names it. */
  public static final String VARIABLE = "PATCHBAY_CONFIG";

  private static final String USUAL = "patchbay.json";

  private ConfigurationPath() {}

  /**
   * The file that the option names, or the environment, or the usual one in the current directory.
   *
   * @throws UserError when that is not a path
   */
  public static Path choose(@Nullable Path option, Function<String, @Nullable String> environment) {
    if (option != null) {
      return option;
    }
    String variable = environment.apply(VARIABLE);
    if (variable == null || variable.isBlank()) {
      return Path.of(USUAL);
    }
    try {
      return Path.of(variable);
    } catch (InvalidPathException e) {
      throw new UserError("The environment variable " + VARIABLE + " is not a path: " + variable);
    }
  }
}
