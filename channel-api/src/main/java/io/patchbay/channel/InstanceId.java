package io.patchbay.channel;

import java.util.Optional;

/**
 * Names one configured provider instance by the workspace that declares it and its name there.
 *
 * <p>An instance inherited from a parent keeps the parent's workspace in its id, however it was
 * reached.
 *
 * <p>Immutable.
 *
 * @param workspace the declaring workspace: 1 to 64 letters, digits, '-' or '_'
 * @param name the instance's name in that workspace, spelt by the same rule
 */
public record InstanceId(String workspace, String name) {
  /**
   * Checks both names.
   *
   * @throws IllegalArgumentException when a check fails
   */
  public InstanceId {
    Names.checked("Workspace name", workspace);
    Names.checked("Instance name", name);
  }

  /** Reads {@code workspace/name}; empty when the text has another shape. */
  public static Optional<InstanceId> parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0
        || !Names.valid(text.substring(0, slash))
        || !Names.valid(text.substring(slash + 1))) {
      return Optional.empty();
    }
    return Optional.of(new InstanceId(text.substring(0, slash), text.substring(slash + 1)));
  }

  /** The form that {@link #parse} reads: {@code workspace/name}. */
  @Override
  public String toString() {
    return workspace + "/" + name;
  }
}
