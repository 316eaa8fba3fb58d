package io.patchbay.delivery.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.delivery.internal.Claim;
import io.patchbay.delivery.internal.ClaimedMessage;
import io.patchbay.store.PostgresSettings;
import io.patchbay.store.internal.PostgresDatabase;
import io.patchbay.store.internal.SqlDatabase;
import io.patchbay.store.internal.SqlSession;
import io.patchbay.store.internal.Work;
import io.patchbay.testsupport.Conditions;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PostgresDeliveryStoreTest {
  private final PostgresSettings settings = TestPostgres.settings().withConnections(3);

  private SqlDatabase postgres(Clock clock) {
    return new ClockedDatabase(new PostgresDatabase(settings), clock);
  }

  @Nested
  class Submitting extends SubmitContract {
    @Override
    SqlDatabase open(Clock clock) {
      return postgres(clock);
    }
  }

  @Nested
  class Claiming extends ClaimContract {
    @Override
    SqlDatabase open(Clock clock) {
      return postgres(clock);
    }

    @Test
    void oneHostDoesNotWaitForTheMessagesThatAnotherHolds() {
      submit("m1", "m2", "m3");
      long lane = lane();
      try (SqlDatabase other = open(clock)) {
        List<String> passed =
            other.write(
                session -> {
                  session.all(
                      "SELECT seq FROM message m WHERE id IN ('m1', 'm3')"
                          + other.skippingLocked("m"),
                      row -> row.getLong(1));
                  return ids(store.claim(request(lane, 10, null, null)).messages());
                });

        assertThat(passed).containsExactly("m2");
      }
      assertThat(ids(claim(10))).containsExactly("m1", "m3");
    }

    @Test
    void oneHostDoesNotWaitForTheSenderThatAnotherHolds() {
      submit("m1", "m2", "m3");
      accepted(claimOne(), "p1");
      long lane = lane();
      try (SqlDatabase other = open(clock)) {
        Claim passed =
            other.write(
                session -> {
                  session.all("SELECT key FROM sender" + other.locked(), row -> row.getString(1));
                  assertThat(store.claim(request(lane, "line:acme/b", 1, null, null)).messages())
                      .hasSize(1);
                  return store.claim(request(lane, 10, null, null));
                });

        assertThat(passed.messages()).isEmpty();
        assertThat(passed.nextAt() - passed.now()).as("soon again").isBetween(1L, 10L);
      }
      assertThat(ids(claim(10))).containsExactly("m3");
    }
  }

  @Nested
  class Pacing extends PaceContract {
    @Override
    SqlDatabase open(Clock clock) {
      return postgres(clock);
    }
  }

  @Nested
  class ClockSteps extends ClockStepContract {
    @Override
    SqlDatabase open(Clock clock) {
      return postgres(clock);
    }
  }

  @Nested
  class Statuses extends StatusContract {
    @Override
    SqlDatabase open(Clock clock) {
      return postgres(clock);
    }
  }

  @Nested
  class StatusOrders extends StatusOrderContract {
    @Override
    SqlDatabase open(Clock clock) {
      return postgres(clock);
    }
  }

  /** Its first transaction is not committed before the test says so. */
  private static final class HeldDatabase extends ForwardingDatabase {
    private final CountDownLatch done = new CountDownLatch(1);
    private final CountDownLatch committed = new CountDownLatch(1);

    HeldDatabase(SqlDatabase database) {
      super(database);
    }

    @Override
    public <T> T write(Work<T> work) {
      return super.write(
          session -> {
            T result = work.with(session);
            done.countDown();
            await(committed);
            return result;
          });
    }

    private static void await(CountDownLatch latch) {
      try {
        assertThat(latch.await(2, TimeUnit.MINUTES)).isTrue();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }

  @Nested
  class Keeping extends KeepingContract {
    @Override
    SqlDatabase open(Clock clock) {
      return postgres(clock);
    }

    /** The first attempt's answer comes when the second has been accepted. */
    @Test
    void aLateAnswerThatMeetsAnErasureBringsNothingBack() throws Exception {
      submit(message("m1", NUMBER));
      ClaimedMessage first = claimOne();
      clock.advance(LEASE.plusMillis(1));
      sweep();
      clock.advance(SETTLE);
      store.sendAgain(store.unsettled().get(0), LANE, null, false, "silence");
      accepted(claimOne(), "p2-" + NUMBER);
      ExecutorService threads = Executors.newFixedThreadPool(2);
      try (HeldDatabase held = new HeldDatabase(open(clock));
          SqlDatabase looking = open(clock)) {
        Future<Integer> erased = threads.submit(() -> new DeliveryStore(held).erase(PERSON, null));
        HeldDatabase.await(held.done);
        Future<?> answered = threads.submit(() -> accepted(first, "p1-" + NUMBER));
        awaitLocked(looking, answered);
        held.committed.countDown();

        assertThat(erased.get(2, TimeUnit.MINUTES)).isEqualTo(1);
        answered.get(2, TimeUnit.MINUTES);
      } finally {
        threads.shutdownNow();
      }
      assertThat(record("m1").story())
          .filteredOn(line -> line.what().equals("ACCEPTED"))
          .as("both were sent")
          .hasSize(2)
          .allMatch(line -> line.providerMessageId() == null);
      assertThat(record("m1").toString()).doesNotContain(NUMBER);
    }

    /** Until somebody waits for a lock, or has not waited for anything. */
    private void awaitLocked(SqlDatabase database, Future<?> done) {
      Conditions.await(
          "somebody waits for a lock",
          () ->
              done.isDone()
                  || !database
                      .read(
                          session ->
                              session.all("SELECT 1 FROM pg_locks WHERE NOT granted", row -> true))
                      .isEmpty());
    }
  }

  @Nested
  class Usage extends UsageContract {
    @Override
    SqlDatabase open(Clock clock) {
      return postgres(clock);
    }
  }

  @Nested
  class Plans extends PlanContract {
    @Override
    SqlDatabase open(Clock clock) {
      // Parameters without values cannot be sent the other way.
      return new PostgresDatabase(
          PostgresSettings.of(settings.url() + "?preferQueryMode=simple", "postgres", "")
              .withSchema(settings.schema()));
    }

    @Override
    List<String> plan(SqlSession session, String statement) throws SQLException {
      String numbered = statement;
      for (int i = 1; numbered.contains("?"); i++) {
        numbered = numbered.replaceFirst("\\?", "\\$" + i);
      }
      return whole(session.all("EXPLAIN (GENERIC_PLAN) " + numbered, row -> row.getString(1)));
    }

    /** In the order of an index it would jump from row to row through the whole table. */
    @Test
    void whatCountsEverythingReadsItAsItLies() {
      try (SqlDatabase database = open(clock)) {
        List<String> plan = database.read(session -> plan(session, Inspection.COUNTS));

        assertThat(plan).anyMatch(line -> line.contains("Seq Scan on message"));
      }
    }

    /**
     * Marks what reads a whole table in the order of its key: it has no condition. Lanes are few,
     * and all of them are asked for.
     */
    private static List<String> whole(List<String> plan) {
      List<String> marked = new ArrayList<>();
      for (int i = 0; i < plan.size(); i++) {
        boolean index = !plan.get(i).contains("lane_pkey") && plan.get(i).contains("_pkey on ");
        boolean bounded = i + 1 < plan.size() && plan.get(i + 1).contains("Index Cond");
        marked.add(index && !bounded ? "Whole " + plan.get(i).strip() : plan.get(i));
      }
      return marked;
    }

    @Override
    Pattern looksThrough() {
      return Pattern.compile("Seq Scan on|Bitmap|^Whole");
    }
  }
}
