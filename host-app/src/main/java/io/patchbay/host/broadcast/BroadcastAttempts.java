package io.patchbay.host.broadcast;

import io.patchbay.channel.Attempt;
import io.patchbay.channel.Category;
import io.patchbay.channel.MessageRef;
import io.patchbay.channel.SendError;
import io.patchbay.channel.SendListener;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What this process sees of a broadcast's attempts and the queue does not keep: whole errors, one
 * for each reason, and how often it was throttled. Thread-safe.
 */
public final class BroadcastAttempts implements SendListener {
  private final BroadcastIds ids;
  private final Object lock = new Object();
  private final Map<Category, SendError> examples = new EnumMap<>(Category.class);
  private long throttled;

  /** Nothing seen yet. */
  public BroadcastAttempts(BroadcastIds ids) {
    this.ids = ids;
  }

  @Override
  public void finished(MessageRef message, Attempt attempt) {
    if (!ids.has(message.id())) {
      return;
    }
    synchronized (lock) {
      SendError error = attempt.outcome().error().orElse(null);
      if (error != null) {
        examples.putIfAbsent(error.category(), error);
        throttled += error.category().throttled() ? 1 : 0;
      }
    }
  }

  @Nullable SendError example(Category category) {
    synchronized (lock) {
      return examples.get(category);
    }
  }

  long throttled() {
    synchronized (lock) {
      return throttled;
    }
  }
}
