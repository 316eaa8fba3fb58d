package io.patchbay.registry.people;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.Address;
import io.patchbay.channel.GroupId;
import io.patchbay.channel.PhoneNumber;
import io.patchbay.channel.UserId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What everything that links addresses must do. */
public abstract class LinkedAddressesContract extends PeopleContract {
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
  void whateverAnIdIsMadeOfItIsLinked() {
    for (Address odd : ODD) {
      stores.addresses().link(List.of(ANN, odd), REPORTER, AT);
      assertThat(another().addresses().of(odd)).hasSize(2).contains(ANN);
      stores.addresses().link(List.of(ANN, odd), REPORTER, AT);
      stores.addresses().unlink(List.of(ANN, odd));
      assertThat(stores.addresses().of(ANN)).containsExactly(ANN);
    }
  }

  /** As a version that did not know of the renumbering has stored it. */
  @Test
  void aFormerSpellingIsLinkedToWhatTheCurrentOneIs() {
    Address current = new PhoneNumber("2250707014657");
    write("INSERT INTO address (key, person, since) VALUES ('p:22507014657', 1, 0)");
    write("INSERT INTO address (key, person, since) VALUES ('u:US.1001', 1, 0)");
    assertThat(stores.addresses().of(current)).containsExactlyInAnyOrder(current, ANN_ID);
    assertThat(stores.addresses().of(ANN_ID)).containsExactlyInAnyOrder(current, ANN_ID);
    stores.addresses().link(List.of(new PhoneNumber("22507014657"), BOB), REPORTER, AT);
    assertThat(stores.addresses().of(BOB)).containsExactlyInAnyOrder(current, ANN_ID, BOB);
    assertThat(column("SELECT key FROM address")).doesNotContain("p:22507014657");
    stores.addresses().unlink(List.of(current));
    assertThat(stores.addresses().of(current)).containsExactly(current);
  }

  @Test
  void aGroupIsNobodysAddress() {
    GroupId group = new GroupId("group-1");
    stores.addresses().link(List.of(group, ANN), REPORTER, AT);
    stores.addresses().link(List.of(group, BOB), REPORTER, AT);
    assertThat(stores.addresses().of(group)).containsExactly(group);
    assertThat(stores.addresses().of(ANN)).containsExactly(ANN);
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
  void whatIsUnlinkedIsReportedByNobody() {
    stores.addresses().link(List.of(ANN, ANN_ID), REPORTER, AT);
    stores.addresses().unlink(List.of(ANN, ANN_ID));
    assertThat(column("SELECT reporter FROM reported")).isEmpty();
  }

  @Test
  void whatIsUnlinkedIsAlone() {
    stores.addresses().link(List.of(ANN, ANN_ID, BOB), REPORTER, AT);
    stores.addresses().unlink(List.of(BOB));
    assertThat(stores.addresses().of(BOB)).containsExactly(BOB);
    assertThat(stores.addresses().of(ANN)).containsExactlyInAnyOrder(ANN, ANN_ID);
  }

  @Test
  void linksHoldForEverybodyAndAcrossARestart() {
    PeopleStores other = another();
    stores.addresses().link(List.of(ANN, ANN_ID), REPORTER, AT);
    assertThat(another().addresses().of(ANN_ID)).containsExactlyInAnyOrder(ANN, ANN_ID);
    other.addresses().unlink(List.of(ANN_ID));
    assertThat(stores.addresses().of(ANN)).containsExactly(ANN);
  }

  @Test
  void twoHostsThatLinkTheSamePersonAtOnceLoseNoAddress() throws Exception {
    PeopleStores other = another();
    stores.addresses().link(List.of(BOB, BOB_ID), REPORTER, AT);
    for (int i = 0; i < 25; i++) {
      Address number = new PhoneNumber("1415555" + (2000 + i));
      Address one = new UserId("US.1" + i);
      Address two = new UserId("US.2" + i);
      atOnce(
          () -> stores.addresses().link(List.of(number, one), "acme/a", AT),
          () -> other.addresses().link(List.of(number, two), "beta/b", AT));
      assertThat(stores.addresses().of(one)).containsExactlyInAnyOrder(number, one, two);
    }
  }

  @Test
  void twoHostsThatLinkStrangersAtOnceMakeThemNotOnePerson() throws Exception {
    PeopleStores other = another();
    stores.addresses().link(List.of(BOB, BOB_ID), REPORTER, AT);
    for (int i = 0; i < 25; i++) {
      List<Address> one = List.of(new PhoneNumber("1415555" + (2000 + i)), new UserId("US.1" + i));
      List<Address> two = List.of(new PhoneNumber("1415555" + (3000 + i)), new UserId("US.2" + i));
      atOnce(
          () -> stores.addresses().link(one, REPORTER, AT),
          () -> other.addresses().link(two, REPORTER, AT));
      assertThat(stores.addresses().of(one.get(0))).containsExactlyInAnyOrderElementsOf(one);
    }
  }
}
