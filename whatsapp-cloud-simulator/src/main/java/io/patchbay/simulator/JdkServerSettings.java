package io.patchbay.simulator;

/**
 * Settings of the JDK's HTTP server that can be given only as system properties, and only before
 * the first such server of the process is made. What somebody else has set is left alone. Should
 * they come too late, the simulator still works: {@link LoopbackFront} avoids the pause that {@code
 * nodelay} is about, and more than 200 idle connections, or 30 seconds of silence, then cost a
 * client its connection.
 */
final class JdkServerSettings {
  private JdkServerSettings() {}

  static void apply() {
    setUnlessPresent("sun.net.httpserver.nodelay", "true");
    setUnlessPresent("sun.net.httpserver.maxIdleConnections", "10000");
    setUnlessPresent("sun.net.httpserver.idleInterval", "600");
  }

  private static void setUnlessPresent(String name, String value) {
    if (System.getProperty(name) == null) {
      System.setProperty(name, value);
    }
  }
}
