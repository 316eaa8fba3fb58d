package io.patchbay.registry;

import io.patchbay.channel.InstanceId;
import io.patchbay.channel.SendError;
import io.patchbay.channel.spi.ConnectionContext;
import io.patchbay.channel.spi.SmsConnection;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Holds the open connections and the routes that a configuration makes, and exchanges both while
 * messages are being sent: a change opens the new connections, publishes them, lets the old ones'
 * leases drain and closes them. Only instances whose settings changed are touched.
 *
 * <p>Thread-safe. Look-ups and leases take no lock; of two configurations published at once, the
 * later to finish wins whole.
 */
public final class ProviderRegistry implements AutoCloseable {
  private final ProviderCatalog catalog;
  private final Clock clock;
  private final Function<String, @Nullable String> environment;
  private final ConnectionDrain drain;
  private final AtomicReference<Snapshot> current = new AtomicReference<>(Snapshot.empty(false));

  /**
   * A registry without configuration.
   *
   * @param catalog the providers that there are
   * @param clock handed to the connections
   * @param environment looks up an environment variable; null when it is not set
   * @param drain closes retired connections
   */
  public ProviderRegistry(
      ProviderCatalog catalog,
      Clock clock,
      Function<String, @Nullable String> environment,
      ConnectionDrain drain) {
    this.catalog = catalog;
    this.clock = clock;
    this.environment = environment;
    this.drain = drain;
  }

  /** The providers that there are. */
  public ProviderCatalog catalog() {
    return catalog;
  }

  /**
   * Takes a new configuration. A text that cannot be read changes nothing; a workspace with an
   * error keeps its last good section, if it has one.
   *
   * @param json the whole configuration
   * @param directory where relative paths of secret files start
   * @throws IllegalStateException when the registry is closed
   */
  public PublishReport publish(String json, Path directory) {
    ConfigurationDocument document =
        new ConfigurationReader(catalog, environment).read(json, directory);
    while (true) {
      Snapshot before = now();
      if (before.closed()) {
        throw new IllegalStateException("The provider registry is closed");
      }
      Change change = document.unusable() ? refused(before, document) : change(before, document);
      if (current.compareAndSet(before, change.after())) {
        change.retired().forEach(drain::retire);
        return change.report(document);
      }
      change.opened().values().forEach(drain::retire);
    }
  }

  private record Change(
      boolean applied,
      Snapshot after,
      Map<InstanceId, ConnectionSlot> opened,
      List<ConnectionSlot> retired) {
    PublishReport report(ConfigurationDocument document) {
      return new PublishReport(
          applied,
          after.problems(),
          List.copyOf(opened.keySet()),
          retired.stream().map(slot -> slot.configuration().id()).toList(),
          document.files());
    }
  }

  private static Change refused(Snapshot before, ConfigurationDocument document) {
    return new Change(false, before.withProblems(document.problems()), Map.of(), List.of());
  }

  private Change change(Snapshot before, ConfigurationDocument document) {
    List<ConfigurationProblem> problems = new ArrayList<>(document.problems());
    Map<String, WorkspaceConfiguration> chosen =
        LastGood.choose(before.configurations(), document.workspaces(), problems);
    Map<InstanceId, ConnectionSlot> slots = new LinkedHashMap<>();
    Map<InstanceId, ConnectionSlot> opened = new LinkedHashMap<>();
    Map<InstanceId, String> unopened = new LinkedHashMap<>();
    for (WorkspaceConfiguration workspace : chosen.values()) {
      for (InstanceConfiguration instance : workspace.instances().values()) {
        ConnectionSlot old = before.slots().get(instance.id());
        if (old != null && old.configuration().equals(instance)) {
          slots.put(instance.id(), old);
        } else {
          open(instance, old, slots, opened, unopened, problems);
        }
      }
    }
    Map<InstanceId, Route> routes = new LinkedHashMap<>();
    slots.forEach(
        (id, slot) -> routes.put(id, new Route(id, slot.configuration().provider().descriptor())));
    RoutingTable table = new RoutingTable(chosen, routes, unopened, PhoneNumberReader.regions());
    Map<String, WorkspaceRouting> routings = table.build();
    problems.addAll(table.problems());
    List<ConnectionSlot> retired =
        before.slots().values().stream()
            .filter(slot -> slots.get(slot.configuration().id()) != slot)
            .toList();
    Snapshot after =
        new Snapshot(
            chosen,
            Map.copyOf(routings),
            Map.copyOf(slots),
            problems.stream().distinct().toList(),
            false);
    return new Change(true, after, opened, retired);
  }

