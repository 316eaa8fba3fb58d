package io.patchbay.registry.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.channel.Address;
import io.patchbay.channel.GroupId;
import io.patchbay.channel.PhoneNumber;
import io.patchbay.channel.Purpose;
import io.patchbay.channel.UserId;
import io.patchbay.registry.Conditions;
import io.patchbay.registry.storage.SqliteFile;
import io.patchbay.registry.storage.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeopleStoresTest {
  private static final Address ANN = new PhoneNumber("14155551234");
  private static final Address ANN_ID = new UserId("US.1001");
  private static final Address BOB = new PhoneNumber("14155559876");
  private static final Address BOB_ID = new UserId("US.2002");
  private static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");
  private static final String REPORTER = "acme/whatsapp";

  @TempDir Path directory;
  private final List<SqliteFile> files = new ArrayList<>();
  private PeopleStores stores;

  @BeforeEach
  void open() {
    stores = another();
  }

  @AfterEach
  void close() {
    files.forEach(SqliteFile::close);
  }

  /** The same file as another process would open it. */
  private PeopleStores another() {
    SqliteFile file = PeopleStores.file(directory.resolve("data"));
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
    assertThat(stores.addresses().of(ANN)).containsExactly(ANN);
    assertThat(stopped(stores, ANN)).isFalse();
    assertThat(stores.consents().history(List.of(ANN))).isEmpty();
    stores.addresses().unlink(List.of(ANN));
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
    files.forEach(SqliteFile::close);
    PeopleStores later = another();
    assertThat(later.addresses().of(ANN_ID)).containsExactlyInAnyOrder(ANN, ANN_ID);
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
  class Suppressing {
    @Test
    void theLaterWordCountsInWhateverOrderItIsRecorded() {
      stores.suppressions().record(List.of(word(ANN, false, AT.plusSeconds(5))));
      stores.suppressions().record(List.of(word(ANN, true, AT)));
      assertThat(stopped(stores, ANN)).as("an older stop that came late").isFalse();
      stores.suppressions().record(List.of(word(ANN, true, AT.plusSeconds(5))));
      assertThat(stopped(stores, ANN)).as("a stop of the same second").isTrue();
      stores.suppressions().record(List.of(word(ANN, false, AT.plusSeconds(5))));
      assertThat(stopped(stores, ANN)).as("a lift of the same second").isTrue();
      stores.suppressions().record(List.of(word(ANN, false, AT.plusSeconds(6))));
      assertThat(stopped(stores, ANN)).isFalse();
    }

    @Test
    void itHoldsForItsWorkspaceAndPurposeAlone() {
      stores.suppressions().record(List.of(stop(ANN)));
      SuppressionList list = stores.suppressions();
      assertThat(list.find(List.of(ANN), List.of("beta", "acme"), Purpose.MARKETING)).isPresent();
      assertThat(list.find(List.of(ANN), List.of("beta"), Purpose.MARKETING)).isEmpty();
      assertThat(list.find(List.of(ANN), List.of("acme"), Purpose.TRANSACTIONAL)).isEmpty();
      assertThat(list.find(List.of(BOB), List.of("acme"), Purpose.MARKETING)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
      "5511987654321, 551187654321",
      "525512345678, 5215512345678",
      "5491155551234, 541155551234"
    })
    void noSpellingOfAMobileNumberEvadesIt(String typed, String answered) {
      Address one = new PhoneNumber(typed);
      Address other = new PhoneNumber(answered);
      stores.suppressions().record(List.of(stop(one)));
      assertThat(stopped(stores, other)).isTrue();
      stores.suppressions().record(List.of(word(other, false, AT.plusSeconds(1))));
      assertThat(stopped(stores, one)).isFalse();
    }

    @Test
    void anErasedOptOutGoesOnToHoldWithoutTheAddress() throws Exception {
      stores.suppressions().record(List.of(stop(ANN), word(BOB, false, AT)));
      assertThat(stores.suppressions().erase(List.of(ANN), null, true)).isEqualTo(1);
      assertThat(stopped(stores, ANN)).isTrue();
      assertThat(stopped(another(), ANN)).isTrue();
      List<Suppression> left = stores.suppressions().all(List.of(ANN));
      assertThat(left).hasSize(1);
      assertThat(left.get(0).address()).isNull();
      assertThat(left.get(0).by()).isEqualTo("an opt-out whose details were erased");
      assertThat(column("SELECT address FROM suppression"))
          .hasSize(2)
          .noneMatch(address -> address.contains("14155551234"));
      stores.suppressions().record(List.of(word(ANN, false, AT)));
      assertThat(stopped(stores, ANN)).as("an old lift that came late").isTrue();
      stores.suppressions().record(List.of(word(ANN, false, AT.plusSeconds(1))));
      assertThat(stopped(stores, ANN)).as("the person allows messages again").isFalse();
    }

    @Test
    void nothingIsKeptOfSomebodyWhoAllowsMessages() throws Exception {
      stores.suppressions().record(List.of(word(ANN, false, AT)));
      assertThat(stores.suppressions().erase(List.of(ANN), null, true)).isEqualTo(1);
      assertThat(column("SELECT address FROM suppression")).isEmpty();
    }

    @Test
    void anErasureCanForgetTheOptOutTooAlsoLater() {
      stores.suppressions().record(List.of(stop(ANN)));
      stores.suppressions().erase(List.of(ANN), "beta", false);
      assertThat(stopped(stores, ANN)).as("another workspace's erasure").isTrue();
      stores.suppressions().erase(List.of(ANN), null, true);
      assertThat(stores.suppressions().erase(List.of(ANN), null, false)).isEqualTo(1);
      assertThat(stopped(stores, ANN)).isFalse();
      assertThat(stores.suppressions().all(List.of(ANN))).isEmpty();
    }

    private List<String> column(String sql) throws Exception {
      try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file());
          var rows = connection.createStatement().executeQuery(sql)) {
        List<String> values = new ArrayList<>();
        while (rows.next()) {
          values.add(rows.getString(1));
        }
        return values;
      }
    }
  }

  @Nested
  class Linking {
    @Test
    void whatIsLinkedToOneIsLinkedToAll() {
      stores.addresses().link(List.of(ANN, ANN_ID), REPORTER, AT);
      stores.addresses().link(List.of(BOB, BOB_ID), REPORTER, AT);
      assertThat(stores.addresses().of(BOB)).containsExactlyInAnyOrder(BOB, BOB_ID);
      Address third = new PhoneNumber("14155550000");
      stores.addresses().link(List.of(third, ANN), "acme/other", AT);
      LinkedAddresses.Linking all = stores.addresses().link(List.of(third, BOB), "acme/other", AT);
      assertThat(all.handedOver()).isEmpty();
      assertThat(all.person()).containsExactlyInAnyOrder(ANN, ANN_ID, BOB, BOB_ID, third);
      assertThat(stores.addresses().of(BOB_ID)).isEqualTo(all.person());
    }

    @Test
    void aGroupIsNobodysAddress() {
      GroupId group = new GroupId("group-1");
      stores.addresses().link(List.of(group, ANN), REPORTER, AT);
      stores.addresses().link(List.of(group, BOB), REPORTER, AT);
      assertThat(stores.addresses().of(group)).containsExactly(group);
      assertThat(stores.addresses().of(ANN)).containsExactly(ANN);
      assertThat(file()).doesNotExist();
    }

    @Test
    void aNumberThatComesWithAnotherUserIdHasChangedHands() {
      stores.addresses().link(List.of(ANN, ANN_ID), REPORTER, AT);
      LinkedAddresses.Linking linking = stores.addresses().link(List.of(ANN, BOB_ID), REPORTER, AT);
      assertThat(linking.person()).containsExactlyInAnyOrder(ANN, BOB_ID);
      assertThat(linking.handedOver()).isEqualTo(Map.of(ANN, ANN_ID));
      assertThat(stores.addresses().of(ANN_ID)).containsExactly(ANN_ID);
    }

    @Test
    void anotherAccountGivesTheSamePersonAnotherUserId() {
      stores.addresses().link(List.of(ANN, ANN_ID), REPORTER, AT);
      LinkedAddresses.Linking linking =
          stores.addresses().link(List.of(ANN, BOB_ID), "beta/whatsapp", AT);
      assertThat(linking.handedOver()).isEmpty();
      assertThat(linking.person()).containsExactlyInAnyOrder(ANN, ANN_ID, BOB_ID);
    }

    /** Also when another instance was the first to name the person. */
    @Test
    void everyReporterKnowsWhomItHasNamed() {
      stores.addresses().link(List.of(ANN, ANN_ID), "beta/whatsapp", AT);
      stores.addresses().link(List.of(ANN, ANN_ID), REPORTER, AT);
      LinkedAddresses.Linking linking = stores.addresses().link(List.of(ANN, BOB_ID), REPORTER, AT);
      assertThat(linking.handedOver()).isEqualTo(Map.of(ANN, ANN_ID));
      Address third = new UserId("US.3003");
      linking = stores.addresses().link(List.of(ANN, third), "beta/whatsapp", AT);
      assertThat(linking.handedOver()).as("beta never named Bob").isEmpty();
      assertThat(linking.person()).containsExactlyInAnyOrder(ANN, BOB_ID, third);
      linking = stores.addresses().link(List.of(ANN, ANN_ID), REPORTER, AT);
      assertThat(linking.handedOver()).as("and back").containsOnlyKeys(ANN);
      assertThat(stores.addresses().of(ANN)).containsExactlyInAnyOrder(ANN, ANN_ID);
    }

    @Test
    void whatTheHostLinksNeverChangesHands() {
      stores.addresses().link(List.of(ANN, ANN_ID), REPORTER, AT);
      assertThat(stores.addresses().link(List.of(ANN, BOB_ID), null, AT).handedOver()).isEmpty();
      assertThat(stores.addresses().of(ANN)).containsExactlyInAnyOrder(ANN, ANN_ID, BOB_ID);
    }

    @Test
    void anOldReportThatComesLateTakesTheNumberFromNobody() {
      stores.addresses().link(List.of(ANN, ANN_ID), REPORTER, AT);
      stores.addresses().link(List.of(ANN, BOB_ID), REPORTER, AT.plusSeconds(10));
      LinkedAddresses.Linking late =
          stores.addresses().link(List.of(ANN, ANN_ID), REPORTER, AT.plusSeconds(5));
      assertThat(late.handedOver()).isEmpty();
      assertThat(stores.addresses().of(ANN)).containsExactlyInAnyOrder(ANN, BOB_ID);
      assertThat(stores.addresses().of(ANN_ID)).containsExactly(ANN_ID);
    }

    @Test
    void theTimeOfAnAddressIsThatOfItsJoiningAndNotOfALaterReport() {
      stores.addresses().link(List.of(ANN, ANN_ID), REPORTER, AT);
      stores.addresses().link(List.of(ANN, ANN_ID, BOB), REPORTER, AT.plusSeconds(10));
      LinkedAddresses addresses = another().addresses();
      List<Address> all = List.of(ANN, ANN_ID, BOB, BOB_ID);
      assertThat(addresses.joinedAfter(all, AT)).containsExactly(BOB);
      assertThat(addresses.joinedAfter(all, AT.plusSeconds(10))).isEmpty();
      addresses.link(List.of(ANN, BOB_ID), REPORTER, AT.plusSeconds(20));
      assertThat(addresses.joinedAfter(all, AT.plusSeconds(15)))
          .containsExactlyInAnyOrder(ANN, BOB_ID);
    }

    /** An erased person must not be remembered by who named them. */
    @Test
    void whatIsUnlinkedIsReportedByNobody() throws Exception {
      stores.addresses().link(List.of(ANN, ANN_ID), REPORTER, AT);
      stores.addresses().unlink(List.of(ANN, ANN_ID));
      try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file());
          var statement = connection.createStatement();
          var rows = statement.executeQuery("SELECT count(*) FROM reported")) {
        assertThat(rows.getInt(1)).isZero();
      }
    }

    @Test
    void whatIsUnlinkedIsAlone() {
      stores.addresses().link(List.of(ANN, ANN_ID, BOB), REPORTER, AT);
      stores.addresses().unlink(List.of(BOB));
      assertThat(stores.addresses().of(BOB)).containsExactly(BOB);
      assertThat(stores.addresses().of(ANN)).containsExactlyInAnyOrder(ANN, ANN_ID);
    }
  }

  @Nested
  class Consenting {
    @Test
    void entriesMoveUpToATime() {
      stores.consents().append(consent(ANN, AT));
      stores.consents().append(consent(ANN, AT.plusSeconds(10)));
      stores.consents().move(Map.of(ANN, BOB), AT.plusSeconds(5));
      assertThat(stores.consents().history(List.of(BOB))).containsExactly(consent(BOB, AT));
      assertThat(stores.consents().history(List.of(ANN)))
          .containsExactly(consent(ANN, AT.plusSeconds(10)));
    }

    @Test
    void oneWorkspacesEntriesAreErasedAlone() {
      stores.consents().append(consent(ANN, AT));
      stores
          .consents()
          .append(new ConsentEntry("beta", ANN, Set.of(Purpose.values()), false, AT, "call", ""));
      assertThat(stores.consents().erase(List.of(ANN), "beta")).isEqualTo(1);
      assertThat(stores.consents().history(List.of(ANN))).containsExactly(consent(ANN, AT));
      assertThat(stores.consents().erase(List.of(ANN), null)).isEqualTo(1);
    }
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
      files.forEach(SqliteFile::close);
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
      files.forEach(SqliteFile::close);
      try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file());
          var statement = connection.createStatement()) {
        statement.execute("PRAGMA user_version = 7");
      }
      assertThatThrownBy(() -> stopped(another(), ANN))
          .isInstanceOf(StorageException.class)
          .hasMessageContaining("its format has the version 7, this program writes version 2");
    }

    @Test
    void aFileThatIsMendedIsReadAgain() throws IOException {
      stores.suppressions().record(List.of(stop(ANN)));
      files.forEach(SqliteFile::close);
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
