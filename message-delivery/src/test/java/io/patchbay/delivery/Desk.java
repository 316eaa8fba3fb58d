package io.patchbay.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.DeliveryStatus;
import io.patchbay.channel.EventContext;
import io.patchbay.channel.InstanceId;
import io.patchbay.channel.MessageId;
import io.patchbay.channel.MessageRef;
import io.patchbay.channel.SendError;
import io.patchbay.channel.SmsMessage;
import io.patchbay.channel.StatusUpdate;
import io.patchbay.core.internal.ChannelCore;
import io.patchbay.delivery.store.DeliveryStore;
import io.patchbay.delivery.store.MessageRecord;
import io.patchbay.store.consent.PeopleStores;
import io.patchbay.store.internal.SqlDatabase;
import io.patchbay.store.internal.SqliteDatabase;
import io.patchbay.testkit.MutableClock;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A host with a queue, for tests: workspace acme sends through "a", and falls back to "b". */
final class Desk implements AutoCloseable {
  static final String TWO_LINES =
      """
      {"workspaces": {"acme": {"sms": {
          "defaultProvider": "a", "fallback": ["b"], "defaultRegion": "US",
          "providers": {"a": {"type": "line"}, "b": {"type": "line"}}}}}}
      """;
  static final String ONE_LINE =
      """
      {"workspaces": {"acme": {"sms": {
          "defaultProvider": "a", "defaultRegion": "US",
          "providers": {"a": {"type": "line"}}}}}}
      """;
  static final String TWO_LINES_AFTER_FAILURE =
      TWO_LINES.replace("\"defaultRegion\"", "\"failoverAfterFailure\": true, \"defaultRegion\"");
  private static final Duration DEADLINE = Duration.ofMinutes(2);

  final Line line;
  final MutableClock clock = new MutableClock(Instant.parse("2026-03-01T12:00:00Z"));
  final TroubledDatabase database;
  final TroubledDatabase people;
  final DeliveryStore store;
  final ChannelCore patchbay;
  private final Path directory;
  private @Nullable Delivery delivery;

  Desk(Path directory, String configuration) {
    this(directory, configuration, Desk.file(directory));
  }

  /** The default database. */
  static Function<Clock, SqlDatabase> file(Path directory) {
    return clock -> SqliteDatabase.queue(directory.resolve(SqliteDatabase.QUEUE), clock);
  }

  /** With another database, which is given the clock. */
  Desk(Path directory, String configuration, Function<Clock, SqlDatabase> database) {
    this(directory, configuration, database, new Line());
  }

  /** With another provider. */
  Desk(Path directory, String configuration, Function<Clock, SqlDatabase> database, Line line) {
    this.line = line;
    this.directory = directory;
    this.database = new TroubledDatabase(database.apply(clock));
    store = new DeliveryStore(this.database);
    people = new TroubledDatabase(PeopleStores.file(directory));
    patchbay =
        ChannelCore.builder()
            .provider(line)
            .configuration(configuration, directory)
            .dataDirectory(directory)
            .watchInterval(Duration.ZERO)
            .eventListener("delivery", new DeliveryEvents(store))
            .personalData(new DeliveryPeople(store))
            .peopleStores(files -> PeopleStores.in(people))
            .build();
  }

  Delivery start() {
    return start(DeliverySettings.builder().sweepInterval(Duration.ofMillis(5)).build());
  }

  Delivery start(DeliverySettings settings) {
    Delivery started = Delivery.start(patchbay, store, settings);
    delivery = started;
    return started;
  }

  static SmsMessage message(String id) {
    return message(id, "+1 415 555 0100");
  }

  static SmsMessage message(String id, String to) {
    return SmsMessage.to(to).id(id).text("Your order is on its way").build();
  }

  /** The provider's id of a message that it has accepted. */
  String providerId(String message) {
    return record(message).story().stream()
        .map(MessageRecord.Line::providerMessageId)
        .filter(Objects::nonNull)
        .findFirst()
        .orElseThrow();
  }

  /** A report of the provider. */
  void hears(String providerMessageId, DeliveryStatus status, @Nullable MessageRef ref) {
    hears("a", providerMessageId, status, ref, null);
  }

  void hears(
      String instance,
      String providerMessageId,
      DeliveryStatus status,
      @Nullable MessageRef ref,
      @Nullable SendError error) {
    StatusUpdate update =
        new StatusUpdate(
            providerMessageId + status,
            clock.instant(),
            "",
            providerMessageId,
            status,
            status.name(),
            ref == null ? null : ref.encode(),
            List.of(),
            error == null ? List.of() : List.of(error),
            Map.of());
    new DeliveryEvents(store)
        .on(
            update,
            new EventContext(new InstanceId("acme", instance), "acme", Optional.ofNullable(ref)));
  }

  static MessageRef ref(String id, int attempt) {
    return new MessageRef("acme", new MessageId(id), attempt);
  }

  MessageRecord record(String id) {
    return store.find("acme", id).orElseThrow();
  }

  DeliveryState state(String id) {
    return record(id).state();
  }

  void awaitState(String id, DeliveryState state) {
    await(
        () -> store.find("acme", id).map(MessageRecord::state).equals(Optional.of(state)),
        () -> id + " is " + store.find("acme", id));
  }

  static void await(BooleanSupplier condition, java.util.function.Supplier<String> otherwise) {
    long end = System.nanoTime() + DEADLINE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime() - end).as(otherwise).isNegative();
      LockSupport.parkNanos(1_000_000);
    }
  }

  Path directory() {
    return directory;
  }

  @Override
  public void close() {
    if (delivery != null) {
      delivery.close();
    }
    patchbay.close();
    people.close();
    store.close();
  }
}
