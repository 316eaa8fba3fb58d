package io.patchbay.registry.config;

import org.jspecify.annotations.Nullable;

/**
 * Something wrong in a configuration.
 *
 * <p>Immutable.
 *
 * @param severity whether it stops something from working
 * @param workspace the workspace that it harms; empty when it harms all, or none but the host's own
 *     HTTP server: see {@link #ofServer}
 * @param path where it is, for example {@code workspaces.acme.sms.defaultProvider}
 * @param value the value found there, masked if it is or may be a secret; null when there is none
 * @param message what is wrong
 * @param suggestion what to write instead; empty when there is nothing to suggest
 */
public record ConfigurationProblem(
    Severity severity,
    String workspace,
    String path,
    @Nullable String value,
    String message,
    String suggestion) {

  /** How bad it is. */
  public enum Severity {
    /** It stops something from working. */
    ERROR,
    /** It works, though not as it was probably meant. */
    WARNING
  }

  public static ConfigurationProblem error(
      String workspace, String path, @Nullable String value, String message, String suggestion) {
    return new ConfigurationProblem(Severity.ERROR, workspace, path, value, message, suggestion);
  }

  public static ConfigurationProblem warning(
      String workspace, String path, @Nullable String value, String message, String suggestion) {
    return new ConfigurationProblem(Severity.WARNING, workspace, path, value, message, suggestion);
  }

  /** Whether it is in the section {@code server} and so stops no message from being sent. */
  public boolean ofServer() {
    return path.equals("server") || path.startsWith("server.");
  }

  /** One line for a person: where, what, the value and what to do. */
  public String describe() {
    StringBuilder text = new StringBuilder(path);
    if (value != null) {
      text.append(" = ").append(value);
    }
    text.append(path.isEmpty() ? "" : ": ").append(message);
    if (!suggestion.isEmpty()) {
      text.append("; ").append(suggestion);
    }
    return text.toString();
  }
}
