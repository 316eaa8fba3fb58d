package io.patchbay.host;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** The options that every command has. */
final class SharedOptions {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and exit.")
  @SuppressWarnings("UnusedVariable") // picocli itself acts on it
  private boolean help;

  @Option(
      names = {"-v", "--verbose"},
      description = "Log what happens to stderr.")
  private boolean verbose;

  @Option(
      names = "--debug",
      description = "Show the stack traces of unexpected errors, also of a provider's module.")
  private boolean debug;

  @Option(
      names = "--plugins",
      paramLabel = "DIR",
      description = "Load the providers in this directory too: a jar or a folder for each.")
  private List<Path> plugins = List.of();

  List<Path> plugins() {
    return plugins;
  }

  boolean verbose() {
    return verbose;
  }

  boolean debug() {
    return debug;
  }
}
