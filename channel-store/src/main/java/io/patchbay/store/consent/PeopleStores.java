package io.patchbay.store.consent;

import io.patchbay.store.internal.SqlDatabase;
import io.patchbay.store.internal.SqliteDatabase;
import io.patchbay.store.internal.SqliteSchema;
import java.nio.file.Path;
import java.time.Clock;

/**
 * The four stores of what is remembered of people.
 *
 * <p>Immutable; the stores in it are thread-safe.
 *
 * @param addresses which addresses are one person's
 * @param suppressions who does not want messages
 * @param consents who agreed to what
 * @param windows who wrote when
 */
public record PeopleStores(
    LinkedAddresses addresses,
    SuppressionList suppressions,
    ConsentLedger consents,
    ConversationWindows windows) {
  /** The name of the default file. */
  public static final String FILE = "people.db";

  /**
   * The default file in a directory. File and directory are created when there is something to
   * write. Whoever opens it closes it.
   */
  public static SqliteDatabase file(Path directory) {
    return file(directory, Clock.systemUTC());
  }

  /** As above, with the clock by which what is in it is judged. */
  public static SqliteDatabase file(Path directory, Clock clock) {
    return new SqliteDatabase(directory.resolve(FILE), SqliteSchema.people(), clock);
  }

  /**
   * All in one database: the default file, or one that has the same tables. Whoever opens it closes
   * it.
   */
  public static PeopleStores in(SqlDatabase database) {
    return new PeopleStores(
        new FiledAddresses(database),
        new FiledSuppressions(database),
        new FiledConsents(database),
        new FiledConversations(database));
  }

  /** The same with another way to link addresses. */
  public PeopleStores withAddresses(LinkedAddresses other) {
    return new PeopleStores(other, suppressions, consents, windows);
  }

  /** The same with another suppression list. */
  public PeopleStores withSuppressions(SuppressionList other) {
    return new PeopleStores(addresses, other, consents, windows);
  }

  /** The same with another consent ledger. */
  public PeopleStores withConsents(ConsentLedger other) {
    return new PeopleStores(addresses, suppressions, other, windows);
  }

  /** The same with other windows. */
  public PeopleStores withWindows(ConversationWindows other) {
    return new PeopleStores(addresses, suppressions, consents, other);
  }
}
