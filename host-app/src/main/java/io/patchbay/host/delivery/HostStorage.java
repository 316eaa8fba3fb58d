package io.patchbay.host.delivery;

import io.patchbay.channel.spi.Secret;
import io.patchbay.core.internal.ChannelCore;
import io.patchbay.delivery.store.DeliveryStore;
import io.patchbay.host.configuration.Problems;
import io.patchbay.host.console.UserError;
import io.patchbay.registry.config.ConfigurationException;
import io.patchbay.registry.config.DatabaseConfiguration;
import io.patchbay.registry.plugin.ProviderCatalog;
import io.patchbay.registry.routing.ConfigurationChecker;
import io.patchbay.store.PostgresSettings;
import io.patchbay.store.StorageException;
import io.patchbay.store.consent.PeopleStores;
import io.patchbay.store.inbox.EventStore;
import io.patchbay.store.inbox.FiledEvents;
import io.patchbay.store.internal.PostgresDatabase;
import io.patchbay.store.internal.SqlDatabase;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where a command finds messages, people and events: in files beside the configuration, or in the
 * database that this names, with every other host that names it. For one thread; closed after what
 * uses it.
 */
public final class HostStorage implements AutoCloseable {
  /** A caller of the API waits so long for an answer when the database is away. */
  private static final Duration CONNECT = Duration.ofSeconds(5);

  private static final Duration ANSWER = Duration.ofSeconds(30);

  private final Path configuration;
  private final Clock clock;
  private final @Nullable SqlDatabase database;

  private HostStorage(Path configuration, Clock clock, @Nullable SqlDatabase database) {
    this.configuration = configuration;
    this.clock = clock;
    this.database = database;
  }

  /**
   * Looks where it is, and connects where that is a database.
   *
   * @param environment where the configuration's placeholders find their values
   * @throws UserError when that cannot be told, or the database cannot be used
   */
  public static HostStorage open(
      Path configuration, Function<String, @Nullable String> environment, Clock clock) {
    Optional<DatabaseConfiguration> named;
    try {
      named = new ConfigurationChecker(ProviderCatalog.of(), environment).database(configuration);
    } catch (ConfigurationException e) {
      throw Problems.asError(configuration, e.problems());
    }
    return new HostStorage(
        configuration, clock, named.map(one -> connect(configuration, one)).orElse(null));
  }

  /** Files, whatever the configuration says: for what sends nothing and keeps nothing. */
  public static HostStorage unused(Path configuration) {
    return new HostStorage(configuration, Clock.systemUTC(), null);
  }

  private static SqlDatabase connect(Path configuration, DatabaseConfiguration named) {
    Secret password = named.password();
    try {
      return new PostgresDatabase(
          PostgresSettings.of(
                  named.url(), named.user(), password == null ? null : password.reveal())
              .withPatience(CONNECT, ANSWER));
    } catch (StorageException | IllegalArgumentException e) {
      throw new UserError(
          e.getMessage()
              + ".\nIt is server.delivery.database of "
              + configuration
              + "; nothing was done. Start the command again when it can be used.");
    }
  }

  /** Whether it is a database, which may be away for a while and come back. */
  public boolean isShared() {
    return database != null;
  }

  /** What to say of it at the start; empty where it is files. */
  public String introduction() {
    return database == null ? "" : database.describe() + ", keeps messages, people and events.\n";
  }

  /**
   * The queue, which is made when it is not there.
   *
   * @throws UserError when it cannot be used
   */
  public DeliveryStore queue() {
    return database == null ? QueueFile.open(configuration, clock) : new DeliveryStore(database);
  }

  /** The queue; null where none has been made. */
  public @Nullable DeliveryStore queueIfThere() {
    return database == null ? QueueFile.ifThere(configuration) : new DeliveryStore(database);
  }

  /**
   * A queue that has been made.
   *
   * @throws UserError when there is none, or it cannot be used
   */
  public DeliveryStore existingQueue() {
    return database == null ? QueueFile.existing(configuration) : new DeliveryStore(database);
  }

  /** Lets a host that sends ask here what is known of people. */
  public ChannelCore.Builder forSending(ChannelCore.Builder host) {
    SqlDatabase shared = database;
    return shared == null ? host : host.peopleStores(files -> PeopleStores.in(shared));
  }

  /** Lets a host that receives keep events here too, where other hosts tell what it cannot. */
  public ChannelCore.Builder forReceiving(ChannelCore.Builder host) {
    return database == null ? host : forSending(host).eventStore(inbox(database));
  }

  /** Lets a command show and erase here what is held of people. */
  public ChannelCore.Builder forPeople(ChannelCore.Builder host) {
    return database == null ? host : forSending(host).eventStore(new QuietInbox(inbox(database)));
  }

  private static EventStore inbox(SqlDatabase shared) {
    return new FiledEvents(shared, EventStore.CLAIM, HostStorage.class.getClassLoader());
  }

  @Override
  public void close() {
    if (database != null) {
      database.close();
    }
  }
}
