package io.patchbay.host.configuration;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.patchbay.Patchbay;
import io.patchbay.channel.InstanceId;
import io.patchbay.channel.Masking;
import io.patchbay.channel.spi.HealthCheck;
import io.patchbay.channel.spi.HealthReport;
import io.patchbay.channel.spi.ProviderException;
import io.patchbay.registry.routing.Lease;
import io.patchbay.registry.routing.Route;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** What the providers say about their instances. */
public final class LiveCheck {
  private static final int AT_ONCE = 16;

  /** An instance with what its provider said; empty where it offers no check. */
  private final Map<Route, Optional<HealthReport>> reports;

  private LiveCheck(Map<Route, Optional<HealthReport>> reports) {
    this.reports = reports;
  }

  /** Asks about every usable instance, some at a time: one that hangs holds up no other. */
  public static LiveCheck of(Patchbay patchbay) {
    Map<String, Route> instances = new TreeMap<>();
    for (String workspace : patchbay.registry().workspaces()) {
      patchbay
          .registry()
          .routing(workspace)
          .ifPresent(
              routing ->
                  routing
                      .instances()
                      .values()
                      .forEach(route -> instances.put(route.instance().toString(), route)));
    }
    ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE, LiveCheck::daemon);
    try {
      Map<Route, CompletableFuture<Optional<HealthReport>>> asked = new LinkedHashMap<>();
      for (Route route : instances.values()) {
        asked.put(
            route,
            CompletableFuture.supplyAsync(() -> report(patchbay, route.instance()), threads));
      }
      Map<Route, Optional<HealthReport>> reports = new LinkedHashMap<>();
      asked.forEach((route, report) -> reports.put(route, report.join()));
      return new LiveCheck(reports);
    } finally {
      threads.shutdown();
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "patchbay-check");
    thread.setDaemon(true);
    return thread;
  }

  private static Optional<HealthReport> report(Patchbay patchbay, InstanceId instance) {
    return offersCheck(patchbay, instance)
        ? Optional.of(ask(patchbay, instance))
        : Optional.empty();
  }

  private static HealthReport ask(Patchbay patchbay, InstanceId instance) {
    try {
      return patchbay.checkHealth(instance);
    } catch (ProviderException e) {
      return failed(e.error().message(), e.error().remedy());
    } catch (RuntimeException e) {
      return failed(
          "the provider's module failed: " + e.getClass().getName(),
          "Report this to the provider's author.");
    }
  }

  private static HealthReport failed(String detail, String remedy) {
    return new HealthReport(
        List.of(new HealthReport.Item("live check", HealthReport.State.FAILED, detail, remedy)));
  }

  private static boolean offersCheck(Patchbay patchbay, InstanceId instance) {
    Optional<Lease> leased = patchbay.registry().lease(instance);
    if (leased.isEmpty()) {
      return false;
    }
    try (Lease lease = leased.get()) {
      return lease.connection().capability(HealthCheck.class).isPresent();
    }
  }

  /** Whether nothing failed; an instance that cannot be asked has not failed. */
  public boolean healthy() {
    return reports.values().stream().flatMap(Optional::stream).allMatch(HealthReport::healthy);
  }

  /** A checklist. */
  public String text() {
    StringBuilder text = new StringBuilder();
    reports.forEach(
        (route, report) -> {
          text.append('\n').append(route.instance()).append(" (");
          text.append(route.provider().name()).append(")\n");
          if (report.isEmpty()) {
            text.append("  not asked: this provider offers no live check\n");
            return;
          }
          for (HealthReport.Item item : report.get().items()) {
            text.append("  ").append(word(item.state())).append(item.name()).append(": ");
            text.append(Masking.numbersIn(item.detail())).append('\n');
            text.append(item.remedy().isEmpty() ? "" : "           -> " + item.remedy() + "\n");
          }
        });
    return text.toString();
  }

  private static String word(HealthReport.State state) {
    return switch (state) {
      case OK -> "ok       ";
      case WARNING -> "warning  ";
      case FAILED -> "failed   ";
      case NOT_CHECKED -> "unknown  ";
    };
  }

  /** The same for machines. */
  public JsonArray json() {
    JsonArray array = new JsonArray();
    reports.forEach(
        (route, report) -> {
          JsonObject object = new JsonObject();
          object.addProperty("instance", route.instance().toString());
          object.addProperty("provider", route.provider().id());
          object.addProperty("asked", report.isPresent());
          JsonArray items = new JsonArray();
          report.ifPresent(found -> found.items().forEach(item -> items.add(json(item))));
          object.add("items", items);
          array.add(object);
        });
    return array;
  }

  private static JsonObject json(HealthReport.Item item) {
    JsonObject object = new JsonObject();
    object.addProperty("name", item.name());
    object.addProperty("state", item.state().name().toLowerCase(Locale.ROOT));
    object.addProperty("detail", Masking.numbersIn(item.detail()));
    object.addProperty("remedy", item.remedy());
    return object;
  }
}
