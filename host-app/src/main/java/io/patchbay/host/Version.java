package io.patchbay.host;

import picocli.CommandLine.IVersionProvider;

/** Tells which Patchbay this is, and on which Java it runs. */
final class Version implements IVersionProvider {
  /** For picocli. */
  Version() {}

  @Override
  public String[] getVersion() {
    String own = Main.class.getPackage().getImplementationVersion();
    return new String[] {
      "patchbay " + (own == null ? "(not packaged)" : own),
      "Java " + Runtime.version() + ", " + System.getProperty("java.vendor", "unknown vendor")
    };
  }
}
