package io.patchbay.host.server;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.patchbay.delivery.metrics.DeliveryMetrics;
import io.patchbay.delivery.store.DeliveryStore;

/** The numbers of a queue in the text format of Prometheus. Thread-safe. */
final class ServerMetrics implements AutoCloseable {
  static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final DeliveryMetrics delivery;

  /** Begins to count. */
  ServerMetrics(DeliveryStore store) {
    delivery = new DeliveryMetrics(store);
    delivery.bindTo(registry);
  }

  /** What a scraper gets; asks no database. */
  String text() {
    return registry.scrape(CONTENT_TYPE);
  }

  /** Reads the queue no more; what there is can still be scraped. */
  @Override
  public void close() {
    delivery.close();
  }
}
