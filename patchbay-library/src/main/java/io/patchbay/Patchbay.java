package io.patchbay;

import io.patchbay.channel.ChannelEventListener;
import io.patchbay.channel.InstanceId;
import io.patchbay.channel.SendError;
import io.patchbay.channel.SendListener;
import io.patchbay.channel.SmsChannel;
import io.patchbay.channel.SmsMessage;
import io.patchbay.channel.spi.HealthReport;
import io.patchbay.channel.spi.SmsProvider;
import io.patchbay.core.Guard;
import io.patchbay.core.internal.ChannelCore;
import io.patchbay.delivery.Delivery;
import io.patchbay.delivery.DeliverySettings;
import io.patchbay.registry.config.ConfigurationException;
import io.patchbay.registry.config.ConfigurationProblem;
import io.patchbay.registry.config.PublishReport;
import io.patchbay.registry.plugin.ProviderCatalog;
import io.patchbay.registry.routing.ProviderRegistry;
import io.patchbay.store.Database;
import io.patchbay.store.consent.People;
import io.patchbay.store.consent.PersonalData;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Sends and receives messages through the providers that the configuration names.
 *
 * <pre>{@code
 * try (Patchbay patchbay =
 *     Patchbay.builder().configuration(Path.of("patchbay.json")).queue().build()) {
 *   SmsMessage message = SmsMessage.to("+1 415 555 1234").text("Hello").build();
 *   patchbay.workspace("acme").send(message);
 *   patchbay.workspace("acme").submit(message);
 * }
 * }</pre>
 *
 * <p>Thread-safe.
 */
public final class Patchbay implements AutoCloseable {
  private final ChannelCore core;
  private final Storage storage;
  private final @Nullable Delivery queue;

  private Patchbay(ChannelCore core, Storage storage, @Nullable Delivery queue) {
    this.core = core;
    this.storage = storage;
    this.queue = queue;
  }

  /** Starts to configure a Patchbay. */
  public static Builder builder() {
    return new Builder();
  }

  /** Sends to any workspace and receives webhooks. */
  public SmsChannel channel() {
    return core.channel();
  }

  /**
   * Sends for one workspace.
   *
   * @param name the workspace; that it is not configured is reported by each send
   */
  public Workspace workspace(String name) {
    return new Workspace(name, this);
  }

  /**
   * The durable queue.
   *
   * @throws IllegalStateException when this Patchbay was built without one
   */
  public Delivery queue() {
    if (queue == null) {
      throw new IllegalStateException(
          "This Patchbay has no queue; add .queue() where it is built to submit messages");
    }
    return queue;
  }

  /** Consents, opt-outs, and export and erasure of everything that is held about a person. */
  public People people() {
    return core.people();
  }

  /** Routes and connections that are in use now. */
  public ProviderRegistry registry() {
    return core.registry();
  }

  /** What is wrong with the configuration in use, and which provider modules hang. */
  public List<ConfigurationProblem> problems() {
    return core.registry().problems();
  }

  /** The configured instances with their state now, ordered by name. */
  public List<InstanceState> instances() {
    return InstanceState.all(core);
  }

  /**
   * How many events of webhooks were dropped since this was built, because no instance has their
   * sender. For metrics: it never falls.
   */
  public long unclaimedEvents() {
    return core.unclaimedEvents();
  }

  /**
   * Finds out whether opt-outs and consents can be read, at next to no cost while they can.
   *
   * @throws io.patchbay.store.StorageException when their file was removed, replaced or damaged;
   *     the message says what to do
   */
  public void checkPeople() {
    core.checkPeople();
  }

  /**
   * Finds out whether the file with opt-outs and consents is whole, by reading it, at most every
   * five seconds. Blocks on the disk.
   *
   * @throws io.patchbay.store.StorageException as {@link #checkPeople}
   */
  public void provePeople() {
    core.provePeople();
  }

  Optional<SendError> foreseen(String workspace, SmsMessage message) {
    return core.pipeline().foreseen(workspace, message);
  }

