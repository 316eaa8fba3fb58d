package io.patchbay.delivery.metrics;

import java.util.HashSet;
import java.util.Set;

/**
 * Keeps the number of workspaces within bounds: whoever hands messages over may name any.
 * Thread-safe.
 */
final class Workspaces {
  static final String OTHER = "other";

  private final int most;
  private final Object lock = new Object();
  private final Set<String> known = new HashSet<>();

  Workspaces(int most) {
    this.most = most;
  }

  /** The value of the tag. */
  String tag(String workspace) {
    synchronized (lock) {
      if (known.contains(workspace)) {
        return workspace;
      }
      if (known.size() == most) {
        return OTHER;
      }
      known.add(workspace);
      return workspace;
    }
  }
}
