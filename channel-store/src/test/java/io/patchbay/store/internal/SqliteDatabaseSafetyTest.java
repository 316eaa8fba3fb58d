package io.patchbay.store.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.patchbay.store.Database;
import io.patchbay.store.StorageException;
import io.patchbay.testsupport.Conditions;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens to the file itself: who may read it, and that it is there and has its content. */
class SqliteDatabaseSafetyTest {
  private static final SqliteSchema SCHEMA = SqliteSchema.of("CREATE TABLE word (text TEXT)");

  @TempDir Path folder;
  private Path path = Path.of("");

  @BeforeEach
  void name() {
    path = folder.resolve("words.db");
  }

  private SqliteDatabase file() {
    return new SqliteDatabase(path, SCHEMA);
  }

  private static void add(SqliteDatabase file, String word) {
    file.write(session -> session.update("INSERT INTO word VALUES (?)", word));
  }

  private static List<String> words(SqliteDatabase file) {
    return file.read(
        List.of(), session -> session.all("SELECT text FROM word", row -> row.getString(1)));
  }

  private static void make(Path path, String word) {
    try (SqliteDatabase file = new SqliteDatabase(path, SCHEMA)) {
      add(file, word);
    }
  }

  @Nested
  class Permissions {
    @BeforeEach
    void onlyWhereThereAreSome() {
      assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("posix"));
    }

