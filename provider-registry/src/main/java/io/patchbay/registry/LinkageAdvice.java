package io.patchbay.registry;

import io.patchbay.channel.spi.SmsProvider;

/** What to do about a provider whose code does not link. */
final class LinkageAdvice {
  private LinkageAdvice() {}

  /** For the end of a message about the error; empty when there is nothing to say. */
  static String on(Throwable error) {
    if (error instanceof UnsupportedClassVersionError) {
      return ": run the host on that Java, or get the provider for this one";
    }
    if (!(error instanceof LinkageError)) {
      return "";
    }
    String message = String.valueOf(error.getMessage()).replace('/', '.');
    if (message.contains("io.patchbay.channel.")) {
      return "; it was built against another version of channel-api than "
          + apiVersion()
          + ": update the host, or get the provider for that version";
    }
    return error instanceof NoClassDefFoundError
        ? "; put the library with this class beside the provider"
        : "";
  }

  /** The version of the API that all providers share. */
  static String apiVersion() {
    String version = SmsProvider.class.getPackage().getImplementationVersion();
    return version == null ? "the host's" : "the host's, " + version;
  }
}
