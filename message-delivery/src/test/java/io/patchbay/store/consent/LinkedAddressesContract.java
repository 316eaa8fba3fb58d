package io.patchbay.store.consent;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.Address;
import io.patchbay.channel.GroupId;
import io.patchbay.channel.InstanceId;
import io.patchbay.channel.PhoneNumber;
import io.patchbay.channel.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What everything that links addresses must do. */
public abstract class LinkedAddressesContract extends PeopleContract {
  private static final List<String> ACME = List.of("acme");

  private Set<Address> of(Address address, String... scopes) {
    return stores.addresses().of(address, scopes.length == 0 ? ACME : List.of(scopes));
  }

  @Test
  void whatIsLinkedToOneIsLinkedToAll() {
    stores.addresses().link(List.of(ANN, ANN_ID), REPORTER, AT);
    stores.addresses().link(List.of(BOB, BOB_ID), REPORTER, AT);
    assertThat(of(BOB)).containsExactlyInAnyOrder(BOB, BOB_ID);
    Address third = new PhoneNumber("14155550000");
    stores.addresses().link(List.of(third, ANN), OTHER, AT);
    LinkedAddresses.Linking all = stores.addresses().link(List.of(third, BOB), OTHER, AT);
    assertThat(all.handedOver()).isEmpty();
    assertThat(all.person()).containsExactlyInAnyOrder(ANN, ANN_ID, BOB, BOB_ID, third);
    assertThat(of(BOB_ID)).isEqualTo(all.person());
  }

  @Test
  void whateverAnIdIsMadeOfItIsLinked() {
    for (Address odd : ODD) {
      stores.addresses().link(List.of(ANN, odd), REPORTER, AT);
      assertThat(another().addresses().of(odd, ACME)).hasSize(2).contains(ANN);
      stores.addresses().link(List.of(ANN, odd), REPORTER, AT);
      stores.addresses().unlink(List.of(ANN, odd), "acme");
      assertThat(of(ANN)).containsExactly(ANN);
    }
  }

  /** As a version that did not know of the renumbering has stored it. */
  @Test
  void aFormerSpellingIsLinkedToWhatTheCurrentOneIs() {
    Address current = new PhoneNumber("2250707014657");
    write("INSERT INTO address (key, scope, person, since) VALUES ('p:22507014657', 'acme', 1, 0)");
    write("INSERT INTO address (key, scope, person, since) VALUES ('u:US.1001', 'acme', 1, 0)");
    assertThat(of(current)).containsExactlyInAnyOrder(current, ANN_ID);
    assertThat(of(ANN_ID)).containsExactlyInAnyOrder(current, ANN_ID);
    stores.addresses().link(List.of(new PhoneNumber("22507014657"), BOB), REPORTER, AT);
    assertThat(of(BOB)).containsExactlyInAnyOrder(current, ANN_ID, BOB);
    assertThat(column("SELECT key FROM address")).doesNotContain("p:22507014657");
    stores.addresses().unlink(List.of(current), "acme");
    assertThat(of(current)).containsExactly(current);
  }

  @Test
  void aGroupIsNobodysAddress() {
    GroupId group = new GroupId("group-1");
    stores.addresses().link(List.of(group, ANN), REPORTER, AT);
    stores.addresses().link(List.of(group, BOB), REPORTER, AT);
    assertThat(of(group)).containsExactly(group);
    assertThat(of(ANN)).containsExactly(ANN);
  }

  @Test
  void aNumberThatComesWithAnotherUserIdHasChangedHands() {
    stores.addresses().link(List.of(ANN, ANN_ID), REPORTER, AT);
    LinkedAddresses.Linking linking = stores.addresses().link(List.of(ANN, BOB_ID), REPORTER, AT);
    assertThat(linking.person()).containsExactlyInAnyOrder(ANN, BOB_ID);
    assertThat(linking.handedOver()).isEqualTo(Map.of(ANN, ANN_ID));
    assertThat(of(ANN_ID)).containsExactly(ANN_ID);
  }

  @Test
  void anotherAccountGivesTheSamePersonAnotherUserId() {
    stores.addresses().link(List.of(ANN, ANN_ID), REPORTER, AT);
    LinkedAddresses.Linking linking = stores.addresses().link(List.of(ANN, BOB_ID), OTHER, AT);
    assertThat(linking.handedOver()).isEmpty();
    assertThat(linking.person()).containsExactlyInAnyOrder(ANN, ANN_ID, BOB_ID);
  }