  /**
   * Replaces the configuration. A watched file that changes later replaces it again.
   *
   * @param json the whole configuration
   * @param directory base of relative paths to secret files
   * @throws IllegalStateException when this is closed
   */
  public PublishReport publish(String json, Path directory) {
    return core.publish(json, directory);
  }

  /**
   * Asks an instance's provider whether it can send. A blocked instance is used again when it can.
   * Blocks on I/O.
   *
   * @throws IllegalArgumentException when the instance is not configured or has no health check
   */
  public HealthReport checkHealth(InstanceId instance) {
    return core.checkHealth(instance);
  }

  /** Why an instance is blocked; empty when it is not. */
  public Optional<SendError> blocked(InstanceId instance) {
    return core.blocked(instance);
  }

  /** Uses a blocked instance and its paused senders again, with a queue in every process. */
  public void resume(InstanceId instance) {
    if (queue == null) {
      core.resume(instance);
    } else {
      var unused = queue.resume(instance);
    }
  }

  /**
   * Stops the queue, waits for messages that are being sent, closes connections and then the
   * database. Closing twice has no further effect.
   */
  @Override
  public void close() {
    if (queue != null) {
      queue.close();
    }
    core.close();
    storage.close();
  }

  /** Configures a Patchbay. Not thread-safe. */
  public static final class Builder {
    private final ChannelCore.Builder core = ChannelCore.builder();
    private @Nullable Path configuration;
    private Path directory = Path.of("");
    private Clock clock = Clock.systemUTC();
    private @Nullable Database database;
    private boolean withQueue;
    private @Nullable DeliverySettings queue;
    private boolean sendOnly;
    private boolean failFast;
    private Consumer<? super ProviderRegistry> verification = registry -> {};
    private Consumer<? super PublishReport> publishListener = report -> {};

    private Builder() {}

    /** Reads the configuration from a file, and watches it and the secret files that it names. */
    public Builder configuration(Path file) {
      core.configuration(file);
      configuration = file;
      return this;
    }

    /**
     * Takes the configuration as text, and watches the secret files that it names.
     *
     * @param json the whole configuration
     * @param secretsDirectory base of relative paths to secret files
     */
    public Builder configuration(String json, Path secretsDirectory) {
      core.configuration(json, secretsDirectory);
      configuration = null;
      directory = secretsDirectory;
      return this;
    }

    /**
     * Keeps opt-outs, consents, received events and the queue there. The default is {@code
     * patchbay-data} beside the configuration file.
     */
    public Builder database(Database where) {
      database = where;
      return this;
    }

    /**
     * Adds the durable queue, with the settings of {@code server.delivery} in the configuration as
     * it is when this is built, and the default for each one that it does not have.
     */
    public Builder queue() {
      withQueue = true;
      queue = null;
      return this;
    }

    /** Adds the durable queue with these settings, whatever the configuration has. */
    public Builder queue(DeliverySettings settings) {
      withQueue = true;
      queue = settings;
      return this;
    }

    /**
     * Leaves received events in PostgreSQL to the other hosts on it: for a process that only sends.
     * Without this, its listeners would get events that a host with more listeners has received.
     */
    public Builder sendOnly() {
      sendOnly = true;
      return this;
    }

    /**
     * Makes {@link #build} throw when the configuration has an error. Without it the errors are
     * logged and in {@link Patchbay#problems}, and workspaces without an error send.
     */
    public Builder failFast() {
      failFast = true;
      return this;
    }

    /**
     * Checks the configuration before the queue starts. What this throws ends {@link #build}, and
     * nothing was sent.
     */
    public Builder verify(Consumer<? super ProviderRegistry> check) {
      verification = check;
      return this;
    }

    /** Uses these providers instead of discovering those on the class path. */
    public Builder catalog(ProviderCatalog catalog) {
      core.catalog(catalog);
      return this;
    }

    /** Adds a provider that the host constructed to those on the class path. */
    public Builder provider(SmsProvider provider) {
      core.provider(provider);
      return this;
    }

    /**
     * Adds the plug-ins of a directory, each in a class loader of its own. A broken plug-in is
     * logged and the others work.
     */
    public Builder plugins(Path pluginDirectory) {
      core.plugins(pluginDirectory);
      return this;
    }

