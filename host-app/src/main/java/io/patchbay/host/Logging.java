package io.patchbay.host;

import io.patchbay.registry.internal.ModuleTrace;

/**
 * Sets up the log: warnings to stderr, or all that the project itself says. To be called before the
 * first logger is made; the log's own settings on the command line of Java win.
 */
final class Logging {
  private static final String PREFIX = "org.slf4j.simpleLogger.";

  private Logging() {}

  /**
   * Sets the levels.
   *
   * @param verbose whether the project's own log is shown
   * @param debug whether the stack traces of providers' modules are shown
   */
  static void configure(boolean verbose, boolean debug) {
    set("defaultLogLevel", verbose ? "info" : "warn");
    set("log.io.patchbay", verbose ? "debug" : "warn");
    set("log." + ModuleTrace.LOGGER, debug ? "debug" : "warn");
    // That an outage is over is worth a line, as its beginning is.
    set("log.io.patchbay.delivery.store.Acceptance", verbose ? "debug" : "info");
    set("log.io.patchbay.store.internal.PeopleFileCheck", verbose ? "debug" : "info");
    // What it warns of is shown by the commands themselves, and better.
    set("log.io.patchbay.registry.routing.ConfigurationFile", verbose ? "debug" : "error");
    // What of the web server's is worth knowing the commands say themselves.
    set("log.io.javalin", verbose ? "info" : "off");
    set("log.org.eclipse.jetty", verbose ? "info" : "error");
    // Each broken connection of the pool with its trace: who uses it tells once, and what to do.
    set("log.com.zaxxer.hikari", verbose ? "info" : "error");
    set("log.org.flywaydb", verbose ? "info" : "error");
    set("showThreadName", Boolean.toString(verbose));
    set("showDateTime", Boolean.toString(verbose));
    set("dateTimeFormat", "HH:mm:ss.SSS");
    set("showShortLogName", "true");
    set("levelInBrackets", "true");
  }

  private static void set(String key, String value) {
    if (System.getProperty(PREFIX + key) == null) {
      System.setProperty(PREFIX + key, value);
    }
  }
}
