package io.patchbay.core.internal.webhook;

import io.patchbay.channel.ChannelEventListener;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A listener under the name by which its confirmations are kept.
 *
 * @param name the same after a restart, or events that it has confirmed are told again
 * @param listener the listener
 */
public record NamedListener(String name, ChannelEventListener listener) {
  public NamedListener {
    if (name.isBlank()) {
      throw new IllegalArgumentException("An event listener needs a name");
    }
  }

  /** By class and position; the class of a lambda by the class that it is written in. */
  public static NamedListener of(ChannelEventListener listener, int position) {
    String type = listener.getClass().getName();
    int lambda = type.indexOf("$$Lambda");
    return new NamedListener(
        (lambda < 0 ? type : type.substring(0, lambda)) + "#" + position, listener);
  }

  /**
   * Checks that no name is used twice.
   *
   * @throws IllegalArgumentException when one is
   */
  public static List<NamedListener> distinct(List<NamedListener> listeners) {
    Set<String> names = new HashSet<>();
    for (NamedListener one : listeners) {
      if (!names.add(one.name())) {
        throw new IllegalArgumentException(
            "Two event listeners are called '"
                + one.name()
                + "'; confirmations are kept by name, so give each its own");
      }
    }
    return List.copyOf(listeners);
  }
}
