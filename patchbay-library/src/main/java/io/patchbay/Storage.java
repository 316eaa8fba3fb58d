package io.patchbay;

import io.patchbay.core.internal.ChannelCore;
import io.patchbay.delivery.Delivery;
import io.patchbay.delivery.DeliveryEvents;
import io.patchbay.delivery.DeliveryPeople;
import io.patchbay.delivery.DeliverySettings;
import io.patchbay.delivery.store.DeliveryStore;
import io.patchbay.store.Database;
import io.patchbay.store.PostgresSettings;
import io.patchbay.store.consent.PeopleStores;
import io.patchbay.store.inbox.EventStore;
import io.patchbay.store.inbox.FiledEvents;
import io.patchbay.store.internal.PostgresDatabase;
import io.patchbay.store.internal.SqlDatabase;
import io.patchbay.store.internal.SqliteDatabase;
import java.nio.file.Path;
import java.time.Clock;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The open stores of a {@link Patchbay}, and how the queue is connected to the rest: statuses reach
 * it, and export and erasure include its messages. Closed after everything that uses it.
 */
final class Storage implements AutoCloseable {
  private final @Nullable Path directory;
  private final @Nullable SqlDatabase shared;
  private final @Nullable DeliveryStore messages;
  private final boolean sendOnly;

  private Storage(
      @Nullable Path directory,
      @Nullable SqlDatabase shared,
      @Nullable DeliveryStore messages,
      boolean sendOnly) {
    this.sendOnly = sendOnly;
    this.directory = directory;
    this.shared = shared;
    this.messages = messages;
  }

  static Storage open(Database place, boolean withQueue, boolean sendOnly, Clock clock) {
    SqlDatabase database = postgres(place);
    if (database != null) {
      return new Storage(null, database, withQueue ? new DeliveryStore(database) : null, sendOnly);
    }
    Path directory = place.directory();
    return new Storage(
        directory,
        null,
        withQueue
            ? new DeliveryStore(
                SqliteDatabase.queue(directory.resolve(SqliteDatabase.QUEUE), clock))
            : null,
        sendOnly);
  }

  private static @Nullable SqlDatabase postgres(Database place) {
    DataSource hosts = place.dataSource();
    if (hosts != null) {
      return new PostgresDatabase(hosts, place.schema());
    }
    PostgresSettings postgres = place.postgres();
    return postgres == null ? null : new PostgresDatabase(postgres);
  }

  /** Lets the channel use these stores. */
  ChannelCore.Builder use(ChannelCore.Builder core) {
    SqlDatabase database = shared;
    if (database != null) {
      EventStore inbox =
          new FiledEvents(database, EventStore.CLAIM, Storage.class.getClassLoader());
      core.peopleStores(files -> PeopleStores.in(database))
          .eventStore(sendOnly ? new QuietInbox(inbox) : inbox);
    } else if (directory != null) {
      core.dataDirectory(directory);
      if (!sendOnly) {
        core.eventsInFile();
      }
    }
    return messages == null
        ? core
        : core.eventListener("delivery", new DeliveryEvents(messages))
            .personalData(new DeliveryPeople(messages));
  }

  /** Starts the queue, without settings with those of the configuration. */
  Delivery start(ChannelCore core, @Nullable DeliverySettings settings) {
    if (messages == null) {
      throw new IllegalStateException("opened without a queue");
    }
    return Delivery.start(
        core,
        messages,
        settings == null ? QueueSettings.of(core.registry().server().delivery()) : settings);
  }

  @Override
  public void close() {
    if (messages != null) {
      messages.close();
    }
    if (shared != null) {
      shared.close();
    }
  }
}
