package io.patchbay.store.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.patchbay.store.StorageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

class SqliteDatabaseTest {
  private static final SqliteSchema SCHEMA = SqliteSchema.of("CREATE TABLE word (text TEXT)");

  @TempDir Path directory;

  /** SQLite gives up at once, instead of waiting, when two make a new file at the same moment. */
  @Test
  void whoeverMakesANewFileAtTheSameMomentIsWaitedFor() throws Exception {
    Queue<String> failures = new ConcurrentLinkedQueue<>();
    for (int round = 0; round < 40; round++) {
      Path path = directory.resolve("new-" + round + ".db");
      CyclicBarrier start = new CyclicBarrier(6);
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        boolean writes = i % 2 == 0;
        Thread thread =
            new Thread(
                () -> {
                  try (SqliteDatabase file = new SqliteDatabase(path, SCHEMA)) {
                    start.await();
                    for (int again = 0; again < 5; again++) {
                      boolean done =
                          writes ? file.write(session -> true) : file.read(true, session -> true);
                      assertThat(done).isTrue();
                    }
                  } catch (Exception | AssertionError e) {
                    failures.add(String.valueOf(e.getMessage()));
                  }
                });
        threads.add(thread);
        thread.start();
      }
      for (Thread thread : threads) {
        thread.join();
      }
    }
    assertThat(failures).isEmpty();
  }

  @Test
  void nobodyOverlooksAFileThatIsThere() throws Exception {
    Path path = directory.resolve("some.db");
    try (SqliteDatabase file = new SqliteDatabase(path, SCHEMA)) {
      file.write(
          session -> {
            session.execute("INSERT INTO word VALUES ('stop')");
            return true;
          });
    }
    AtomicInteger overlooked = new AtomicInteger();
    for (int round = 0; round < 20; round++) {
      try (SqliteDatabase file = new SqliteDatabase(path, SCHEMA)) {
        CyclicBarrier start = new CyclicBarrier(16);
        List<Thread> readers = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
          Thread reader =
              new Thread(
                  () -> {
                    try {
                      start.await();
                      if (!file.read(false, session -> true)) {
                        overlooked.incrementAndGet();
                      }
                    } catch (Exception e) {
                      overlooked.incrementAndGet();
                    }
                  });
          readers.add(reader);
          reader.start();
        }
        for (Thread reader : readers) {
          reader.join();
        }
      }
    }
    assertThat(overlooked).as("readers who took the file for absent").hasValue(0);
  }

  private static boolean passes(ThrowingCallable work) {
    return catchThrowableOfType(StorageException.class, work).passing();
  }

  @Test
  void tellsWhatFailsAtEveryTryFromWhatMayPass() throws Exception {
    Path path = directory.resolve("full.db");
    try (SqliteDatabase file = new SqliteDatabase(path, SCHEMA)) {
      file.write(session -> session.update("INSERT INTO word VALUES ('stop')"));
      assertThat(
              passes(
                  () ->
                      file.write(
                          session -> {
                            session.execute("PRAGMA max_page_count = 3");
                            return session.update("INSERT INTO word VALUES (zeroblob(100000))");
                          })))
          .as("a full disk")
          .isTrue();
      assertThat(passes(() -> file.write(session -> session.update("DELETE FROM nowhere"))))
          .as("a wrong statement")
          .isFalse();
      assertThat(
              passes(
                  () ->
                      file.write(
                          session -> {
                            throw new SQLiteException("[SQLITE_BUSY]", SQLiteErrorCode.SQLITE_BUSY);
                          })))
          .as("another process")
          .isTrue();
    }
    SqliteDatabase closed = new SqliteDatabase(path, SCHEMA);
    closed.close();
    assertThat(passes(() -> closed.read(session -> true))).as("a closed file").isFalse();
    Path damaged = Files.writeString(directory.resolve("damaged.db"), "no database ".repeat(99));
    try (SqliteDatabase file = new SqliteDatabase(damaged, SCHEMA)) {
      assertThat(passes(() -> file.read(session -> true))).as("a damaged file").isFalse();
    }
  }

  @Test
  void anOlderFileIsUpgradedStepByStepAndOnce() throws Exception {
    Path path = directory.resolve("old.db");
    write(new SqliteDatabase(path, SCHEMA), "INSERT INTO word VALUES ('stop')");
    Map<Integer, List<String>> upgrades =
        Map.of(
            1, List.of("ALTER TABLE word ADD COLUMN length INTEGER"),
            2, List.of("UPDATE word SET length = length(text)"));
    List<String> schema = List.of("CREATE TABLE word (text TEXT, length INTEGER)");
    CyclicBarrier start = new CyclicBarrier(4);
    Queue<Object> found = new ConcurrentLinkedQueue<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Thread thread =
          new Thread(
              () -> {
                try (SqliteDatabase file =
                    new SqliteDatabase(path, new SqliteSchema(3, schema, upgrades))) {
                  start.await();
                  found.add(
                      file.read(
                          session -> session.all("SELECT length FROM word", r -> r.getInt(1))));
                } catch (Exception e) {
                  found.add(e);
                }
              });
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(found).hasSize(4).containsOnly(List.of(4));
  }

  @Test
  void anUpgradeThatFailsLeavesTheFileAsItWas() {
    Path path = directory.resolve("old.db");
    write(new SqliteDatabase(path, SCHEMA), "INSERT INTO word VALUES ('stop')");
    Map<Integer, List<String>> broken = Map.of(1, List.of("DROP TABLE word", "no statement"));
    try (SqliteDatabase file =
        new SqliteDatabase(path, new SqliteSchema(2, SCHEMA.tables(), broken))) {
      assertThatThrownBy(() -> file.read(session -> true)).isInstanceOf(StorageException.class);
    }
    try (SqliteDatabase file = new SqliteDatabase(path, SCHEMA)) {
      assertThat(
              file.<List<String>>read(
                  session -> session.all("SELECT text FROM word", row -> row.getString(1))))
          .containsExactly("stop");
    }
  }

  private static void write(SqliteDatabase opened, String statement) {
    try (SqliteDatabase file = opened) {
      file.write(session -> session.update(statement));
    }
  }
}
