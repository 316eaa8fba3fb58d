package io.patchbay.host.server;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.patchbay.Patchbay;
import io.patchbay.delivery.metrics.DeliveryMetrics;
import io.patchbay.delivery.store.DeliveryStore;
import org.jspecify.annotations.Nullable;

/** The numbers of the server and of its queue in the text format of Prometheus. Thread-safe. */
final class ServerMetrics implements AutoCloseable {
  static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final RefusedRequests refused = new RefusedRequests(registry);
  private volatile @Nullable DeliveryMetrics delivery;

  /** What was refused. */
  RefusedRequests refused() {
    return refused;
  }

  /** Shows what became of webhooks, before anything is served. */
  void count(Patchbay patchbay) {
    FunctionCounter.builder(
            "patchbay.webhook.unclaimed", patchbay, served -> served.unclaimedEvents())
        .description("Events of webhooks whose sender no instance has")
        .register(registry);
  }

  /** Begins to count what the queue does, before anything is served. */
  void count(DeliveryStore store) {
    DeliveryMetrics counted = new DeliveryMetrics(store);
    delivery = counted;
    counted.bindTo(registry);
  }

  /** What a scraper gets; asks no database. */
  String text() {
    return registry.scrape(CONTENT_TYPE);
  }

  /** Reads the queue no more; what there is can still be scraped. */
  @Override
  public void close() {
    DeliveryMetrics counted = delivery;
    if (counted != null) {
      counted.close();
    }
  }
}
