package io.patchbay.registry.people;

import io.patchbay.registry.storage.SqliteFile;
import java.nio.file.Path;

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
  public static SqliteFile file(Path directory) {
    return new SqliteFile(
        directory.resolve(FILE),
        PeopleSchema.VERSION,
        PeopleSchema.STATEMENTS,
        PeopleSchema.UPGRADES,
        SqliteFile.Flush.DISK);
  }

  /** The default: all in one file, but for the windows, which are in memory. */
  public static PeopleStores in(SqliteFile file) {
    return new PeopleStores(
        new FiledAddresses(file),
        new FiledSuppressions(file),
        new FiledConsents(file),
        new RecentConversations());
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