    /** Resolves {@code ${env:…}} here instead of in the environment of the process. */
    public Builder environment(Function<String, @Nullable String> variables) {
      core.environment(variables);
      return this;
    }

    /** Replaces the system clock. */
    public Builder clock(Clock source) {
      core.clock(source);
      clock = source;
      return this;
    }

    /** How long a replaced connection may still be used; 30 s by default. */
    public Builder drainTime(Duration time) {
      core.drainTime(time);
      return this;
    }

    /** How often files are checked for changes; 1 s by default, zero for never. */
    public Builder watchInterval(Duration interval) {
      core.watchInterval(interval);
      return this;
    }

    /** How often one message may probe a blocked instance; 1 minute by default. */
    public Builder probeInterval(Duration interval) {
      core.probeInterval(interval);
      return this;
    }

    /** How many asynchronous sends run at the same time; 64 by default. */
    public Builder asyncThreads(int threads) {
      core.asyncThreads(threads);
      return this;
    }

    /** Adds a rule that every attempt must pass. */
    public Builder guard(Guard guard) {
      core.guard(guard);
      return this;
    }

    /** Adds a listener for every attempt. */
    public Builder sendListener(SendListener listener) {
      core.sendListener(listener);
      return this;
    }

    /** Adds listeners for every attempt. */
    public Builder sendListeners(Collection<? extends SendListener> listeners) {
      core.sendListeners(listeners);
      return this;
    }

    /**
     * Adds a listener for every event, under a name made of its class and position. Events outlive
     * the process: a listener whose position changes needs a name that stays the same.
     */
    public Builder listener(ChannelEventListener listener) {
      core.eventListener(listener);
      return this;
    }

    /**
     * Adds a listener for every event.
     *
     * @param name identifies its confirmations: unique, and the same after a restart
     */
    public Builder listener(String name, ChannelEventListener listener) {
      core.eventListener(name, listener);
      return this;
    }

    /** Adds listeners for every event, as {@link #listener(ChannelEventListener)} does. */
    public Builder listeners(Collection<? extends ChannelEventListener> listeners) {
      core.eventListeners(listeners);
      return this;
    }

    /** Includes what the host itself holds of people in exports and erasures. */
    public Builder personalData(PersonalData held) {
      core.personalData(held);
      return this;
    }

    /** Adds a listener for the result of each configuration, the first included. */
    public Builder onPublish(Consumer<? super PublishReport> listener) {
      publishListener = listener;
      return this;
    }

    /**
     * Opens the database and the connections, and starts the queue.
     *
     * @throws ConfigurationException when the configuration is missing or unreadable, or has an
     *     error and {@link #failFast} was called
     * @throws io.patchbay.store.StorageException when the database cannot be used
     * @throws IllegalArgumentException when a plug-in directory does not exist or cannot be listed
     */
    public Patchbay build() {
      Storage storage = Storage.open(place(), withQueue, sendOnly, clock);
      try {
        return build(storage);
      } catch (RuntimeException | Error e) {
        storage.close();
        throw e;
      }
    }

    private Patchbay build(Storage storage) {
      Published published = new Published(publishListener);
      ChannelCore opened = storage.use(core).onPublish(published).build();
      try {
        if (failFast) {
          refuseErrors(opened.registry().problems());
        }
        verification.accept(opened.registry());
        Delivery delivery = withQueue ? storage.start(opened, queue) : null;
        published.connect(delivery);
        return new Patchbay(opened, storage, delivery);
      } catch (RuntimeException | Error e) {
        opened.close();
        throw e;
      }
    }

    private static void refuseErrors(List<ConfigurationProblem> problems) {
      List<ConfigurationProblem> errors =
          problems.stream()
              .filter(problem -> problem.severity() == ConfigurationProblem.Severity.ERROR)
              .toList();
      if (!errors.isEmpty()) {
        throw new ConfigurationException(errors);
      }
    }

    private Database place() {
      if (database != null) {
        return database;
      }
      Path base =
          configuration == null ? directory : configuration.toAbsolutePath().resolveSibling("");
      return Database.sqlite(base.resolve(Database.DIRECTORY));
    }
  }
}
