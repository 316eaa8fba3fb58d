package io.patchbay.registry.routing;

import io.patchbay.channel.InstanceId;
import io.patchbay.channel.SendError;
import io.patchbay.content.Suggestion;
import io.patchbay.registry.config.ConfigurationProblem;
import io.patchbay.registry.config.PublishReport;
import io.patchbay.registry.config.ServerConfiguration;
import io.patchbay.registry.internal.ForeignCalls;
import io.patchbay.registry.internal.config.ConfigurationDocument;
import io.patchbay.registry.internal.config.ConfigurationReader;
import io.patchbay.registry.internal.config.InstanceConfiguration;
import io.patchbay.registry.internal.config.Source;
import io.patchbay.registry.plugin.ProviderCatalog;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the open connections and the routes that a configuration makes, and exchanges both while
 * messages are being sent: a change opens the new connections, publishes them, lets the old ones'
 * leases drain and closes them. Only instances whose settings changed are touched.
 *
 * <p>Thread-safe. Look-ups and leases take no lock; of two configurations published at once, the
 * later to finish wins whole.
 */
public final class ProviderRegistry implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ProviderRegistry.class);

  private final ProviderCatalog catalog;
  private final Function<String, @Nullable String> environment;
  private final ConnectionDrain drain;
  private final ForeignCalls calls;
  private final ConnectionOpener opener;
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
    this(catalog, clock, environment, drain, new ForeignCalls());
  }

  ProviderRegistry(
      ProviderCatalog catalog,
      Clock clock,
      Function<String, @Nullable String> environment,
      ConnectionDrain drain,
      ForeignCalls calls) {
    this.catalog = catalog;
    this.calls = calls;
    this.opener = new ConnectionOpener(clock, calls);
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
    ConfigurationDocument document = read(json, directory);
    Source source = new Source(json, directory, document.files());
    Openings openings = new Openings(opener);
    while (true) {
      Snapshot before = open(openings);
      Change change =
          document.unusable()
              ? Change.refused(before, document)
              : Change.of(before, document, source, openings);
      if (exchange(before, change, openings)) {
        return change.report(document);
      }
    }
  }

  /**
   * Takes the configuration that is in use once more, with its secrets as they are now, if a secret
   * file that it names has changed, or an instance has connected that no publication waited for.
   * Reads these files.
   *
   * @return empty when nothing has changed, or another configuration is published meanwhile
   * @throws IllegalStateException when the registry is closed meanwhile
   */
  public Optional<PublishReport> refresh() {
    Source last = now().source();
    if (last == null || !(opener.arrived() || last.changed())) {
      return Optional.empty();
    }
    ConfigurationDocument document = read(last.text(), last.directory());
    Source source = new Source(last.text(), last.directory(), document.files());
    Openings openings = new Openings(opener);
    while (true) {
      Snapshot before = open(openings);
      if (!last.equals(before.source())) {
        openings.except(List.of()).forEach(drain::retire);
        return Optional.empty();
      }
      Change change =
          document.unusable()
              ? unreadable(before, document, source)
              : Change.of(before, document, source, openings).keeping(before.refused());
      if (exchange(before, change, openings)) {
        return Optional.of(change.report(document));
      }
    }
  }

  /** What has connected meanwhile is connected again once the text is readable. */
  private Change unreadable(Snapshot before, ConfigurationDocument document, Source source) {
    opener.dropArrived(drain::retire);
    return Change.unreadable(before, document, source);
  }

  private ConfigurationDocument read(String json, Path directory) {
    return new ConfigurationReader(catalog, environment, calls).read(json, directory);
  }

  private Snapshot open(Openings openings) {
    Snapshot before = now();
    if (before.closed()) {
      openings.except(List.of()).forEach(drain::retire);
      throw new IllegalStateException("The provider registry is closed");
    }
    return before;
  }

  private boolean exchange(Snapshot before, Change change, Openings openings) {
    if (!current.compareAndSet(before, change.after())) {
      return false;
    }
    EffectiveChanges.between(before, change.after()).forEach(line -> LOG.info("{}", line));
    change.retired().forEach(drain::retire);
    openings.except(change.after().slots().values()).forEach(drain::retire);
    if (change.applied()) {
      opener.retain(openings.hanging(), drain::retire);
    }
    if (now().closed()) {
      opener.retain(List.of(), drain::retire);
    }
    return true;
  }

  private Snapshot now() {
    return Objects.requireNonNull(current.get());
  }

  /** The routes of a workspace; empty when there is no such workspace. */
  public Optional<WorkspaceRouting> routing(String workspace) {
    return Optional.ofNullable(now().routings().get(workspace));
  }

  /** The names of all configured workspaces. */
  public List<String> workspaces() {
    return now().routings().keySet().stream().sorted().toList();
  }

  /**
   * A workspace and its ancestors, the nearest first; the workspace alone when it is not
   * configured.
   */
  public List<String> lineage(String workspace) {
    return routing(workspace).map(WorkspaceRouting::lineage).orElseGet(() -> List.of(workspace));
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
        "Correct the workspace's name, or add it to the configuration ("
            + Suggestion.sentence(workspaces(), workspace)
            + ").");
  }

  /**
   * What the configuration says to a host that serves HTTP: the newest without an error, and
   * nothing before the first.
   */
  public ServerConfiguration server() {
    return now().server();
  }

  /** Everything wrong with the newest configuration, and what hangs in a provider's module. */
  public List<ConfigurationProblem> problems() {
    List<ConfigurationProblem> problems = new ArrayList<>(now().newestProblems());
    problems.addAll(calls.problems());
    return List.copyOf(problems);
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

  /** The open instances of a provider in every workspace, each once, in alphabetical order. */
  public List<InstanceId> instances(String provider) {
    return now().slots().values().stream()
        .map(ConnectionSlot::configuration)
        .filter(one -> one.provider().descriptor().id().equals(provider))
        .map(InstanceConfiguration::id)
        .sorted(Comparator.comparing(InstanceId::toString))
        .toList();
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
   * Retires every connection and waits until they are drained and closed: for the drain time, and
   * for five seconds more when some have to be closed by force. Afterwards there is nothing to
   * lease. Closing twice is the same as once.
   */
  @Override
  public void close() {
    close(drain.time());
  }

  /**
   * As {@link #close()}, but waits for the leases for another time.
   *
   * @param longest how long leases may be held before their connection is closed all the same
   */
  public void close(Duration longest) {
    Snapshot last = Objects.requireNonNull(current.getAndSet(Snapshot.empty(true)));
    last.slots().values().forEach(drain::retire);
    opener.retain(List.of(), drain::retire);
    drain.awaitClosed(longest);
  }

  /** The time that a drain of retired connections allows, for hosts that show it. */
  public Duration drainTime() {
    return drain.time();
  }
}
