package io.patchbay.delivery.store;

import io.patchbay.store.internal.SqlDatabase;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The tables, version by version: every database, of either kind and whether new or old, comes to
 * its tables by the same statements. Times are milliseconds since 1970 by {@link SqlDatabase#now},
 * but for {@code next_us}.
 *
 * <ul>
 *   <li>{@code lane}: what decides the sender of a message, together with the configuration: a swap
 *       of the default moves the whole lane.
 *   <li>{@code message}: {@code stage} is null unless the message waits: 0 it may be sent now, 1 it
 *       waits for {@code due_at}, 2 it waits behind another message to the same recipient.
 *   <li>{@code attempt}: one row for each try, written before the provider is called. {@code
 *       conversation} is a {@link Conversation}, null when not known; {@code pricing} and {@code
 *       billable} are what its statuses say of its price; from {@code quiet_since} on, else from
 *       {@code ended_at}, its silence counts, and so often it was {@code asked} for; {@code
 *       details} is what the provider's answer said of it, as JSON.
 *   <li>{@code history}: what else happened to a message; {@code attempt} is the attempt that it
 *       follows from, null when it follows from none, or was written by the first versions.
 *   <li>{@code sender}: one row for each real sender, whoever uses it: the next free slot, what it
 *       has to wait for, and what was learned of the account whose limits it shares.
 *   <li>{@code pair}: the next free slot for one recipient of one sender.
 *   <li>{@code early_status}: statuses of messages whose own answer has not been written yet.
 *   <li>{@code resumption}: when an instance was last taken into use again, for every process.
 * </ul>
 */
final class DeliverySchema {
  private static final String SERIAL = "@serial";

  private static final List<String> FIRST =
      List.of(
          """
          CREATE TABLE lane (
            id @serial, workspace TEXT NOT NULL, provider TEXT NOT NULL, sender TEXT NOT NULL,
            via TEXT NOT NULL, UNIQUE (workspace, provider, sender, via)
          )
          """,
          """
          CREATE TABLE message (
            seq @serial, workspace TEXT NOT NULL, id TEXT NOT NULL, fingerprint TEXT NOT NULL,
            body TEXT, lane BIGINT NOT NULL, recipient TEXT NOT NULL, priority INTEGER NOT NULL,
            guarantee TEXT NOT NULL, state TEXT NOT NULL, stage INTEGER,
            attempt INTEGER NOT NULL DEFAULT 0, tries INTEGER NOT NULL DEFAULT 0,
            throttled INTEGER NOT NULL DEFAULT 0, later INTEGER NOT NULL DEFAULT 0, tried TEXT,
            failed_over INTEGER NOT NULL DEFAULT 0, duplicated INTEGER NOT NULL DEFAULT 0,
            not_before BIGINT NOT NULL, due_at BIGINT NOT NULL, expires_at BIGINT, first_at BIGINT,
            lease_until BIGINT, owner TEXT, settle_at BIGINT,
            progress TEXT, reason TEXT, created_at BIGINT NOT NULL, updated_at BIGINT NOT NULL,
            UNIQUE (workspace, id)
          )
          """,
          "CREATE INDEX message_ready ON message (lane, priority DESC, seq) WHERE stage = 0",
          "CREATE INDEX message_due ON message (due_at) WHERE stage = 1",
          "CREATE INDEX message_behind ON message (lane, recipient, seq) WHERE stage = 2",
          """
          CREATE INDEX message_order ON message (lane, recipient, seq)
            WHERE state IN ('QUEUED', 'SENDING')
          """,
          "CREATE INDEX message_lease ON message (lease_until) WHERE lease_until IS NOT NULL",
          "CREATE INDEX message_settle ON message (settle_at) WHERE settle_at IS NOT NULL",
          """
          CREATE INDEX message_expiry ON message (expires_at)
            WHERE stage IS NOT NULL AND expires_at IS NOT NULL
          """,
          "CREATE INDEX message_recipient ON message (recipient, seq)",
          """
          CREATE INDEX message_ended ON message (updated_at)
            WHERE settle_at IS NULL
              AND state IN ('ACCEPTED', 'FAILED', 'EXPIRED', 'CANCELLED', 'UNKNOWN')
          """,
          """
          CREATE TABLE attempt (
            message BIGINT NOT NULL, number INTEGER NOT NULL, instance TEXT NOT NULL,
            provider TEXT NOT NULL, sender TEXT NOT NULL, granted_at BIGINT NOT NULL,
            started_at BIGINT, ended_at BIGINT, outcome TEXT, content INTEGER,
            provider_message_id TEXT, progress TEXT, failed INTEGER NOT NULL DEFAULT 0,
            status_at BIGINT, looked_at BIGINT, reason TEXT, category TEXT,
            PRIMARY KEY (message, number)
          )
          """,
          """
          CREATE INDEX attempt_provider_id ON attempt (provider_message_id)
            WHERE provider_message_id IS NOT NULL
          """,
          """
          CREATE INDEX attempt_silent ON attempt (ended_at)
            WHERE outcome = 'ACCEPTED' AND status_at IS NULL AND looked_at IS NULL
          """,
          """
          CREATE INDEX attempt_heard ON attempt (sender, granted_at) WHERE status_at IS NOT NULL
          """,
          """
          CREATE TABLE history (
            id @serial, message BIGINT NOT NULL, at BIGINT NOT NULL, what TEXT NOT NULL,
            reason TEXT
          )
          """,
          "CREATE INDEX history_message ON history (message, id)",
          """
          CREATE TABLE sender (
            key TEXT PRIMARY KEY, next_us BIGINT NOT NULL, pace DOUBLE PRECISION NOT NULL,
            paced_at BIGINT NOT NULL, paused_until BIGINT NOT NULL, reason TEXT
          )
          """,
          """
          CREATE TABLE pair (
            sender TEXT NOT NULL, recipient TEXT NOT NULL, next_at BIGINT NOT NULL,
            PRIMARY KEY (sender, recipient)
          )
          """,
          "CREATE INDEX pair_next ON pair (next_at)",
          """
          CREATE TABLE early_status (
            id @serial, instance TEXT NOT NULL, provider_message_id TEXT NOT NULL,
            status TEXT NOT NULL, at BIGINT NOT NULL, reason TEXT, category TEXT,
            received_at BIGINT NOT NULL
          )
          """,
          "CREATE INDEX early_status_id ON early_status (provider_message_id)",
          "CREATE INDEX early_status_age ON early_status (received_at)");

  /** What a message costs and whom it counts for; what is counted while much waits. */
  private static final List<String> SECOND =
      List.of(
          "ALTER TABLE attempt ADD COLUMN conversation TEXT",
          "ALTER TABLE attempt ADD COLUMN pricing TEXT",
          "ALTER TABLE attempt ADD COLUMN billable INTEGER",
          "ALTER TABLE attempt ADD COLUMN quiet_since BIGINT",
          "ALTER TABLE attempt ADD COLUMN asked INTEGER NOT NULL DEFAULT 0",
          "CREATE INDEX attempt_granted ON attempt (granted_at)",
          "DROP INDEX attempt_silent",
          """
          CREATE INDEX attempt_silent ON attempt (COALESCE(quiet_since, ended_at))
            WHERE outcome = 'ACCEPTED' AND status_at IS NULL AND looked_at IS NULL
          """,
          "DROP INDEX message_due",
          "CREATE INDEX message_due ON message (due_at, lane) WHERE stage = 1",
          """
          CREATE INDEX message_open ON message (workspace, state)
            WHERE state IN ('UNKNOWN', 'FAILED', 'PARKED')
          """,
          "ALTER TABLE sender ADD COLUMN account TEXT",
          "ALTER TABLE sender ADD COLUMN recipient_limit BIGINT",
          "ALTER TABLE sender ADD COLUMN limit_at BIGINT",
          "ALTER TABLE early_status ADD COLUMN pricing TEXT",
          "ALTER TABLE early_status ADD COLUMN billable INTEGER",
          "CREATE TABLE resumption (instance TEXT PRIMARY KEY, resumed_at BIGINT NOT NULL)");

  /**
   * From when on a sender pauses, as its clock may be set back meanwhile, and whether messages go
   * elsewhere then; what is silent, by instance: one with much of it keeps no other from being
   * asked.
   */
  private static final List<String> THIRD =
      List.of(
          "ALTER TABLE sender ADD COLUMN paused_at BIGINT NOT NULL DEFAULT 0",
          "ALTER TABLE sender ADD COLUMN elsewhere INTEGER NOT NULL DEFAULT 0",
          "DROP INDEX attempt_silent",
          """
          CREATE INDEX attempt_silent ON attempt (instance, COALESCE(quiet_since, ended_at))
            WHERE outcome = 'ACCEPTED' AND status_at IS NULL AND looked_at IS NULL
          """);

  /**
   * What a provider took and did not send: it is found, and removed, as what else has not ended
   * well. From which attempt a line of the history follows, and what answers say.
   */
  private static final List<String> FOURTH =
      List.of(
          "ALTER TABLE attempt ADD COLUMN details TEXT",
          "ALTER TABLE history ADD COLUMN attempt INTEGER",
          "DROP INDEX message_ended",
          """
          CREATE INDEX message_ended ON message (updated_at)
            WHERE settle_at IS NULL
              AND state IN ('ACCEPTED', 'FAILED', 'EXPIRED', 'CANCELLED', 'UNKNOWN',
                'NOTHING_SENT')
          """,
          "DROP INDEX message_open",
          """
          CREATE INDEX message_open ON message (workspace, state)
            WHERE state IN ('UNKNOWN', 'FAILED', 'PARKED', 'NOTHING_SENT')
          """);

  private static final List<List<String>> VERSIONS = List.of(FIRST, SECOND, THIRD, FOURTH);

  static final int VERSION = VERSIONS.size();

  private DeliverySchema() {}

  /** What makes an empty SQLite file one of this version. */
  static List<String> sqlite() {
    return VERSIONS.stream().flatMap(List::stream).map(DeliverySchema::sqlite).toList();
  }

  /** What makes a SQLite file of a version one of the next, by the version that it begins with. */
  static Map<Integer, List<String>> sqliteUpgrades() {
    Map<Integer, List<String>> upgrades = new TreeMap<>();
    for (int version = 1; version < VERSION; version++) {
      upgrades.put(version, VERSIONS.get(version).stream().map(DeliverySchema::sqlite).toList());
    }
    return upgrades;
  }

  private static String sqlite(String statement) {
    return statement.replace(SERIAL, "INTEGER PRIMARY KEY AUTOINCREMENT");
  }

  /** What brings a schema of PostgreSQL to a version from the one before. */
  static List<String> postgres(int version) {
    return VERSIONS.get(version - 1).stream()
        .map(one -> one.replace(SERIAL, "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY"))
        .toList();
  }
}
