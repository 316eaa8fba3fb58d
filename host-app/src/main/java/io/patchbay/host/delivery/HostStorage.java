package io.patchbay.host.delivery;

import io.patchbay.Patchbay;
import io.patchbay.channel.spi.Secret;
import io.patchbay.delivery.store.DeliveryStore;
import io.patchbay.host.configuration.Problems;
import io.patchbay.host.configuration.WorkspaceChoice;
import io.patchbay.host.console.UserError;
import io.patchbay.registry.config.ConfigurationException;
import io.patchbay.registry.config.DatabaseConfiguration;
import io.patchbay.registry.plugin.ProviderCatalog;
import io.patchbay.registry.routing.ConfigurationChecker;
import io.patchbay.store.Database;
import io.patchbay.store.PostgresSettings;
import io.patchbay.store.StorageException;
import io.patchbay.store.internal.PostgresDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where a command finds messages, people and events: in files beside the configuration, or in the
 * database that it names, with every other host that names it. Immutable; nothing is open.
 */
public final class HostStorage {
  /** A caller of the API waits so long for an answer when the database is away. */
  private static final Duration CONNECT = Duration.ofSeconds(5);

  private static final Duration ANSWER = Duration.ofSeconds(30);

  private final Path configuration;
  private final @Nullable PostgresSettings postgres;

  private HostStorage(Path configuration, @Nullable PostgresSettings postgres) {
    this.configuration = configuration;
    this.postgres = postgres;
  }

  /**
   * Reads where it is.
   *
   * @param environment where the configuration's placeholders find their values
   * @throws UserError when that cannot be read
   */
  public static HostStorage of(Path configuration, Function<String, @Nullable String> environment) {
    try {
      DatabaseConfiguration named =
          new ConfigurationChecker(ProviderCatalog.of(), environment)
              .database(configuration)
              .orElse(null);
      return new HostStorage(configuration, named == null ? null : settings(named));
    } catch (ConfigurationException e) {
      throw Problems.asError(configuration, e.problems());
    } catch (IllegalArgumentException e) {
      throw unusable(configuration, e);
    }
  }

  /** Files, whatever the configuration says: for what sends nothing and keeps nothing. */
  public static HostStorage files(Path configuration) {
    return new HostStorage(configuration, null);
  }

  private static PostgresSettings settings(DatabaseConfiguration named) {
    Secret password = named.password();
    return PostgresSettings.of(
            named.url(), named.user(), password == null ? null : password.reveal())
        .withPatience(CONNECT, ANSWER);
  }

  /** Whether it is a database, which may be away for a while and come back. */
  public boolean isShared() {
    return postgres != null;
  }

  /**
   * Opens a host on it and on the configuration.
   *
   * @throws UserError when one of the two cannot be used
   */
  public Patchbay open(Patchbay.Builder host) {
    try {
      return WorkspaceChoice.open(
          configuration,
          host.database(
              postgres == null
                  ? Database.sqlite(QueueFile.beside(configuration).resolveSibling(""))
                  : Database.postgres(postgres)));
    } catch (StorageException e) {
      throw postgres == null
          ? new UserError(String.valueOf(e.getMessage()))
          : unusable(configuration, e);
    }
  }

  /** The queue; null where none has been made. */
  public @Nullable DeliveryStore queueIfThere() {
    return postgres == null ? QueueFile.ifThere(configuration) : connect(postgres);
  }

  /**
   * A queue that has been made.
   *
   * @throws UserError when there is none, or it cannot be used
   */
  public DeliveryStore existingQueue() {
    return postgres == null ? QueueFile.existing(configuration) : connect(postgres);
  }

  private DeliveryStore connect(PostgresSettings settings) {
    try {
      return new DeliveryStore(new PostgresDatabase(settings));
    } catch (StorageException e) {
      throw unusable(configuration, e);
    }
  }

  private static UserError unusable(Path configuration, RuntimeException failure) {
    return new UserError(
        failure.getMessage()
            + ".\nIt is server.delivery.database of "
            + configuration
            + "; nothing was done. Start the command again when it can be used.");
  }
}