  /** Also when another instance was the first to name the person. */
  @Test
  void everyReporterKnowsWhomItHasNamed() {
    stores.addresses().link(List.of(ANN, ANN_ID), OTHER, AT);
    stores.addresses().link(List.of(ANN, ANN_ID), REPORTER, AT);
    LinkedAddresses.Linking linking = stores.addresses().link(List.of(ANN, BOB_ID), REPORTER, AT);
    assertThat(linking.handedOver()).isEqualTo(Map.of(ANN, ANN_ID));
    Address third = new UserId("US.3003");
    linking = stores.addresses().link(List.of(ANN, third), OTHER, AT);
    assertThat(linking.handedOver()).as("the other never named Bob").isEmpty();
    assertThat(linking.person()).containsExactlyInAnyOrder(ANN, BOB_ID, third);
    linking = stores.addresses().link(List.of(ANN, ANN_ID), REPORTER, AT);
    assertThat(linking.handedOver()).as("and back").containsOnlyKeys(ANN);
    assertThat(of(ANN)).containsExactlyInAnyOrder(ANN, ANN_ID);
  }

  @Test
  void whatTheHostLinksNeverChangesHands() {
    stores.addresses().link(List.of(ANN, ANN_ID), REPORTER, AT);
    assertThat(stores.addresses().link(List.of(ANN, BOB_ID), null, AT).handedOver()).isEmpty();
    assertThat(of(ANN)).containsExactlyInAnyOrder(ANN, ANN_ID, BOB_ID);
  }

  @Test
  void anOldReportThatComesLateTakesTheNumberFromNobody() {
    stores.addresses().link(List.of(ANN, ANN_ID), REPORTER, AT);
    stores.addresses().link(List.of(ANN, BOB_ID), REPORTER, AT.plusSeconds(10));
    LinkedAddresses.Linking late =
        stores.addresses().link(List.of(ANN, ANN_ID), REPORTER, AT.plusSeconds(5));
    assertThat(late.handedOver()).isEmpty();
    assertThat(of(ANN)).containsExactlyInAnyOrder(ANN, BOB_ID);
    assertThat(of(ANN_ID)).containsExactly(ANN_ID);
  }

  @Test
  void theTimeOfAnAddressIsThatOfItsJoiningAndNotOfALaterReport() {
    stores.addresses().link(List.of(ANN, ANN_ID), REPORTER, AT);
    stores.addresses().link(List.of(ANN, ANN_ID, BOB), REPORTER, AT.plusSeconds(10));
    LinkedAddresses addresses = another().addresses();
    List<Address> all = List.of(ANN, ANN_ID, BOB, BOB_ID);
    assertThat(addresses.joinedAfter(all, "acme", AT)).containsExactly(BOB);
    assertThat(addresses.joinedAfter(all, "acme", AT.plusSeconds(10))).isEmpty();
    addresses.link(List.of(ANN, BOB_ID), REPORTER, AT.plusSeconds(20));
    assertThat(addresses.joinedAfter(all, "acme", AT.plusSeconds(15)))
        .containsExactlyInAnyOrder(ANN, BOB_ID);
  }

  /** An erased person must not be remembered by who named them. */
  @Test
  void whatIsUnlinkedIsReportedByNobody() {
    stores.addresses().link(List.of(ANN, ANN_ID), REPORTER, AT);
    stores.addresses().unlink(List.of(ANN, ANN_ID), "acme");
    assertThat(column("SELECT reporter FROM reported")).isEmpty();
  }

  @Test
  void whatIsUnlinkedIsAlone() {
    stores.addresses().link(List.of(ANN, ANN_ID, BOB), REPORTER, AT);
    stores.addresses().unlink(List.of(BOB), "acme");
    assertThat(of(BOB)).containsExactly(BOB);
    assertThat(of(ANN)).containsExactlyInAnyOrder(ANN, ANN_ID);
  }

  @Test
  void aReportLinksForItsOwnWorkspaceAlone() {
    stores.addresses().link(List.of(ANN, ANN_ID), REPORTER, AT);
    LinkedAddresses.Linking linking = stores.addresses().link(List.of(ANN, BOB), BETA, AT);
    assertThat(linking.person()).containsExactlyInAnyOrder(ANN, BOB);
    assertThat(of(ANN, "acme")).containsExactlyInAnyOrder(ANN, ANN_ID);
    assertThat(of(ANN, "beta")).containsExactlyInAnyOrder(ANN, BOB);
    assertThat(of(ANN)).containsExactlyInAnyOrder(ANN, ANN_ID);
    assertThat(of(BOB, "gamma")).containsExactly(BOB);
    assertThat(stores.addresses().of(ANN, List.of())).containsExactly(ANN);
  }

  /** Two links that share an address are one person for those who see both. */
  @Test
  void linksOfAWorkspaceItsAncestorsAndTheHostAreFollowedTogether() {
    Address third = new PhoneNumber("14155550000");
    stores.addresses().link(List.of(ANN, ANN_ID), REPORTER, AT);
    stores.addresses().link(List.of(ANN_ID, BOB), BETA, AT);
    stores.addresses().link(List.of(BOB, BOB_ID), null, AT);
    stores.addresses().link(List.of(BOB_ID, third), REPORTER, AT);
    assertThat(of(ANN, "acme")).containsExactlyInAnyOrder(ANN, ANN_ID);
    assertThat(of(ANN, "acme", "beta")).containsExactlyInAnyOrder(ANN, ANN_ID, BOB, BOB_ID, third);
    assertThat(of(third, "acme")).containsExactlyInAnyOrder(third, BOB_ID, BOB);
    assertThat(of(BOB, "beta")).containsExactlyInAnyOrder(BOB, BOB_ID, ANN_ID);
    assertThat(of(BOB, "gamma")).containsExactlyInAnyOrder(BOB, BOB_ID);
  }

