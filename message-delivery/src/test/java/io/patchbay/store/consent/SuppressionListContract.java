package io.patchbay.store.consent;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.Address;
import io.patchbay.channel.PhoneNumber;
import io.patchbay.channel.Purpose;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What every suppression list must do. */
public abstract class SuppressionListContract extends PeopleContract {
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
  void whateverAnIdIsMadeOfItIsStopped() {
    for (Address odd : ODD) {
      Suppression said =
          new Suppression("acme", odd, Purpose.MARKETING, true, AT, "what\0somebody typed");
      stores.suppressions().record(List.of(said));
      assertThat(stopped(another(), odd)).isTrue();
      assertThat(stores.suppressions().all(List.of(odd)))
          .singleElement()
          .satisfies(one -> assertThat(one.by()).isEqualTo("what\ufffdsomebody typed"));
      assertThat(stores.suppressions().erase(List.of(odd), null, true)).isEqualTo(1);
      assertThat(stopped(stores, odd)).isTrue();
    }
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
    "5491155551234, 541155551234",
    "2250707014657, 22507014657",
    "2290197123456, 22997123456",
    "84701234567, 841201234567",
    "237677123456, 23777123456"
  })
  void noSpellingOfAMobileNumberEvadesIt(String typed, String answered) {
    Address one = new PhoneNumber(typed);
    Address other = new PhoneNumber(answered);
    stores.suppressions().record(List.of(stop(one)));
    assertThat(stopped(stores, other)).isTrue();
    stores.suppressions().record(List.of(word(other, false, AT.plusSeconds(1))));
    assertThat(stopped(stores, one)).isFalse();
  }

  /** As a version that did not know of the renumbering has stored it. */
  @Test
  void anOptOutUnderAFormerSpellingIsFoundLiftedAndErased() {
    Address current = new PhoneNumber("2250707014657");
    String row =
        "INSERT INTO suppression (address, workspace, purpose, stopped, at, said_by) VALUES"
            + " ('p:22507014657', 'acme', 'MARKETING', 1, 1772366400000, 'an older version')";
    write(row);
    assertThat(stopped(stores, current)).isTrue();
    stores.suppressions().record(List.of(word(current, false, AT.minusSeconds(1))));
    assertThat(stopped(stores, current)).as("an old lift that came late").isTrue();
    stores.suppressions().record(List.of(word(current, false, AT.plusSeconds(1))));
    assertThat(stopped(stores, current)).isFalse();
    assertThat(column("SELECT address FROM suppression")).containsExactly("p:2250707014657");
    stores.suppressions().erase(List.of(current), null, false);
    write(row);
    assertThat(stores.suppressions().erase(List.of(current), null, true)).isEqualTo(1);
    assertThat(column("SELECT address FROM suppression")).noneMatch(key -> key.startsWith("p:"));
    assertThat(stopped(stores, current)).isTrue();
  }

  @Test
  void anErasedOptOutGoesOnToHoldWithoutTheAddress() {
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
  void nothingIsKeptOfSomebodyWhoAllowsMessages() {
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

  @Test
  void whatIsSaidHoldsForEverybodyAndAcrossARestart() {
    PeopleStores other = another();
    stores.suppressions().record(List.of(stop(ANN)));
    assertThat(stopped(another(), ANN)).isTrue();
    other.suppressions().record(List.of(word(ANN, false, AT.plusSeconds(1))));
    assertThat(stopped(stores, ANN)).isFalse();
    assertThat(stores.suppressions().all(List.of(ANN)))
        .containsExactly(word(ANN, false, AT.plusSeconds(1)));
  }

  @Test
  void anEventIsObeyedOnceByWhoeverAsks() {
    assertThat(stores.suppressions().obeyed("acme/whatsapp k1")).isFalse();
    stores.suppressions().obey("acme/whatsapp k1", AT);
    stores.suppressions().obey("acme/whatsapp k1", AT);
    assertThat(another().suppressions().obeyed("acme/whatsapp k1")).isTrue();
    assertThat(column("SELECT event FROM obeyed")).hasSize(1).noneMatch(one -> one.contains("k1"));
    stores.suppressions().obey("acme/whatsapp k2", AT.plus(Duration.ofDays(31)));
    assertThat(stores.suppressions().obeyed("acme/whatsapp k1")).as("long ago").isFalse();
  }

  @Test
  void ofTwoHostsThatRecordAtOnceTheLaterWordCounts() throws Exception {
    PeopleStores other = another();
    stores.suppressions().record(List.of(stop(BOB)));
    for (int i = 0; i < 25; i++) {
      Address person = new PhoneNumber("1415555" + (2000 + i));
      Suppression stop = word(person, true, AT.plusSeconds(2));
      Suppression lift = word(person, false, AT.plusSeconds(1));
      atOnce(
          () -> stores.suppressions().record(List.of(stop)),
          () -> other.suppressions().record(List.of(lift)));
      assertThat(stores.suppressions().all(List.of(person))).containsExactly(stop);
    }
  }

  @Test
  void ofTwoHostsThatRecordTheSameOptOutAtOnceItIsThereOnce() throws Exception {
    PeopleStores other = another();
    stores.suppressions().record(List.of(stop(BOB)));
    List<Suppression> said = List.of(stop(ANN), stop(ANN_ID));
    List<Suppression> turned = List.of(stop(ANN_ID), stop(ANN));
    atOnce(() -> stores.suppressions().record(said), () -> other.suppressions().record(turned));
    assertThat(stores.suppressions().all(List.of(ANN, ANN_ID)))
        .containsExactlyInAnyOrderElementsOf(said);
  }
}
