package io.patchbay.core.internal;

import io.patchbay.channel.ChannelEventListener;
import io.patchbay.channel.InstanceId;
import io.patchbay.channel.SendError;
import io.patchbay.channel.SendListener;
import io.patchbay.channel.SmsChannel;
import io.patchbay.channel.spi.HealthCheck;
import io.patchbay.channel.spi.HealthReport;
import io.patchbay.channel.spi.SmsProvider;
import io.patchbay.core.Guard;
import io.patchbay.core.internal.consent.PersonEvents;
import io.patchbay.core.internal.consent.PersonGuard;
import io.patchbay.core.internal.consent.RegistryWorkspaces;
import io.patchbay.core.internal.send.AsyncSender;
import io.patchbay.core.internal.send.BlockedInstances;
import io.patchbay.core.internal.send.Pipeline;
import io.patchbay.core.internal.send.RecentAttempts;
import io.patchbay.core.internal.send.RegistryChannel;
import io.patchbay.core.internal.send.RetrySchedule;
import io.patchbay.core.internal.webhook.EventDispatch;
import io.patchbay.core.internal.webhook.EventPump;
import io.patchbay.core.internal.webhook.Inbound;
import io.patchbay.core.internal.webhook.NamedListener;
import io.patchbay.core.internal.webhook.StatusProof;
import io.patchbay.core.internal.webhook.Telling;
import io.patchbay.registry.config.ConfigurationException;
import io.patchbay.registry.config.PublishReport;
import io.patchbay.registry.internal.LimitedLog;
import io.patchbay.registry.plugin.PluginDirectory;
import io.patchbay.registry.plugin.ProviderCatalog;
import io.patchbay.registry.routing.ConfigurationFile;
import io.patchbay.registry.routing.ConnectionDrain;
import io.patchbay.registry.routing.ProviderRegistry;
import io.patchbay.store.Database;
import io.patchbay.store.StorageException;
import io.patchbay.store.consent.People;
import io.patchbay.store.consent.PeopleStores;
import io.patchbay.store.consent.PersonalData;
import io.patchbay.store.inbox.AttemptRecord;
import io.patchbay.store.inbox.EventStore;
import io.patchbay.store.inbox.FiledEvents;
import io.patchbay.store.inbox.RecentEvents;
import io.patchbay.store.internal.PeopleFileCheck;
import io.patchbay.store.internal.SqlDatabase;
import io.patchbay.store.internal.SqliteDatabase;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything that a host needs, put together: the providers, the configuration and the channel.
 *
 * <pre>{@code
 * try (Patchbay patchbay = Patchbay.builder().configuration(Path.of("patchbay.json")).build()) {
 *   patchbay.channel().send("acme", SmsMessage.to("+1 415 555 1234").text("Hello").build());
 * }
 * }</pre>
 *
 * <p>Thread-safe.
 */