  @Test
  void theScopesOfAPersonAreThoseOfAllLinksThatLeadToOthers() {
    assertThat(stores.addresses().scopes(ANN)).isEmpty();
    stores.addresses().link(List.of(ANN, ANN_ID), REPORTER, AT);
    assertThat(stores.addresses().scopes(ANN)).containsExactly("acme");
    stores.addresses().link(List.of(ANN_ID, BOB), null, AT);
    stores.addresses().link(List.of(BOB, BOB_ID), BETA, AT);
    assertThat(stores.addresses().scopes(ANN))
        .containsExactlyInAnyOrder("acme", "beta", LinkedAddresses.HOST);
    assertThat(stores.addresses().scopes(new PhoneNumber("14155550000"))).isEmpty();
  }

  @Test
  void aNumberChangesHandsWithinTheScopeOfTheReportAlone() {
    for (InstanceId reporter : List.of(REPORTER, BETA)) {
      stores.addresses().link(List.of(ANN, ANN_ID), reporter, AT);
    }
    stores.addresses().link(List.of(BOB, ANN), null, AT);
    assertThat(stores.addresses().link(List.of(ANN, BOB_ID), BETA, AT).handedOver())
        .isEqualTo(Map.of(ANN, ANN_ID));
    assertThat(of(ANN, "beta")).containsExactlyInAnyOrder(ANN, BOB_ID, BOB);
    assertThat(of(ANN, "acme")).containsExactlyInAnyOrder(ANN, ANN_ID, BOB);
    assertThat(stores.addresses().joinedAfter(List.of(BOB_ID), "acme", AT.minusMillis(1)))
        .isEmpty();
    assertThat(stores.addresses().joinedAfter(List.of(BOB_ID), "beta", AT.minusMillis(1)))
        .containsExactly(BOB_ID);
  }

  /** An underscore is a part of names, and stands for any character in some comparisons. */
  @Test
  void whatIsUnlinkedInOneScopeStaysInTheOthers() {
    InstanceId alike = new InstanceId("ac_e", "whatsapp");
    for (InstanceId reporter : List.of(REPORTER, alike)) {
      stores.addresses().link(List.of(ANN, ANN_ID), reporter, AT);
    }
    stores.addresses().link(List.of(ANN, BOB), null, AT);
    stores.addresses().unlink(List.of(ANN, ANN_ID), "ac_e");
    assertThat(of(ANN, "ac_e")).containsExactlyInAnyOrder(ANN, BOB);
    assertThat(of(ANN, "acme")).containsExactlyInAnyOrder(ANN, ANN_ID, BOB);
    assertThat(column("SELECT reporter FROM reported")).containsExactly("acme/whatsapp");
    stores.addresses().unlink(List.of(ANN, BOB), LinkedAddresses.HOST);
    assertThat(of(ANN, "acme")).containsExactlyInAnyOrder(ANN, ANN_ID);
    assertThat(stores.addresses().link(List.of(ANN, BOB_ID), REPORTER, AT).handedOver())
        .as("the reporter still knows whom it has named")
        .isEqualTo(Map.of(ANN, ANN_ID));
  }

  @Test
  void linksHoldForEverybodyAndAcrossARestart() {
    PeopleStores other = another();
    stores.addresses().link(List.of(ANN, ANN_ID), REPORTER, AT);
    assertThat(another().addresses().of(ANN_ID, ACME)).containsExactlyInAnyOrder(ANN, ANN_ID);
    other.addresses().unlink(List.of(ANN_ID), "acme");
    assertThat(of(ANN)).containsExactly(ANN);
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
          () -> stores.addresses().link(List.of(number, one), REPORTER, AT),
          () -> other.addresses().link(List.of(number, two), OTHER, AT));
      assertThat(of(one)).containsExactlyInAnyOrder(number, one, two);
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
      assertThat(of(one.get(0))).containsExactlyInAnyOrderElementsOf(one);
    }
  }

  /** A report may name thousands of numbers: each row is read once, not once for each of them. */
  @Test
  void aLargeGroupIsFoundInOneLookOfModestSize() {
    List<Address> many = new ArrayList<>(List.of(ANN_ID));
    for (int i = 0; i < 3_000; i++) {
      many.add(new PhoneNumber("1415" + (5_550_000 + i)));
    }
    stores.addresses().link(many, REPORTER, AT);

    assertThat(stores.addresses().of(ANN_ID, List.of(REPORTER.workspace()))).hasSize(3_001);
    assertThat(stores.addresses().of(BOB, List.of(REPORTER.workspace()))).containsExactly(BOB);
    assertThat(stores.addresses().scopes(ANN_ID)).containsExactly(REPORTER.workspace());
  }
}
