package io.patchbay.store.consent;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.Address;
import io.patchbay.channel.PhoneNumber;
import io.patchbay.store.internal.SqlDatabase;
import io.patchbay.store.internal.SqlSession;
import io.patchbay.store.internal.Work;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stores of people in the default file. */
class SqlitePeopleTest {
  @TempDir Path directory;

  @Nested
  class Suppressing extends SuppressionListContract {
    @Override
    protected SqlDatabase open() {
      return PeopleStores.file(directory, clock);
    }
  }

  @Nested
  class Linking extends LinkedAddressesContract {
    @Override
    protected SqlDatabase open() {
      return PeopleStores.file(directory, clock);
    }
  }

  @Nested
  class Consenting extends ConsentLedgerContract {
    @Override
    protected SqlDatabase open() {
      return PeopleStores.file(directory, clock);
    }
  }

  @Nested
  class Hearing extends FiledConversationsContract {
    @Override
    protected SqlDatabase open() {
      return PeopleStores.file(directory, clock);
    }

    @Test
    void nothingIsCreatedForWhoIsOnlyAskedFor() {
      assertThat(windows.lastHeard(SENDER, List.of(ANN))).isEmpty();
      assertThat(windows.erase(List.of(ANN))).isZero();
      assertThat(directory).isEmptyDirectory();
    }

    /** A webhook that is delivered again, and what came out of order. */
    @Test
    void whatIsKnownIsNotWrittenAgainAndWhatIsNewNeverWaitsForTheDisk() {
      Counted database = new Counted(open());
      ConversationWindows counted = new FiledConversations(database);
      counted.heard(SENDER, List.of(ANN, ANN_ID), AT);
      assertThat(database.soon).hasValue(1);
      counted.heard(SENDER, List.of(ANN, ANN_ID), AT);
      counted.heard(SENDER, List.of(ANN), AT.minusSeconds(1));
      assertThat(database.soon).hasValue(1);
      Address third = new PhoneNumber("14155550000");
      counted.heard(SENDER, List.of(ANN, third), AT);
      assertThat(database.soon).as("an address that is new").hasValue(2);
      Instant later = AT.plus(Duration.ofMillis(1));
      counted.heard(SENDER, List.of(ANN), later);
      assertThat(database.soon).hasValue(3);
      assertThat(database.flushed).hasValue(0);
      assertThat(windows.lastHeard(SENDER, List.of(ANN))).contains(later);
      database.close();
    }
  }

  /** Counts transactions. */
  private record Counted(SqlDatabase database, AtomicInteger flushed, AtomicInteger soon)
      implements SqlDatabase {
    private Counted(SqlDatabase database) {
      this(database, new AtomicInteger(), new AtomicInteger());
    }

    @Override
    public <T> T read(Work<T> work) {
      return database.read(work);
    }

    @Override
    public <T> T read(T absent, Work<T> work) {
      return database.read(absent, work);
    }

    @Override
    public <T> T write(Work<T> work) {
      flushed.incrementAndGet();
      return database.write(work);
    }

    @Override
    public <T> T writeSoon(Work<T> work) {
      soon.incrementAndGet();
      return database.writeSoon(work);
    }

    @Override
    public long now(SqlSession session) throws java.sql.SQLException {
      return database.now(session);
    }

    @Override
    public String skippingLocked(String table) {
      return database.skippingLocked(table);
    }

    @Override
    public String locked() {
      return database.locked();
    }

    @Override
    public String describe() {
      return database.describe();
    }

    @Override
    public void close() {
      database.close();
    }
  }
}
