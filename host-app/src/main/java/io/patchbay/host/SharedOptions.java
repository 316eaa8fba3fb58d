package io.patchbay.host;

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

  @Option(names = "--debug", description = "Show the stack trace of an unexpected error.")
  private boolean debug;

  boolean verbose() {
    return verbose;
  }

  boolean debug() {
    return debug;
  }
}
