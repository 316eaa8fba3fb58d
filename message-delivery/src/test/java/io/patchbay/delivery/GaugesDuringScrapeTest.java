package io.patchbay.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.patchbay.delivery.metrics.DeliveryMetrics;
import io.patchbay.delivery.store.QueueDepth;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gauges of the queue while they are scraped and read again at the same time. */
class GaugesDuringScrapeTest {
  private static final int WORKSPACES = 30;
  private static final int READINGS = 100;

  @TempDir Path directory;
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  @AfterEach
  void close() {
    registry.close();
  }

  private List<String> scrape(String name) {
    return registry.scrape().lines().filter(line -> line.startsWith(name + "{")).toList();
  }

  @Test
  void everyScrapeHasEveryGaugeOnce() {
    try (Desk desk = new Desk(directory, Desk.ONE_LINE);
        DeliveryMetrics metrics = new DeliveryMetrics(desk.store, Duration.ofNanos(1))) {
      List<String> expected = new ArrayList<>();
      for (int i = 0; i < WORKSPACES; i++) {
        desk.store.submit(List.of(Crash.row(desk, "w" + i, "m1")));
        for (QueueDepth.Place place : QueueDepth.Place.values()) {
          expected.add(
              "patchbay_delivery_queue_messages{state=\"%s\",workspace=\"w%d\"} %s"
                  .formatted(
                      place.name().toLowerCase(Locale.ROOT),
                      i,
                      place == QueueDepth.Place.READY ? "1.0" : "0.0"));
        }
      }
      metrics.bindTo(registry);
      Desk.await(
          () -> scrape("patchbay_delivery_queue_age_seconds").size() == WORKSPACES,
          () -> "the gauges are not there");

      int began = desk.database.calls();
      while (desk.database.calls() < began + READINGS) {
        assertThat(scrape("patchbay_delivery_queue_messages"))
            .containsExactlyInAnyOrderElementsOf(expected);
      }
    }
  }

  @Test
  void aStoreThatReplacesAClosedOneShowsItsOwnValues() {
    try (Desk first = new Desk(directory.resolve("first"), Desk.ONE_LINE);
        Desk second = new Desk(directory.resolve("second"), Desk.ONE_LINE)) {
      first.store.submit(List.of(Crash.row(first, "acme", "m1")));
      try (DeliveryMetrics metrics = new DeliveryMetrics(first.store, Duration.ofMillis(5))) {
        metrics.bindTo(registry);
        awaitReady("1.0");
      }
      second.store.submit(List.of(Crash.row(second, "acme", "m1")));
      second.store.submit(List.of(Crash.row(second, "acme", "m2")));

      try (DeliveryMetrics metrics = new DeliveryMetrics(second.store, Duration.ofMillis(5))) {
        metrics.bindTo(registry);
        awaitReady("2.0");
      }
    }
  }

  private void awaitReady(String value) {
    Desk.await(
        () ->
            scrape("patchbay_delivery_queue_messages")
                .contains(
                    "patchbay_delivery_queue_messages{state=\"ready\",workspace=\"acme\"} "
                        + value),
        registry::scrape);
  }
}