  private void open(
      InstanceConfiguration instance,
      @Nullable ConnectionSlot old,
      Map<InstanceId, ConnectionSlot> slots,
      Map<InstanceId, ConnectionSlot> opened,
      Map<InstanceId, String> unopened,
      List<ConfigurationProblem> problems) {
    try {
      SmsConnection connection =
          instance
              .provider()
              .provider()
              .connect(new ConnectionContext(instance.id(), instance.settings(), clock));
      ConnectionSlot slot = new ConnectionSlot(instance, connection);
      slots.put(instance.id(), slot);
      opened.put(instance.id(), slot);
    } catch (RuntimeException | LinkageError e) {
      String why =
          "the provider '"
              + instance.provider().descriptor().id()
              + "' failed to connect: "
              + e.getClass().getName();
      problems.add(
          ConfigurationProblem.error(
              instance.id().workspace(),
              "workspaces." + instance.id().workspace() + ".sms.providers." + instance.id().name(),
              null,
              why + (old == null ? "" : "; the old connection stays in use"),
              "report this to the provider's author"));
      if (old == null) {
        unopened.put(instance.id(), why);
      } else {
        slots.put(instance.id(), old);
      }
    }
  }

  private Snapshot now() {
    return Objects.requireNonNull(current.get());
  }

  /** The routes of a workspace; empty when there is no such workspace. */
  public Optional<WorkspaceRouting> routing(String workspace) {
    return Optional.ofNullable(now().routings().get(workspace));
  }

  /** The workspaces that there are. */
  public List<String> workspaces() {
    return now().routings().keySet().stream().sorted().toList();
  }

  /** Why a workspace that {@link #routing} does not know cannot send. */
  public SendError unknownWorkspace(String workspace) {
    Snapshot now = now();
    if (now.closed()) {
      return WorkspaceRouting.notConfigured(
          "The provider registry is closed", "Send before the host shuts down.");
    }
    return WorkspaceRouting.notConfigured(
        "No workspace '" + workspace + "'; configured: " + workspaces(),
        "Correct the workspace's name, or add it to the configuration: "
            + Suggestion.sentence(now.routings().keySet(), workspace)
            + ".");
  }

  /** Everything wrong with the newest configuration. */
  public List<ConfigurationProblem> problems() {
    return now().problems();
  }

  /**
   * A lease on an instance.
   *
   * @param instance the instance under the workspace that declares it, as in a {@link Route}
   * @return empty when it is not configured any more
   */
  public Optional<Lease> lease(InstanceId instance) {
    while (true) {
      ConnectionSlot slot = now().slots().get(instance);
      if (slot == null) {
        return Optional.empty();
      }
      Lease lease = slot.tryLease();
      if (lease != null) {
        return Optional.of(lease);
      }
      // Retired between the two steps: what retired it is published already.
    }
  }

  /**
   * Finds an instance as somebody may write it, under a workspace that inherits it too.
   *
   * @return the instance under the workspace that declares it
   */
  public Optional<InstanceId> resolve(InstanceId written) {
    return routing(written.workspace())
        .map(routing -> routing.instances().get(written.name()))
        .map(Route::instance);
  }

  /**
   * Retires every connection and waits until they are drained and closed, for the drain time at
   * most. Afterwards there is nothing to lease.
   */
  @Override
  public void close() {
    Snapshot last = Objects.requireNonNull(current.getAndSet(Snapshot.empty(true)));
    last.slots().values().forEach(drain::retire);
    drain.awaitClosed();
  }

  /** The time that a drain of retired connections allows, for hosts that show it. */
  public Duration drainTime() {
    return drain.time();
  }
}
