package io.patchbay.store.consent;

import io.patchbay.channel.Address;
import io.patchbay.channel.InstanceId;
import io.patchbay.channel.PhoneNumber;
import io.patchbay.channel.Purpose;
import io.patchbay.channel.UserId;
import io.patchbay.store.internal.SqlDatabase;
import io.patchbay.testsupport.ManualClock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What the contracts of the stores of people share: the stores, and two hosts that use them. */
public abstract class PeopleContract {
  static final Address ANN = new PhoneNumber("14155551234");
  static final Address ANN_ID = new UserId("US.1001");
  static final Address BOB = new PhoneNumber("14155559876");
  static final Address BOB_ID = new UserId("US.2002");
  static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");

  /** What a webhook may name a person by: no database is to refuse it at every delivery. */
  static final List<Address> ODD =
      List.of(
          new UserId("US.\0"),
          new UserId("US.\ud83d"),
          new UserId(
              new Random(7)
                  .ints(10_000, 'a', 'z' + 1)
                  .mapToObj(Character::toString)
                  .collect(Collectors.joining())));

  static final InstanceId REPORTER = new InstanceId("acme", "whatsapp");
  static final InstanceId OTHER = new InstanceId("acme", "other");
  static final InstanceId BETA = new InstanceId("beta", "whatsapp");

  /** By which the database is judged. */
  protected final ManualClock clock = new ManualClock();

  private final List<SqlDatabase> opened = new ArrayList<>();
  PeopleStores stores;

  /** The same data as another process would open it. */
  protected abstract SqlDatabase open();

  @BeforeEach
  void openStores() {
    stores = another();
  }

  @AfterEach
  void closeDatabases() {
    opened.forEach(SqlDatabase::close);
  }

  final PeopleStores another() {
    SqlDatabase database = open();
    opened.add(database);
    return PeopleStores.in(database);
  }

  final List<String> column(String sql) {
    return opened.get(0).read(session -> session.all(sql, row -> row.getString(1)));
  }

  /** Puts a row into the database as an older version would have written it. */
  final void write(String sql) {
    opened.get(0).write(session -> session.update(sql));
  }

  static Suppression stop(Address address) {
    return word(address, true, AT);
  }

  static Suppression word(Address address, boolean stopped, Instant at) {
    return new Suppression("acme", address, Purpose.MARKETING, stopped, at, "a test");
  }

  static boolean stopped(PeopleStores stores, Address... person) {
    return stores
        .suppressions()
        .find(List.of(person), List.of("acme"), Purpose.MARKETING)
        .isPresent();
  }

  static ConsentEntry consent(Address address, Instant at) {
    return new ConsentEntry("acme", address, Set.of(Purpose.MARKETING), true, at, "form", "Yes");
  }

  /** Runs two things at the same moment. */
  static void atOnce(Runnable one, Runnable other) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      CyclicBarrier together = new CyclicBarrier(2);
      List<Future<?>> both = new ArrayList<>();
      for (Runnable each : List.of(one, other)) {
        Callable<Object> work =
            () -> {
              together.await(2, TimeUnit.MINUTES);
              each.run();
              return each;
            };
        both.add(threads.submit(work));
      }
      for (Future<?> each : both) {
        each.get(2, TimeUnit.MINUTES);
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
