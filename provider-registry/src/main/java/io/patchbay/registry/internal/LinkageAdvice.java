package io.patchbay.registry.internal;

import io.patchbay.channel.spi.SmsProvider;
import java.util.Set;

/** What to do about a provider whose code does not link. */
public final class LinkageAdvice {
  /** What Java itself says in these names classes and members, and never a value. */
  private static final Set<Class<?>> OF_JAVA =
      Set.of(
          NoClassDefFoundError.class,
          NoSuchMethodError.class,
          NoSuchFieldError.class,
          AbstractMethodError.class,
          IncompatibleClassChangeError.class,
          UnsupportedClassVersionError.class,
          VerifyError.class);

  private LinkageAdvice() {}

  /** The error's name, what is safe to tell of its message, and what to do. */
  public static String told(Throwable error) {
    String name = error.getClass().getName();
    return OF_JAVA.contains(error.getClass()) ? name + ": " + error.getMessage() + on(error) : name;
  }

  /** For the end of a message about the error; empty when there is nothing to say. */
  public static String on(Throwable error) {
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
        ? "; add the library with this class: to the class path of the host, or for a plug-in into"
            + " one folder with the provider's jar"
        : "";
  }

  /** The version of the API that all providers share. */
  public static String apiVersion() {
    String version = SmsProvider.class.getPackage().getImplementationVersion();
    return version == null ? "the host's" : "the host's, " + version;
  }
}
