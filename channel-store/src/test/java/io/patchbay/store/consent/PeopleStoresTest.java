package io.patchbay.store.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.channel.Address;
import io.patchbay.channel.InstanceId;
import io.patchbay.channel.PhoneNumber;
import io.patchbay.channel.Purpose;
import io.patchbay.channel.UserId;
import io.patchbay.store.StorageException;
import io.patchbay.store.internal.SqliteDatabase;
import io.patchbay.testsupport.Conditions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeopleStoresTest {
  private static final Address ANN = new PhoneNumber("14155551234");
  private static final Address ANN_ID = new UserId("US.1001");
  private static final Address BOB = new PhoneNumber("14155559876");
  private static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");
  private static final InstanceId REPORTER = new InstanceId("acme", "whatsapp");

  @TempDir Path directory;
  private final List<SqliteDatabase> files = new ArrayList<>();
  private PeopleStores stores;

  @BeforeEach
  void open() {
    stores = another();
  }

  @AfterEach
  void close() {
    files.forEach(SqliteDatabase::close);
  }

  /** The same file as another process would open it. */
  private PeopleStores another() {
    SqliteDatabase file = PeopleStores.file(directory.resolve("data"));
    files.add(file);
    return PeopleStores.in(file);
  }

  private Path file() {
    return directory.resolve("data").resolve(PeopleStores.FILE);
  }

  private static Suppression stop(Address address) {
    return word(address, true, AT);
  }

  private static Suppression word(Address address, boolean stopped, Instant at) {
    return new Suppression("acme", address, Purpose.MARKETING, stopped, at, "a test");
  }

  private static boolean stopped(PeopleStores stores, Address... person) {
    return stores
        .suppressions()
        .find(List.of(person), List.of("acme"), Purpose.MARKETING)
        .isPresent();
  }

  private static ConsentEntry consent(Address address, Instant at) {
    return new ConsentEntry("acme", address, Set.of(Purpose.MARKETING), true, at, "form", "Yes");
  }

  @Test
  void nothingIsCreatedBeforeThereIsSomethingToKeep() {
    assertThat(stores.addresses().of(ANN, List.of("acme"))).containsExactly(ANN);
    assertThat(stopped(stores, ANN)).isFalse();
    assertThat(stores.consents().history(List.of(ANN))).isEmpty();
    stores.addresses().unlink(List.of(ANN), "acme");
    assertThat(stores.suppressions().erase(List.of(ANN), null, true)).isZero();
    assertThat(directory.resolve("data")).doesNotExist();
    stores.suppressions().record(List.of(stop(ANN)));
    assertThat(file()).exists();
  }

  @Test
  void everythingSurvivesARestart() {
    stores.addresses().link(List.of(ANN, ANN_ID), REPORTER, AT);
    stores.suppressions().record(List.of(stop(ANN)));
    stores.consents().append(consent(BOB, AT));
    files.forEach(SqliteDatabase::close);
    PeopleStores later = another();
    assertThat(later.addresses().of(ANN_ID, List.of("acme")))
        .containsExactlyInAnyOrder(ANN, ANN_ID);
    assertThat(later.suppressions().all(List.of(ANN))).containsExactly(stop(ANN));
    assertThat(later.consents().history(List.of(BOB))).containsExactly(consent(BOB, AT));
  }

  @Test
  void twoProcessesSeeWhatTheOtherHasCommitted() {
    PeopleStores other = another();
    assertThat(stopped(other, ANN)).isFalse();
    stores.suppressions().record(List.of(stop(ANN)));
    Conditions.await("the file is noticed", () -> stopped(other, ANN));
    other.suppressions().record(List.of(word(ANN, false, AT.plusSeconds(1))));
    assertThat(stopped(stores, ANN)).as("at once from now on").isFalse();
    stores.suppressions().record(List.of(word(ANN, true, AT.plusSeconds(2))));
    assertThat(stopped(other, ANN)).isTrue();
  }

  @Nested
  class Failing {
    @Test
    void aDirectoryThatCannotBeMadeIsToldAtTheFirstWrite() throws IOException {
      // Cannot be made by anybody, not even by root: a link that leads nowhere.
      Files.createSymbolicLink(directory.resolve("data"), directory.resolve("none/none"));
      assertThat(stopped(stores, ANN)).as("there is no file to read").isFalse();
      assertThatThrownBy(() -> stores.suppressions().record(List.of(stop(ANN))))
          .isInstanceOf(StorageException.class)
          .hasMessageContaining("The file " + file() + " cannot be written: ")
          .hasMessageEndingWith(
              "let this process write the directory "
                  + directory.resolve("data")
                  + ", or choose another one with dataDirectory");
    }

    @Test
    void aFileThatCannotBeLookedForIsNotTakenForMissing() throws IOException {
      Files.writeString(directory.resolve("data"), "a file where the directory should be");
      assertThatThrownBy(() -> stopped(stores, ANN))
          .isInstanceOf(StorageException.class)
          .hasMessageContaining("The file " + file() + " cannot be read: ");
    }

    @Test
    void aDamagedFileIsToldAtEveryLook() throws IOException {
      Files.createDirectories(directory.resolve("data"));
      Files.writeString(file(), "this is no database ".repeat(500));
      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(() -> stopped(stores, ANN))
            .isInstanceOf(StorageException.class)
            .hasMessageContaining("The file " + file() + " cannot be read: ")
            .hasMessageContaining("the file is damaged: put a good copy in its place");
      }
      assertThatThrownBy(() -> stores.suppressions().record(List.of(stop(ANN))))
          .isInstanceOf(StorageException.class);
      assertThat(file()).content().startsWith("this is no database");
    }

    @Test
    void damageInTheMiddleIsTold() throws IOException {
      stores.suppressions().record(List.of(stop(ANN)));
      files.forEach(SqliteDatabase::close);
      byte[] content = Files.readAllBytes(file());
      for (int i = 4096; i < content.length; i++) {
        content[i] = 0x55;
      }
      Files.write(file(), content);
      assertThatThrownBy(() -> stopped(another(), ANN))
          .isInstanceOf(StorageException.class)
          .hasMessageContaining("the file is damaged");
    }

    @Test
    void aFileOfALaterVersionIsLeftAlone() throws Exception {
      stores.suppressions().record(List.of(stop(ANN)));
      files.forEach(SqliteDatabase::close);
      try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file());
          var statement = connection.createStatement()) {
        statement.execute("PRAGMA user_version = 7");
      }
      assertThatThrownBy(() -> stopped(another(), ANN))
          .isInstanceOf(StorageException.class)
          .hasMessageContaining("its format has version 7, this program writes version 5");
    }

    @Test
    void aFileThatIsMendedIsReadAgain() throws IOException {
      stores.suppressions().record(List.of(stop(ANN)));
      files.forEach(SqliteDatabase::close);
      Path aside = Files.move(file(), directory.resolve("aside"));
      Files.writeString(file(), "this is no database ".repeat(500));
      PeopleStores again = another();
      assertThatThrownBy(() -> stopped(again, ANN)).isInstanceOf(StorageException.class);
      Files.delete(file());
      Files.move(aside, file());
      assertThat(stopped(again, ANN)).isTrue();
    }
  }
}