public final class ChannelCore implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ChannelCore.class);

  private final Workers workers;
  private final ProviderRegistry registry;
  private final BlockedInstances blocked;
  private final Pipeline pipeline;
  private final AsyncSender asyncSender;
  private final Inbound inbound;
  private final RegistryChannel channel;
  private final SqliteDatabase peopleFile;
  private final boolean peopleInFile;
  private final PeopleFileCheck peopleFileCheck;
  private final People people;
  private final EventStore events;
  private final EventPump pump;
  private final Consumer<? super PublishReport> publishListener;
  private final ConfigurationFile file;
  private final List<PluginDirectory> plugins;
  private final AtomicBoolean closed = new AtomicBoolean();

  private ChannelCore(Builder builder, List<PluginDirectory> plugins) {
    this.plugins = plugins;
    workers = new Workers(builder.asyncThreads);
    registry =
        new ProviderRegistry(
            builder.catalog(plugins),
            builder.clock,
            builder.environment,
            new ConnectionDrain(workers.scheduler(), workers.maintenance(), builder.drainTime));
    blocked = new BlockedInstances(builder.clock, builder.probeInterval);
    peopleFile = PeopleStores.file(builder.dataDirectory(), builder.clock);
    peopleFileCheck = new PeopleFileCheck(peopleFile, System::nanoTime);
    PeopleStores files = PeopleStores.in(peopleFile);
    PeopleStores stores = builder.stores.apply(files);
    peopleInFile = stores.suppressions() == files.suppressions();
    events = builder.events(peopleFile);
    people =
        new People(
            stores, builder.clock, new RegistryWorkspaces(registry), events, builder.personalData);
    PersonEvents personEvents = new PersonEvents(registry, stores, builder.clock);
    RecentAttempts attempts = new RecentAttempts();
    pipeline =
        new Pipeline(
            registry,
            builder.clock,
            blocked,
            new PersonGuard(stores, builder.clock),
            personEvents,
            attempts,
            builder.guards,
            builder.sendListeners);
    asyncSender =
        new AsyncSender(
            pipeline,
            builder.clock,
            workers.senders(),
            workers.scheduler(),
            new RetrySchedule(() -> ThreadLocalRandom.current().nextDouble()));
    Telling telling = new Telling(events, NamedListener.distinct(builder.eventListeners));
    pump = new EventPump(events, telling, workers.tellers());
    inbound =
        new Inbound(
            registry,
            personEvents,
            new StatusProof(registry, records(builder.eventListeners, attempts)),
            new EventDispatch(events, telling, pump::wake),
            new LimitedLog(
                LoggerFactory.getLogger(Inbound.class), System::nanoTime, this::afterInterval));
    channel = new RegistryChannel(registry, pipeline, asyncSender, inbound);
    publishListener = builder.publishListener;
    file =
        builder.file == null
            ? ConfigurationFile.ofHost(registry, publishListener)
            : new ConfigurationFile(builder.file, registry, publishListener);
  }

  private static List<AttemptRecord> records(List<NamedListener> listeners, AttemptRecord recent) {
    List<AttemptRecord> records = new ArrayList<>();
    for (NamedListener one : listeners) {
      if (one.listener() instanceof AttemptRecord kept) {
        records.add(kept);
      }
    }
    records.add(recent);
    return records;
  }

  /** Starts to put one together. */
  public static Builder builder() {
    return new Builder();
  }

  /** What to send and receive through. */
  public SmsChannel channel() {
    return channel;
  }

  /** The way of every message, for hosts that keep their own queue. */
  public Pipeline pipeline() {
    return pipeline;
  }

  /** Consents, opt-outs, and everything that is held about a person. */
  public People people() {
    return people;
  }

  /** The connections and routes of this moment. */
  public ProviderRegistry registry() {
    return registry;
  }

  /**
   * Takes a new configuration from the host itself. A watched file that changes later replaces it;
   * a secret file that changes later is taken into it, as everywhere.
   *
   * @param json the whole configuration
   * @param directory where relative paths of secret files start
   * @throws IllegalStateException when this is closed
   */
  public PublishReport publish(String json, Path directory) {
    PublishReport report = registry.publish(json, directory);
    report.problems().forEach(problem -> LOG.warn("{}", problem.describe()));
    try {
      publishListener.accept(report);
    } catch (Throwable e) {
      LOG.warn("A listener failed; the configuration is published all the same", e);
    }
    return report;
  }

  /**
   * Asks an instance's provider whether it is able to send, and takes a blocked instance into use
   * again when it is. Blocks on I/O.
   *
   * @throws IllegalArgumentException when the instance is not configured or has no health check
   */
  public HealthReport checkHealth(InstanceId instance) {
    return channel.useLeased(
        instance,
        HealthCheck.class,
        (lease, check) -> {
          HealthReport report = check.check();
          if (report.healthy()) {
            blocked.unblock(lease, "a health check found nothing wrong");
          }
          return report;
        });
  }

  /** Takes a blocked instance into use again. */
  public void resume(InstanceId instance) {
    registry
        .resolve(instance)
        .flatMap(registry::lease)
        .ifPresent(
            lease -> {
              try (lease) {
                blocked.unblock(lease, "it was resumed");
              }
            });
  }

  /** Why an instance is blocked; empty when it is not. */
  public Optional<SendError> blocked(InstanceId instance) {
    return registry
        .resolve(instance)
        .flatMap(registry::lease)
        .flatMap(
            lease -> {
              try (lease) {
                return blocked.cause(lease);
              }
            });
  }

  /**
   * How many events of webhooks were dropped since this was built, because no instance that shares
   * the webhook's secret has their sender; one that is delivered again counts again. The log names
   * the senders. For metrics: it never falls.
   */
  public long unclaimedEvents() {
    return inbound.unclaimed();
  }

  /**
   * Finds out whether the file with opt-outs and consents can be used: whether it is still the one
   * that was opened, looked up at most once a second, and not known to be damaged. Costs next to
   * nothing while it can be used. While it is damaged, it is read whole again at most every five
   * seconds, on the thread of the caller. A queue that asks takes no message that could not be
   * sent.
   *
   * @throws StorageException when it was removed, replaced, emptied or damaged; the message says
   *     what to do
   */
  public void checkPeople() {
    if (peopleInFile) {
      peopleFileCheck.require();
    }
  }

  /**
   * Finds out whether the file with opt-outs and consents is whole, by reading all of it, unless
   * that was done in the last five seconds; a large file is read for a twentieth of the time at
   * most. {@link #checkPeople} knows what was found from then on. Blocks on the disk.
   *
   * @throws StorageException as {@link #checkPeople}
   */
  public void provePeople() {
    if (peopleInFile) {
      peopleFileCheck.prove();
    }
  }

  /**
   * Lets what is being sent end, for the drain time at most, and closes every connection; five
   * seconds more when some have to be closed by force. What waits for a try ends with what is known
   * of it, and a send that does not end as unknown. Closing twice is the same as once.
   */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      file.close();
      long start = System.nanoTime();
      asyncSender.close();
      workers.stopSending(registry.drainTime());
      asyncSender.abandon();
      pump.close();
      workers.stopTelling(left(start));
      registry.close(left(start));
      workers.close();
      events.close();
      peopleFile.close();
      plugins.forEach(PluginDirectory::close);
    }
  }

  /** What is left of the drain time that began then. */
  private Duration left(long start) {
    Duration left = registry.drainTime().minusNanos(System.nanoTime() - start);
    return left.isNegative() ? Duration.ZERO : left;
  }

  private void afterInterval(Runnable flush) {
    try {
      var unused =
          workers
              .scheduler()
              .schedule(flush, LimitedLog.INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      // It is being closed: what was left out is not logged.
      return;
    }
  }

  private ChannelCore open(Builder builder) {
    try {
      String json = builder.json;
      if (builder.file != null) {
        file.load();
      } else if (json != null) {
        ConfigurationException.throwUnlessApplied(publish(json, builder.directory));
      }
      if (events.durable()) {
        pump.start(workers.scheduler());
      }
      if (!builder.watchInterval.isZero()) {
        file.watch(workers.scheduler(), workers.maintenance(), builder.watchInterval);
      }
      return this;
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  /** Collects the parts. Not thread-safe. */
  public static final class Builder {
    private static final Duration LONGEST = Duration.ofDays(1);

    private @Nullable ProviderCatalog discovered;
    private ProviderCatalog registered = ProviderCatalog.of();
    private final List<Path> pluginDirectories = new ArrayList<>();
    private @Nullable Path file;
    private @Nullable String json;
    private Path directory = Path.of("");
    private Function<String, @Nullable String> environment = System::getenv;
    private Clock clock = Clock.systemUTC();
    private Duration drainTime = Duration.ofSeconds(30);
    private Duration watchInterval = Duration.ofSeconds(1);
    private Duration probeInterval = Duration.ofMinutes(1);
    private int asyncThreads = 64;
    private final List<Guard> guards = new ArrayList<>();
    private final List<SendListener> sendListeners = new ArrayList<>();
    private final List<NamedListener> eventListeners = new ArrayList<>();
    private final List<PersonalData> personalData = new ArrayList<>();
    private @Nullable Path dataDirectory;
    private @Nullable EventStore eventStore;
    private boolean eventsInFile;
    private UnaryOperator<PeopleStores> stores = UnaryOperator.identity();
    private Consumer<? super PublishReport> publishListener = report -> {};

    private Builder() {}

    private ProviderCatalog catalog(List<PluginDirectory> opened) {
      ProviderCatalog all =
          discovered == null
              ? ProviderCatalog.discover(ChannelCore.class.getClassLoader())
              : discovered;
      for (PluginDirectory directory : opened) {
        all = all.plus(directory.catalog());
      }
      return all.plus(registered);
    }

    /** Uses these providers; without it, those on the class path are discovered. */
    public Builder catalog(ProviderCatalog catalog) {
      this.discovered = catalog;
      return this;
    }

    /** Adds a provider that the host constructed. */
    public Builder provider(SmsProvider provider) {
      this.registered = registered.plus(ProviderCatalog.of(provider));
      return this;
    }

    /**
     * Adds the plug-ins of a directory, each in a class loader of its own. One that is broken is
     * logged and is among the problems of {@link ProviderRegistry#catalog}; the others work. They
     * are loaded when this is built and closed with the Patchbay: a plug-in is replaced by a
     * restart.
     */
    public Builder plugins(Path pluginDirectory) {
      this.pluginDirectories.add(pluginDirectory);
      return this;
    }

    /** Takes the configuration from a file and watches it and the secret files that it names. */
    public Builder configuration(Path configurationFile) {
      this.file = configurationFile;
      this.json = null;
      return this;
    }

    /**
     * Takes the configuration from the host and watches the secret files that it names.
     *
     * @param configuration the JSON
     * @param secretsDirectory where relative paths of secret files start
     */
    public Builder configuration(String configuration, Path secretsDirectory) {
      this.json = configuration;
      this.file = null;
      this.directory = secretsDirectory;
      return this;
    }

    /** Looks up environment variables here; in the process's environment without it. */
    public Builder environment(Function<String, @Nullable String> variables) {
      this.environment = variables;
      return this;
    }

    /** Reads the time here; from the system without it. */
    public Builder clock(Clock source) {
      this.clock = source;
      return this;
    }

    /** Sets how long leases may outlive the replacement of their connection: 30 s without it. */
    public Builder drainTime(Duration time) {
      this.drainTime = within("The drain time", time, Duration.ZERO);
      return this;
    }

    /** Sets how often files are looked at: every second without it; zero never. */
    public Builder watchInterval(Duration interval) {
      this.watchInterval = within("The watch interval", interval, Duration.ZERO);
      return this;
    }

    /** Sets how often one send may probe a blocked instance: every minute without it. */
    public Builder probeInterval(Duration interval) {
      this.probeInterval = within("The probe interval", interval, Duration.ofMillis(1));
      return this;
    }

    /** Sets how many asynchronous sends run at once: 64 without it. */
    public Builder asyncThreads(int threads) {
      if (threads < 1) {
        throw new IllegalArgumentException("Asynchronous sends need a thread, not " + threads);
      }
      this.asyncThreads = threads;
      return this;
    }

    private static Duration within(String what, Duration time, Duration shortest) {
      if (time.compareTo(shortest) < 0 || time.compareTo(LONGEST) > 0) {
        throw new IllegalArgumentException(
            what + " is " + time + ", outside " + shortest + " to " + LONGEST);
      }
      return time;
    }

    /** Adds a guard that every attempt must pass. */
    public Builder guard(Guard guard) {
      guards.add(guard);
      return this;
    }

    /** Adds a listener that sees every attempt. */
    public Builder sendListener(SendListener listener) {
      sendListeners.add(listener);
      return this;
    }

    /** Adds listeners that see every attempt. */
    public Builder sendListeners(Collection<? extends SendListener> listeners) {
      sendListeners.addAll(listeners);
      return this;
    }

    /**
     * Adds a listener that takes every event, under a name made of its class and its position.
     * Where the store of events is durable, give it a name that stays the same.
     */
    public Builder eventListener(ChannelEventListener listener) {
      eventListeners.add(NamedListener.of(listener, eventListeners.size()));
      return this;
    }

    /**
     * Adds a listener that takes every event.
     *
     * @param name under which its confirmations are kept: one of its own, the same after a restart
     */
    public Builder eventListener(String name, ChannelEventListener listener) {
      eventListeners.add(new NamedListener(name, listener));
      return this;
    }

    /** Adds listeners that take every event, as {@link #eventListener} does. */
    public Builder eventListeners(Collection<? extends ChannelEventListener> listeners) {
      listeners.forEach(this::eventListener);
      return this;
    }

    /**
     * Remembers here which listener has confirmed which event; without it in memory, where the
     * newest 10,000 events are remembered. Closed with the Patchbay.
     */
    public Builder eventStore(EventStore store) {
      this.eventStore = store;
      return this;
    }

    /**
     * Keeps opt-outs, consents and linked addresses in this directory; without it in {@code
     * patchbay-data} beside the configuration file, or in the directory given with a configuration.
     * It is created with the first of them.
     */
    public Builder dataDirectory(Path directory) {
      this.dataDirectory = directory;
      return this;
    }

    /**
     * Replaces stores of what is remembered of people. What the host puts in, the host closes.
     *
     * @param change gets the default stores and gives those to use
     */
    public Builder peopleStores(UnaryOperator<PeopleStores> change) {
      this.stores = change;
      return this;
    }

    /** Lets an export show, and an erasure reach, what the host itself holds of people. */
    public Builder personalData(PersonalData held) {
      personalData.add(held);
      return this;
    }

    /**
     * Keeps received events in the file with opt-outs and consents, so that they outlive the
     * process; replaces a store of events.
     */
    public Builder eventsInFile() {
      this.eventsInFile = true;
      return this;
    }

    private EventStore events(SqlDatabase file) {
      if (eventsInFile) {
        return new FiledEvents(file, EventStore.CLAIM, ChannelCore.class.getClassLoader());
      }
      EventStore given = eventStore;
      return given == null ? new RecentEvents(clock) : given;
    }

    private Path dataDirectory() {
      if (dataDirectory != null) {
        return dataDirectory;
      }
      Path base = file == null ? directory : file.toAbsolutePath().resolveSibling("");
      return base.resolve(Database.DIRECTORY);
    }

    /** Is told what became of each configuration, the first included. */
    public Builder onPublish(Consumer<? super PublishReport> listener) {
      this.publishListener = listener;
      return this;
    }

    /**
     * Reads the configuration and opens the connections.
     *
     * @throws ConfigurationException when the configuration is missing or unreadable as a whole;
     *     what is wrong in single workspaces is logged and in {@link ProviderRegistry#problems}
     * @throws IllegalArgumentException when a plug-in directory does not exist or cannot be listed
     */
    public ChannelCore build() {
      List<PluginDirectory> opened = new ArrayList<>();
      try {
        for (Path directory : pluginDirectories) {
          PluginDirectory plugins = PluginDirectory.open(directory);
          opened.add(plugins);
          plugins.catalog().problems().forEach(problem -> warn("not used", problem));
          plugins.catalog().notes().forEach(note -> warn("used", note));
        }
        return new ChannelCore(this, List.copyOf(opened)).open(this);
      } catch (RuntimeException | Error e) {
        opened.forEach(PluginDirectory::close);
        throw e;
      }
    }

    private static void warn(String state, ProviderCatalog.Problem problem) {
      LOG.warn(
          "Plug-in {} is {}: {} (from {})",
          problem.subject(),
          state,
          problem.message(),
          problem.origin());
    }
  }
}