    private static String of(Path file) throws IOException {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private static void open(Path file, String permissions) throws IOException {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    @Test
    void whatIsNewIsPrivate() throws Exception {
      path = folder.resolve("new/deeper/words.db");
      try (SqliteDatabase file = file()) {
        add(file, "stop");

        assertThat(of(folder.resolve("new"))).isEqualTo("rwx------");
        assertThat(of(folder.resolve("new/deeper"))).isEqualTo("rwx------");
        for (String name : List.of("words.db", "words.db-wal", "words.db-shm")) {
          assertThat(of(folder.resolve("new/deeper").resolve(name)))
              .as(name)
              .isEqualTo("rw-------");
        }
      }
      try (var left = Files.list(folder.resolve("new/deeper"))) {
        assertThat(left).containsExactly(path);
      }
    }

    @Test
    void whatWasOpenToOthersIsPrivateOnceItIsRead() throws Exception {
      Path directory = Files.createDirectory(folder.resolve(Database.DIRECTORY));
      path = directory.resolve("words.db");
      try (SqliteDatabase first = file()) {
        add(first, "stop");
        open(directory, "rwxr-xr-x");
        for (String name : List.of("words.db", "words.db-wal", "words.db-shm")) {
          open(directory.resolve(name), "rw-r--rw-");
        }

        try (SqliteDatabase file = file()) {
          assertThat(words(file)).containsExactly("stop");
        }

        assertThat(of(directory)).isEqualTo("rwx------");
        for (String name : List.of("words.db", "words.db-wal", "words.db-shm")) {
          assertThat(of(directory.resolve(name))).as(name).isEqualTo("rw-------");
        }
      }
    }

    @Test
    void aDirectoryThatTheHostChoseStaysAsItIs() throws Exception {
      open(folder, "rwxrwxrwx");

      make(path, "stop");

      assertThat(of(folder)).isEqualTo("rwxrwxrwx");
      assertThat(of(path)).isEqualTo("rw-------");
    }
  }

  @Nested
  class Lost {
    private void failsToUse(SqliteDatabase file, String what) {
      String message =
          "The file "
              + path
              + " cannot be used: it "
              + what
              + " while this process had it open; move the same file back, and it is used again;"
              + " or stop this process, put the file in place that is to be used, or none to begin"
              + " with an empty one, and start it again";
      assertThatThrownBy(() -> add(file, "lost"))
          .isInstanceOf(StorageException.class)
          .hasMessage(message);
      // A look of the write above has found it out, so that reading need not wait for its own.
      assertThatThrownBy(() -> words(file))
          .isInstanceOf(StorageException.class)
          .hasMessage(message);
      assertThatThrownBy(file::check).isInstanceOf(StorageException.class).hasMessage(message);
    }

    @Test
    void aFileThatWasRemovedTakesNothingUntilItIsBack() throws Exception {
      try (SqliteDatabase file = file()) {
        add(file, "stop");
        assertThat(words(file)).containsExactly("stop");
        Path elsewhere = Files.move(path, folder.resolve("elsewhere.db"));

        failsToUse(file, "was removed");
        assertThat(path).doesNotExist();
        Files.move(elsewhere, path);

        add(file, "start");
        assertThat(words(file)).containsExactly("stop", "start");
        file.check();
      }
    }

    @Test
    void aFileThatWasReplacedTakesNothingAndTheOtherIsNotTouched() throws Exception {
      Path other = folder.resolve("other.db");
      make(other, "other");
      byte[] before = Files.readAllBytes(other);
      try (SqliteDatabase file = file()) {
        add(file, "stop");
        Path elsewhere = Files.move(path, folder.resolve("elsewhere.db"));
        Files.move(other, path);

        failsToUse(file, "was replaced by another file");
        assertThat(path).hasBinaryContent(before);
        try (SqliteDatabase moved = new SqliteDatabase(elsewhere, SCHEMA)) {
          assertThat(words(moved)).as("nothing is left in the log").containsExactly("stop");
        }
      }
      try (SqliteDatabase next = file()) {
        assertThat(words(next)).as("after a restart").containsExactly("other");
        add(next, "more");
        assertThat(words(next)).containsExactly("other", "more");
      }
    }

    @Test
    void aConnectionThatBrokeDoesNotOpenAnotherFile() throws Exception {
      Path other = folder.resolve("other.db");
      make(other, "other");
      try (SqliteDatabase file = file()) {
        add(file, "stop");
        assertThatThrownBy(() -> file.write(session -> session.update("no statement")))
            .isInstanceOf(StorageException.class);
        Files.delete(path);
        failsToUse(file, "was removed");
        Files.move(other, path);
        failsToUse(file, "was replaced by another file");
      }
    }

    @Test
    void theOtherConnectionsOfALostFileAreLostToo() throws Exception {
      Work<List<String>> words =
          session -> session.all("SELECT text FROM word", row -> row.getString(1));
      try (SqliteDatabase file = file()) {
        add(file, "stop");
        assertThat(file.survey(words)).containsExactly("stop");
        Files.delete(path);

        failsToUse(file, "was removed");
        assertThatThrownBy(() -> file.survey(words)).hasMessageContaining("was removed");
      }
    }

    @ParameterizedTest
    @ValueSource(strings = {"words.db-wal", "words.db-shm"})
    void aLogThatWasRemovedIsNoticedAndWhatWasConfirmedIsNotLost(String name) throws Exception {
      try (SqliteDatabase file = file()) {
        add(file, "stop");
        assertThat(words(file)).containsExactly("stop");
        Files.delete(folder.resolve(name));

        assertThatThrownBy(() -> add(file, "more"))
            .hasMessage(
                "The file %s cannot be used: its log %s was removed while this process had it open;"
                        .formatted(path, name)
                    + " what it held is written into the file, which is used again then; if this"
                    + " goes on, stop this process and start it again");
        Path copy = Files.copy(path, folder.resolve("copy.db"));
        try (SqliteDatabase killed = new SqliteDatabase(copy, SCHEMA)) {
          assertThat(words(killed)).as("without the log").containsExactly("stop");
        }

        Conditions.await("it is used again", () -> isUsable(file));
        add(file, "start");
        assertThat(words(file)).containsExactly("stop", "start");
      }
      try (SqliteDatabase next = file()) {
        assertThat(words(next)).containsExactly("stop", "start");
      }
    }

    private static boolean isUsable(SqliteDatabase file) {
      try {
        file.check();
        return true;
      } catch (StorageException e) {
        return false;
      }
    }

    @Test
    void anotherLogInItsPlaceIsNoticedAndOursIsNotMixedWithIt() throws Exception {
      Path log = folder.resolve("words.db-wal");
      byte[] before;
      try (SqliteDatabase file = file()) {
        add(file, "stop");
        before = Files.readAllBytes(path);
        Path copy = Files.copy(log, folder.resolve("copy"));
        Files.move(copy, log, StandardCopyOption.REPLACE_EXISTING);

        assertThatThrownBy(() -> add(file, "more"))
            .hasMessage(
                "The file "
                    + path
                    + " cannot be used: its log words.db-wal was replaced by another file while"
                    + " this process had it open; stop every process that uses it and start"
                    + " again; what was confirmed last may be missing");
      }
      assertThat(path).as("after it was closed").hasBinaryContent(before);
      assertThat(log).exists();
    }

    @Test
    void aLogIsSavedOnceNobodyReadsAnOlderStateAnyMore() throws Exception {
      try (SqliteDatabase file = file()) {
        add(file, "stop");
        try (Connection older = DriverManager.getConnection("jdbc:sqlite:" + path);
            Statement statement = older.createStatement()) {
          older.setAutoCommit(false);
          assertThat(statement.executeQuery("SELECT text FROM word").next()).isTrue();
          add(file, "start");
          Files.delete(folder.resolve("words.db-wal"));
          assertThatThrownBy(() -> add(file, "more")).hasMessageContaining("was removed");
          assertThatThrownBy(file::check).hasMessageContaining("was removed");
        }
        assertThatThrownBy(file::check).hasMessageContaining("was removed");

        Path copy = Files.copy(path, folder.resolve("copy.db"));
        try (SqliteDatabase killed = new SqliteDatabase(copy, SCHEMA)) {
          assertThat(words(killed)).containsExactly("stop", "start");
        }
      }
    }

    @Test
    void ofAMissingFileWhoseLogIsThereNothingIsTakenForUnsaid() throws Exception {
      Files.writeString(folder.resolve("words.db-wal"), "frames");
      try (SqliteDatabase file = file()) {
        assertThatThrownBy(() -> words(file)).hasMessageContaining("it is missing, and its log");
        assertThatThrownBy(file::check).hasMessageContaining("it is missing, and its log");
      }
    }

    @Test
    void aLogThatGoesWithTheLastConnectionIsNoLoss() throws Exception {
      try (SqliteDatabase file = file()) {
        add(file, "stop");
        assertThatThrownBy(() -> file.write(session -> session.update("no statement")))
            .isInstanceOf(StorageException.class);
        assertThat(folder.resolve("words.db-wal")).doesNotExist();

        file.check();
        add(file, "start");
        assertThat(words(file)).containsExactly("stop", "start");
      }
    }

    @Test
    void theLogOfAFileThatIsGoneIsNoPartOfANewOne() throws Exception {
      Path log = Files.writeString(folder.resolve("words.db-wal"), "frames of another file");
      try (SqliteDatabase file = file()) {
        assertThatThrownBy(() -> add(file, "stop"))
            .isInstanceOf(StorageException.class)
            .hasMessage(
                "The file "
                    + path
                    + " cannot be used: it is missing, and its log words.db-wal is still there;"
                    + " move the file back; or, to begin without what it held, remove the log,"
                    + " too");
        assertThat(path).doesNotExist();
        Files.delete(log);

        add(file, "stop");
        assertThat(words(file)).containsExactly("stop");
      }
    }
  }

  @Nested
  class Empty {
    @Test
    void aFileWithoutContentIsNoNewOne() throws Exception {
      Files.createFile(path);
      try (SqliteDatabase file = file()) {
        String message =
            "The file "
                + path
                + " cannot be used: it is empty: it has lost its content; put a good copy in its"
                + " place; or, to begin without what it held, remove it with its -wal and -shm"
                + " files";
        assertThatThrownBy(() -> add(file, "stop")).hasMessage(message);
        assertThatThrownBy(() -> words(file)).hasMessage(message);
        assertThatThrownBy(file::check).hasMessage(message);
        assertThat(path).hasSize(0);
        Files.delete(path);

        assertThat(words(file)).isEmpty();
        add(file, "stop");
        assertThat(words(file)).containsExactly("stop");
      }
    }

    @Test
    void aDatabaseWithoutTablesIsNoNewOneEither() throws Exception {
      try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + path);
          Statement statement = connection.createStatement()) {
        statement.execute("CREATE TABLE other (text TEXT)");
        statement.execute("DROP TABLE other");
      }
      assertThat(path).isNotEmptyFile();
      try (SqliteDatabase file = file()) {
        assertThatThrownBy(() -> add(file, "stop"))
            .isInstanceOf(StorageException.class)
            .hasMessageStartingWith(
                "The file "
                    + path
                    + " cannot be used: it has no tables of Patchbay: it has lost its content; put"
                    + " a good copy in its place");
      }
    }

    @Test
    void nobodySeesAnEmptyFileWhileSeveralCreateIt() throws Exception {
      ExecutorService threads = Executors.newFixedThreadPool(5);
      try {
        for (int round = 0; round < 20; round++) {
          path = folder.resolve("new-" + round + ".db");
          Future<Boolean> everEmpty = threads.submit(() -> seenEmpty(path));
          List<Callable<Boolean>> writers = List.of(this::written, this::written, this::written);
          for (Future<Boolean> writer : threads.invokeAll(writers)) {
            assertThat(writer.get()).isTrue();
          }
          assertThat(everEmpty.get()).isFalse();
          try (SqliteDatabase file = file()) {
            assertThat(words(file)).hasSize(3);
          }
        }
      } finally {
        threads.shutdownNow();
      }
    }

    private boolean written() {
      make(path, "stop");
      return true;
    }

    private static boolean seenEmpty(Path path) throws IOException {
      while (Files.notExists(path)) {
        Thread.onSpinWait();
      }
      return Files.size(path) == 0;
    }
  }
}
