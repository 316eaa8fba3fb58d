package io.patchbay.testsupport;

/** Parts of a configuration as JSON. Stateless and thread-safe. */
public final class ConfigurationText {
  private ConfigurationText() {}

  /** A workspace's section: {@code "name": {"sms": {...}}}. */
  public static String workspace(String name, String sms) {
    return "\"%s\": {\"sms\": {%s}}".formatted(name, sms);
  }

  /** A workspace's section with a parent. */
  public static String child(String name, String parent, String sms) {
    return "\"%s\": {\"parent\": \"%s\", \"sms\": {%s}}".formatted(name, parent, sms);
  }

  /** A default and instances, each a name or {@code name: {settings}}. */
  public static String sms(String defaultProvider, String... instances) {
    return (defaultProvider.isEmpty() ? "" : "\"defaultProvider\": \"" + defaultProvider + "\", ")
        + "\"providers\": {"
        + String.join(", ", instances)
        + "}";
  }

  /** An instance of the fake provider with an account and what else there is to say. */
  public static String instance(String name, String account) {
    return "\"%s\": {\"type\": \"fake\", \"account\": \"%s\"}".formatted(name, account);
  }

  /** An instance with an error in its settings. */
  public static String broken(String name) {
    return "\"%s\": {\"type\": \"fake\", \"port\": \"x\"}".formatted(name);
  }
}
