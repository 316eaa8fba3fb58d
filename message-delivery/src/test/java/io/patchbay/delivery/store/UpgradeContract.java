package io.patchbay.delivery.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.patchbay.channel.DeliveryStatus;
import io.patchbay.delivery.DeliveryState;
import io.patchbay.delivery.internal.ClaimedMessage;
import io.patchbay.delivery.internal.SilentAttempt;
import io.patchbay.delivery.internal.StatusNews;
import io.patchbay.store.internal.SqlDatabase;
import io.patchbay.store.internal.SqlSession;
import io.patchbay.testkit.MutableClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A database that the first version has filled works on under this one. */
abstract class UpgradeContract {
  private static final Path FIRST =
      Path.of("../channel-store/src/main/resources/io/patchbay/store/postgres/V1__delivery.sql");
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  final MutableClock clock = new MutableClock(NOW);

  /** A connection to the tables of the first version, which are empty. */
  abstract Connection first(List<String> statements) throws Exception;

  /** The same under this version. */
  abstract SqlDatabase open(Clock clock) throws Exception;

  private static List<String> statements() throws Exception {
    return List.of(Files.readString(FIRST).split(";\n"));
  }

  /**
   * Five messages of the first version: one that waits, one for later, one of which an early status
   * is there, one that was accepted and is silent, one that its provider has reported.
   */
  @BeforeEach
  void fill() throws Exception {
    long now = NOW.toEpochMilli();
    long hours = now - Duration.ofHours(2).toMillis();
    try (Connection connection = first(statements());
        Statement sql = connection.createStatement()) {
      sql.execute(
          "INSERT INTO lane (workspace, provider, sender, via) VALUES ('acme', '', '', '')");
      String message =
          "INSERT INTO message (workspace, id, fingerprint, body, lane, recipient, priority,"
              + " guarantee, state, stage, attempt, not_before, due_at, lease_until, owner,"
              + " progress, created_at, updated_at) VALUES ('acme', '%s', 'f', 'body of %1$s', 1,"
              + " 'p:%1$s', 0, 'AT_MOST_ONCE', '%s', %s, %s, %d, %d, %s, %s, %s, %d, %d)";
      sql.execute(
          message.formatted(
              "waits", "QUEUED", "0", "0", hours, hours, "NULL", "NULL", "NULL", hours, hours));
      sql.execute(
          message.formatted(
              "later", "QUEUED", "1", "0", now, now + 60_000, "NULL", "NULL", "NULL", hours, now));
      sql.execute(
          message.formatted(
              "early", "SENDING", "NULL", "1", now, now, now + 30_000, "'h'", "NULL", now, now));
      for (String accepted : List.of("silent", "heard")) {
        sql.execute(
            message.formatted(
                accepted,
                "ACCEPTED",
                "NULL",
                "1",
                hours,
                hours,
                "NULL",
                "NULL",
                "'ACCEPTED'",
                hours,
                hours));
      }
      String attempt =
          "INSERT INTO attempt (message, number, instance, provider, sender, granted_at,"
              + " started_at, ended_at, outcome, content, provider_message_id, status_at) VALUES"
              + " (%d, 1, 'acme/a', 'line', 'line:acme/a', %d, %2$d, %s, %s, 0, %s, %s)";
      sql.execute(attempt.formatted(3, now, "NULL", "NULL", "NULL", "NULL"));
      sql.execute(attempt.formatted(4, hours, hours, "'ACCEPTED'", "'p4'", "NULL"));
      sql.execute(attempt.formatted(5, hours, hours, "'ACCEPTED'", "'p5'", hours));
      sql.execute(
          "INSERT INTO sender (key, next_us, pace, paced_at, paused_until) VALUES"
              + " ('line:acme/a', 0, 1, 0, 0)");
      sql.execute(
          "INSERT INTO early_status (instance, provider_message_id, status, at, received_at) VALUES"
              + " ('acme/a', 'p3', 'DELIVERED', "
              + now
              + ", "
              + now
              + ")");
    }
  }

  private static DeliveryState state(DeliveryStore store, String id) {
    return store.find("acme", id).orElseThrow().state();
  }

  @Test
  void whatItHeldIsSentFollowedAndCounted() throws Exception {
    try (DeliveryStore store = new DeliveryStore(open(clock))) {
      assertThat(store.silent("acme/a", Duration.ofHours(1), 10))
          .extracting(SilentAttempt::providerMessageId, SilentAttempt::asked)
          .containsExactly(tuple("p4", 0));
      assertThat(store.depths())
          .extracting(QueueDepth::place, QueueDepth::messages)
          .containsExactly(
              tuple(QueueDepth.Place.READY, 1L),
              tuple(QueueDepth.Place.SCHEDULED, 1L),
              tuple(QueueDepth.Place.SENDING, 1L));
      assertThat(store.usage(null).senders())
          .extracting(Usage.People::outside, Usage.People::unknown, Usage.People::limit)
          .containsExactly(tuple(2L, 2L, null));

      store.heard(
          new StatusNews(
              "acme/a",
              "p4",
              null,
              DeliveryStatus.DELIVERED,
              clock.millis(),
              null,
              null,
              "marketing",
              true));
      assertThat(store.usage(null).prices())
          .extracting(Usage.Charged::category, Usage.Charged::messages)
          .contains(tuple("marketing", 1L));
      clock.advance(Duration.ofMinutes(2));
      store.sweep(Duration.ofMinutes(15));
      assertThat(state(store, "early")).isEqualTo(DeliveryState.UNKNOWN);
      assertThat(
              store
                  .claim(StoreRig.request(store.readyLanes().get(0).id(), 10, null, StoreRig.PAIR))
                  .messages())
          .extracting(ClaimedMessage::id)
          .containsExactly("waits", "later");
    }
    try (DeliveryStore again = new DeliveryStore(open(clock))) {
      assertThat(state(again, "waits")).isEqualTo(DeliveryState.SENDING);
    }
  }

  @Test
  void itHasTheSameTablesAsANewOne() throws Exception {
    List<String> upgraded;
    try (SqlDatabase database = open(clock)) {
      upgraded = tables(database);
    }
    try (SqlDatabase fresh = fresh(clock)) {
      assertThat(upgraded).isEqualTo(tables(fresh)).anyMatch(one -> one.contains("message_open"));
    }
  }

  /** A database that was never of another version. */
  abstract SqlDatabase fresh(Clock clock) throws Exception;

  /** A statement that lists indexes and columns, one a row, in order. */
  abstract String listing();

  private List<String> tables(SqlDatabase database) {
    return database.read(
        (SqlSession session) ->
            session.all(listing(), row -> row.getString(1).replaceAll("\\s+", "")));
  }
}
