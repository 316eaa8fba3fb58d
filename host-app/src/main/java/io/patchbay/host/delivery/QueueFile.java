package io.patchbay.host.delivery;

import io.patchbay.delivery.store.DeliveryStore;
import io.patchbay.host.console.UserError;
import io.patchbay.store.Database;
import io.patchbay.store.StorageException;
import io.patchbay.store.internal.SqliteDatabase;
import java.nio.file.Path;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Where the queue of a configuration is: beside what is remembered of people. Stateless. */
public final class QueueFile {
  private QueueFile() {}

  /** The file, which need not exist. */
  public static Path beside(Path configuration) {
    return configuration
        .toAbsolutePath()
        .normalize()
        .resolveSibling(Database.DIRECTORY)
        .resolve(SqliteDatabase.QUEUE);
  }

  /**
   * Opens it, and creates it when it is not there.
   *
   * @throws UserError when it cannot be used
   */
  public static DeliveryStore open(Path configuration, Clock clock) {
    try {
      return new DeliveryStore(SqliteDatabase.queue(beside(configuration), clock));
    } catch (StorageException e) {
      throw new UserError(String.valueOf(e.getMessage()));
    }
  }

  /** Opens one that has been used; null where none has. */
  public static @Nullable DeliveryStore ifThere(Path configuration) {
    return SqliteDatabase.isUsed(beside(configuration))
        ? open(configuration, Clock.systemUTC())
        : null;
  }

  /**
   * Opens one that has been used.
   *
   * @throws UserError when there is none, or it cannot be used
   */
  public static DeliveryStore existing(Path configuration) {
    Path file = beside(configuration);
    if (!SqliteDatabase.isUsed(file)) {
      throw new UserError(
          "There is no queue yet: "
              + file
              + " does not exist.\n"
              + "The first 'patchbay serve' or 'patchbay send --audience' makes it. Is it the right"
              + " configuration? --config names another.");
    }
    return open(configuration, Clock.systemUTC());
  }
}
