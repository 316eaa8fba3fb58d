package io.patchbay;

import io.patchbay.delivery.Delivery;
import io.patchbay.registry.config.PublishReport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Passes the result of each configuration on to the queue and then to the host's listener. The
 * queue starts after the first configuration. Thread-safe.
 */
final class Published implements Consumer<PublishReport> {
  private final Consumer<? super PublishReport> listener;
  private volatile @Nullable Delivery queue;

  Published(Consumer<? super PublishReport> listener) {
    this.listener = listener;
  }

  /** Names the queue that waits for changes; null for none. */
  void connect(@Nullable Delivery started) {
    queue = started;
  }

  @Override
  public void accept(PublishReport report) {
    Delivery waiting = queue;
    if (waiting != null) {
      waiting.configurationChanged();
    }
    listener.accept(report);
  }
}
