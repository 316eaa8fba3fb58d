package io.patchbay.core.internal.consent;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.Address;
import io.patchbay.channel.AddressChange;
import io.patchbay.channel.Category;
import io.patchbay.channel.ChannelEvent;
import io.patchbay.channel.DeliveryStatus;
import io.patchbay.channel.InstanceId;
import io.patchbay.channel.PhoneNumber;
import io.patchbay.channel.Purpose;
import io.patchbay.channel.SendError;
import io.patchbay.channel.SendOutcome;
import io.patchbay.channel.StatusUpdate;
import io.patchbay.channel.UserId;
import io.patchbay.store.consent.ConsentEntry;
import io.patchbay.store.consent.Erasure;
import io.patchbay.store.consent.LinkedAddresses;
import io.patchbay.store.consent.People;
import io.patchbay.store.consent.PeopleStores;
import io.patchbay.store.consent.PersonalData;
import io.patchbay.store.consent.Suppression;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one workspace reports of a person's addresses changes nothing for another workspace. */
class LinkScopesTest {
  private static final Address ANN = new PhoneNumber("14155551234");
  private static final Address ANN_ID = new UserId("US.1001");
  private static final Address BOB = new PhoneNumber("14155559876");
  private static final Address BOB_ID = new UserId("US.2002");
  private static final InstanceId STRANGER = new InstanceId("stranger", "s");
  private static final InstanceId LEAF = new InstanceId("leaf", "own");
  private static final Set<Purpose> ALL = Set.of(Purpose.values());
  private static final Set<Purpose> MARKETING = Set.of(Purpose.MARKETING);

  @TempDir Path directory;
  private PersonRig rig;
  private People people;

  @BeforeEach
  void open() {
    rig = new PersonRig(directory.resolve("data"));
    people = rig.people();
  }

  @AfterEach
  void close() {
    rig.close();
  }

  private void later() {
    rig.rig.registryRig.clock.advance(Duration.ofSeconds(5));
  }

  private ChannelEvent hello(Address... from) {
    return rig.message("Hello", null, from);
  }

  private ChannelEvent moves(Address before, Address after) {
    return new AddressChange("moves", rig.now(), "{}", List.of(before), List.of(after));
  }

  private Set<Address> known(String workspace, Address address) {
    return rig.rig.stores.addresses().of(address, rig.rig.registryRig.registry.lineage(workspace));
  }

  private static void refused(SendOutcome outcome, Category category) {
    assertThat(outcome.error()).map(SendError::category).contains(category);
  }

  /** Whether it is known when an address wrote to a sender last. */
  private boolean isHeard(String sender, Address address) {
    return rig.rig.stores.windows().lastHeard(sender, List.of(address)).isPresent();
  }

  @Nested
  class OfAnUnrelatedWorkspace {
    @Test
    void twoPeopleWhomItTakesForOneAreTwoForTheOthers() {
      rig.reports(STRANGER, hello(ANN, BOB_ID));
      rig.writes("acme", "STOP", BOB_ID);
      assertThat(rig.marketing("acme", ANN).accepted()).isTrue();
      assertThat(rig.marketing("leaf", ANN).accepted()).isTrue();
      refused(rig.marketing("acme", BOB_ID), Category.OPTED_OUT);
      assertThat(rig.marketing("stranger", ANN).accepted()).as("its own opt-outs").isTrue();
      later();
      rig.reports(STRANGER, rig.message("STOP", null, BOB_ID));
      refused(rig.marketing("stranger", ANN), Category.OPTED_OUT);
    }

    @Test
    void noConsentOfSomebodyElseCounts() {
      rig.publish("\"requireConsent\": true,");
      people.optIn("acme", BOB, ALL, "form", "Yes");
      rig.reports(STRANGER, hello(ANN, ANN_ID), hello(BOB, ANN_ID));
      refused(rig.transactional("acme", ANN), Category.NO_CONSENT);
      assertThat(rig.transactional("acme", BOB).accepted()).isTrue();
    }

    @Test
    void statusesAnswersAndPreferencesOfItLinkNobodyElsewhere() {
      Address answered = new PhoneNumber("14155550000");
      StatusUpdate status =
          new StatusUpdate(
              "s1",
              rig.now(),
              "{}",
              "id",
              DeliveryStatus.SENT,
              "sent",
              null,
              List.of(ANN, ANN_ID),
              List.of(),
              Map.of());
      rig.reports(STRANGER, status, rig.prefers(false, ANN_ID, BOB));
      rig.rig.registryRig.talker.answer(
          "s", new SendOutcome.Accepted("id", List.of(answered), Map.of()));
      assertThat(rig.transactional("stranger", BOB).accepted()).isTrue();
      assertThat(known("stranger", ANN)).containsExactlyInAnyOrder(ANN, ANN_ID, BOB, answered);
      for (Address address : List.of(ANN, ANN_ID, BOB, answered)) {
        assertThat(known("acme", address)).containsExactly(address);
        assertThat(known("leaf", address)).containsExactly(address);
      }
      assertThat(rig.marketing("acme", BOB).accepted()).isTrue();
    }

    @Test
    void aNumberThatChangesHandsThereChangesNothingHere() {
      rig.writes("acme", "Hello", ANN, ANN_ID);
      people.optIn("acme", ANN, Set.of(Purpose.TRANSACTIONAL), "form", "Yes");
      people.suppress("acme", ANN, MARKETING, "a call");
      List<Suppression> stops = people.suppressions(ANN);
      List<ConsentEntry> consents = people.consents(ANN);
      rig.reports(STRANGER, hello(ANN, BOB_ID));
      later();
      rig.reports(STRANGER, hello(ANN, new UserId("US.3003")));
      assertThat(known("stranger", BOB_ID)).as("handed over").containsExactly(BOB_ID);
      assertThat(known("acme", ANN)).containsExactlyInAnyOrder(ANN, ANN_ID);
      assertThat(people.suppressions(ANN)).isEqualTo(stops);
      assertThat(people.consents(ANN)).isEqualTo(consents);
      assertThat(rig.marketing("acme", BOB_ID).accepted()).isTrue();
      assertThat(isHeard("talker:acme/a", ANN)).isTrue();
    }

    @Test
    void aPersonWhoMovesThereStaysHere() {
      rig.writes("acme", "Hello", ANN, ANN_ID);
      people.optIn("acme", ANN, Set.of(Purpose.TRANSACTIONAL), "form", "Yes");
      people.suppress("acme", ANN, MARKETING, "a call");
      List<Suppression> stops = people.suppressions(ANN);
      List<ConsentEntry> consents = people.consents(ANN);
      later();
      rig.reports(STRANGER, moves(ANN, BOB));
      assertThat(known("acme", ANN)).containsExactlyInAnyOrder(ANN, ANN_ID);
      assertThat(known("acme", BOB)).containsExactly(BOB);
      assertThat(people.suppressions(ANN)).isEqualTo(stops);
      assertThat(people.suppressions(BOB)).isEmpty();
      assertThat(people.consents(ANN)).isEqualTo(consents);
      assertThat(isHeard("talker:acme/a", ANN)).isTrue();
      assertThat(rig.marketing("acme", BOB).accepted()).isTrue();
    }
  }

  @Nested
  class OfAParentAndItsChildren {
    /** The webhook may be delivered under any workspace that uses the instance. */
    @Test
    void whatAnInheritedInstanceReportsHoldsForAllThatInheritIt() {
      rig.writes("leaf", "Hello", ANN, ANN_ID);
      for (String workspace : List.of("acme", "leaf", "twin")) {
        assertThat(known(workspace, ANN)).containsExactlyInAnyOrder(ANN, ANN_ID);
      }
      assertThat(known("stranger", ANN)).containsExactly(ANN);
      rig.writes("twin", "STOP", ANN_ID);
      refused(rig.marketing("leaf", ANN), Category.OPTED_OUT);
    }

    @Test
    void whatAChildsOwnInstanceReportsHoldsForTheChild() {
      rig.reports(LEAF, hello(ANN, ANN_ID));
      assertThat(known("leaf", ANN)).containsExactlyInAnyOrder(ANN, ANN_ID);
      assertThat(known("acme", ANN)).containsExactly(ANN);
      assertThat(known("twin", ANN)).containsExactly(ANN);
      rig.writes("acme", "STOP", ANN_ID);
      refused(rig.marketing("leaf", ANN), Category.OPTED_OUT);
      assertThat(rig.marketing("acme", ANN).accepted()).isTrue();
      assertThat(rig.marketing("twin", ANN).accepted()).isTrue();
    }

    @Test
    void aNumberThatChangesHandsForTheParentLeavesWhomTheChildHasLinkedWithIt() {
      Address leafId = new UserId("US.4004");
      rig.publish("\"requireConsent\": true,");
      rig.reports(LEAF, hello(ANN, leafId));
      rig.writes("acme", "Hello", ANN, ANN_ID);
      people.optIn("leaf", leafId, ALL, "form", "Yes");
      assertThat(rig.marketing("leaf", ANN).accepted()).isTrue();
      later();
      rig.writes("acme", "Hello", ANN, BOB_ID);

      assertThat(known("leaf", ANN)).containsExactlyInAnyOrder(ANN, BOB_ID);
      refused(rig.marketing("leaf", ANN), Category.NO_CONSENT);
      assertThat(rig.marketing("leaf", leafId).accepted()).as("the person's").isTrue();
    }

    /** The provider delivers again what was answered with 500. */
    @Test
    void aReportThatFailsHalfWayIsCompleteWhenItIsDeliveredAgain() {
      rig.publish("\"requireConsent\": true,");
      rig.writes("acme", "Hello", ANN, ANN_ID);
      people.optIn("acme", ANN, ALL, "form", "Yes");
      later();
      ChannelEvent report = hello(ANN, BOB_ID);
      PeopleStores whole = rig.rig.stores;
      rig.rig.stores = whole.withAddresses(new Interrupted(whole.addresses()));
      assertThat(rig.receive("acme", report)).isEqualTo(500);
      rig.rig.stores = whole;
      assertThat(rig.receive("acme", report)).isEqualTo(200);

      assertThat(known("acme", ANN)).containsExactlyInAnyOrder(ANN, BOB_ID);
      refused(rig.marketing("acme", ANN), Category.NO_CONSENT);
      assertThat(rig.marketing("acme", ANN_ID).accepted()).as("the person's").isTrue();
    }

    @Test
    void whatTheChildHasLinkedGoesAlongWithAPersonWhoMovesForTheParent() {
      Address leafId = new UserId("US.4004");
      rig.reports(LEAF, hello(ANN, leafId));
      later();
      rig.reports(new InstanceId("acme", "a"), moves(ANN, BOB));

      assertThat(known("leaf", leafId)).containsExactlyInAnyOrder(leafId, BOB);
      assertThat(known("acme", BOB)).as("the child's own link").doesNotContain(leafId);
      later();
      rig.reports(LEAF, rig.message("STOP", null, leafId));
      refused(rig.marketing("leaf", BOB), Category.OPTED_OUT);
      assertThat(rig.marketing("leaf", ANN).accepted()).as("somebody else's by now").isTrue();
    }

    /** A message under the child's path to the parent's sender. */
    @Test
    void noStopIsRecordedForTheParentByALinkOfTheChild() {
      rig.reports(LEAF, hello(ANN, ANN_ID));
      rig.writes("leaf", "STOP", ANN_ID);
      assertThat(rig.marketing("acme", ANN).accepted()).isTrue();
      refused(rig.marketing("acme", ANN_ID), Category.OPTED_OUT);
      refused(rig.marketing("leaf", ANN), Category.OPTED_OUT);
      assertThat(isHeard("talker:acme/a", ANN)).as("by a link of the child").isFalse();
    }

    @Test
    void aNumberThatChangesHandsForTheChildKeepsTheParentsStopAndConsent() {
      people.optIn("acme", ANN, Set.of(Purpose.TRANSACTIONAL), "form", "Yes");
      people.suppress("acme", ANN, MARKETING, "a call");
      List<Suppression> stops = people.suppressions(ANN);
      rig.publish("\"requireConsent\": true,");
      rig.reports(LEAF, hello(ANN, ANN_ID));
      later();
      rig.reports(LEAF, hello(ANN, BOB_ID));
      assertThat(known("leaf", ANN)).containsExactlyInAnyOrder(ANN, BOB_ID);
      assertThat(people.suppressions(ANN)).isEqualTo(stops);
      assertThat(rig.transactional("acme", ANN).accepted()).as("the parent's consent").isTrue();
      refused(rig.transactional("leaf", ANN), Category.NO_CONSENT);
      assertThat(rig.transactional("leaf", ANN_ID).accepted()).as("the person's").isTrue();
      refused(rig.transactional("acme", ANN_ID), Category.NO_CONSENT);
      refused(rig.marketing("leaf", ANN_ID), Category.OPTED_OUT);
      assertThat(people.suppressions(ANN_ID))
          .extracting(Suppression::workspace)
          .containsExactly("leaf");
    }

    @Test
    void aPersonWhoMovesForTheChildTakesTheParentsStopAlongForTheChildAlone() {
      people.suppress("acme", ANN, MARKETING, "a call");
      later();
      rig.reports(LEAF, moves(ANN, BOB));
      refused(rig.marketing("leaf", BOB), Category.OPTED_OUT);
      assertThat(rig.marketing("acme", BOB).accepted()).isTrue();
      assertThat(rig.marketing("twin", BOB).accepted()).isTrue();
      refused(rig.marketing("acme", ANN), Category.OPTED_OUT);
    }

    /** The parent goes on to link the old address, so a withdrawal for it would be the person's. */
    @Test
    void aPersonWhoMovesForTheChildKeepsAConsentWhereTheParentLinksTheOldAddressToo() {
      rig.publish("\"requireConsent\": true,");
      rig.writes("acme", "Hello", ANN, ANN_ID);
      people.optIn("acme", ANN, ALL, "form", "Yes");
      rig.reports(LEAF, hello(ANN, ANN_ID));
      later();
      rig.reports(LEAF, moves(ANN, BOB));

      assertThat(known("leaf", BOB)).contains(ANN);
      assertThat(rig.transactional("leaf", BOB).accepted()).isTrue();
      assertThat(rig.transactional("leaf", ANN_ID).accepted()).isTrue();
    }

    @Test
    void aPersonWhoMovesTakesAlongWhatTheChildrenKnow() {
      rig.writes("acme", "Hello", ANN);
      rig.reports(LEAF, hello(ANN, ANN_ID));
      people.optIn("twin", ANN, ALL, "form", "Yes");
      rig.rig
          .stores
          .suppressions()
          .record(
              List.of(
                  new Suppression("leaf", ANN_ID, Purpose.MARKETING, true, rig.now(), "a test")));
      later();
      rig.receive("acme", moves(ANN, BOB));
      refused(rig.marketing("leaf", BOB), Category.OPTED_OUT);
      assertThat(rig.marketing("twin", BOB).accepted()).isTrue();
      assertThat(people.consents(BOB)).extracting(ConsentEntry::workspace).containsExactly("twin");
      assertThat(people.consents(ANN)).isEmpty();
      assertThat(isHeard("talker:acme/a", ANN)).isFalse();
      assertThat(isHeard("talker:leaf/own", ANN)).as("another sender").isTrue();
    }
  }

  @Test
  void whatTheHostLinksHoldsForAll() {
    people.link(Set.of(ANN, ANN_ID));
    rig.writes("acme", "STOP", ANN_ID);
    refused(rig.marketing("leaf", ANN), Category.OPTED_OUT);
    rig.reports(STRANGER, rig.message("STOP", null, ANN));
    refused(rig.marketing("stranger", ANN_ID), Category.OPTED_OUT);
  }

  /** Ann asks for her data or for its removal; the stranger has said that Bob is Ann. */
  @Nested
  class OfWhatIsHeld {
    private final Holder holder = new Holder();
    private final List<Collection<? extends Address>> asked = new ArrayList<>();

    /** Tells workspaces apart, as the queue does. */
    private static final class Holder implements PersonalData {
      private final List<String> texts = new ArrayList<>();

      /** As {@code workspace address}. */
      private static String text(String workspace, Address address) {
        return "\"" + workspace + " has " + address.value() + "\"";
      }

      @Override
      public Set<String> workspaces(Collection<? extends Address> person) {
        return Set.of("acme", "stranger", "gone");
      }

      @Override
      public List<String> about(Collection<? extends Address> person) {
        return Set.of("acme", "stranger", "gone").stream()
            .flatMap(workspace -> about(person, workspace).stream())
            .toList();
      }

      @Override
      public List<String> about(Collection<? extends Address> person, String workspace) {
        return texts.stream()
            .filter(text -> person.stream().anyMatch(one -> text.equals(text(workspace, one))))
            .toList();
      }

      @Override
      public int erase(Collection<? extends Address> person) {
        int before = texts.size();
        texts.removeAll(about(person));
        return before - texts.size();
      }

      @Override
      public int erase(Collection<? extends Address> person, String workspace) {
        int before = texts.size();
        texts.removeAll(about(person, workspace));
        return before - texts.size();
      }
    }

    /** Tells none apart. */
    private final PersonalData plain =
        new PersonalData() {
          @Override
          public List<String> about(Collection<? extends Address> person) {
            asked.add(List.copyOf(person));
            return List.of();
          }

          @Override
          public int erase(Collection<? extends Address> person) {
            asked.add(List.copyOf(person));
            return 0;
          }
        };

    @BeforeEach
    void lie() {
      people =
          new People(
              rig.rig.stores,
              rig.rig.registryRig.clock,
              new RegistryWorkspaces(rig.rig.registryRig.registry),
              holder,
              List.of(plain));
      for (Address address : List.of(ANN, ANN_ID, BOB, BOB_ID)) {
        for (String workspace : List.of("acme", "stranger", "gone")) {
          holder.texts.add(Holder.text(workspace, address));
        }
      }
      rig.writes("acme", "Hello", ANN, ANN_ID);
      rig.writes("acme", "Hello", BOB);
      later();
      people.optIn("acme", BOB, ALL, "form", "Bob's words");
      people.suppress("acme", BOB, MARKETING, "Bob's call");
      people.optIn("acme", ANN_ID, ALL, "form", "Ann's words");
      people.optIn("stranger", BOB, ALL, "form", "The stranger's words");
      later();
      rig.reports(STRANGER, hello(ANN, BOB));
    }

    @Test
    void anExportOfEverythingShowsNothingThatIsSomebodyElsesElsewhere() {
      String export = people.export(ANN, null);
      assertThat(export)
          .contains("Ann's words", "The stranger's words", "acme has US.1001")
          .contains("stranger has 14155559876", "gone has 14155551234", "talker:acme/a")
          .doesNotContain("Bob's words", "Bob's call", "acme has 14155559876")
          .doesNotContain("stranger has US.1001", "gone has US.1001", "gone has 14155559876")
          .doesNotContain("US.2002");
      assertThat(asked).as("knows no workspaces").containsOnly(List.of(ANN));
    }

    @Test
    void anExportOfOneWorkspaceShowsWhatThisOneHoldsOfThePersonItKnows() {
      assertThat(people.export(ANN, "acme"))
          .contains("Ann's words", "acme has US.1001")
          .doesNotContain("Bob's words", "14155559876", "stranger has");
      assertThat(people.export(BOB, "stranger"))
          .contains("The stranger's words", "stranger has 14155551234")
          .doesNotContain("Ann's words", "US.1001", "Bob's words");
    }

    @Test
    void anErasureOfEverythingLeavesWhatIsSomebodyElsesElsewhere() {
      Erasure erasure = people.erase(ANN, null, People.OptOuts.FORGET);
      assertThat(erasure.consents()).as("Ann's in acme and Bob's with the stranger").isEqualTo(2);
      assertThat(people.consents(BOB))
          .extracting(ConsentEntry::wording)
          .containsOnly("Bob's words");
      refused(rig.marketing("acme", BOB), Category.OPTED_OUT);
      assertThat(holder.texts)
          .contains(Holder.text("acme", BOB), Holder.text("gone", BOB), Holder.text("gone", ANN_ID))
          .doesNotContain(
              Holder.text("acme", ANN), Holder.text("acme", ANN_ID), Holder.text("gone", ANN))
          .doesNotContain(Holder.text("stranger", BOB), Holder.text("stranger", ANN));
      assertThat(known("acme", ANN)).containsExactly(ANN);
      assertThat(known("stranger", ANN)).containsExactly(ANN);
      assertThat(asked).containsOnly(List.of(ANN));
    }

    @Test
    void anErasureForTheWorkspaceThatLiedReachesNothingOfTheOther() {
      Erasure erasure = people.erase(ANN, "stranger", People.OptOuts.FORGET);
      assertThat(erasure.consents()).isEqualTo(1);
      assertThat(people.consents(BOB))
          .extracting(ConsentEntry::wording)
          .containsOnly("Bob's words");
      assertThat(people.consents(ANN))
          .extracting(ConsentEntry::wording)
          .containsOnly("Ann's words");
      refused(rig.marketing("acme", BOB), Category.OPTED_OUT);
      assertThat(holder.texts).contains(Holder.text("acme", ANN), Holder.text("acme", BOB));
      assertThat(known("acme", ANN)).containsExactlyInAnyOrder(ANN, ANN_ID);
    }
  }

  /** Events of another workspace are held elsewhere: what leads to the person is needed there. */
  @Test
  void anErasureForOneWorkspaceLeavesTheHostsLinkWhileAnotherHasEvents() {
    List<Address> events = new ArrayList<>(List.of(ANN_ID));
    PersonalData inbox =
        new PersonalData() {
          @Override
          public List<String> about(Collection<? extends Address> person) {
            return events.stream().filter(person::contains).map(Address::toString).toList();
          }

          @Override
          public int erase(Collection<? extends Address> person) {
            return 0;
          }
        };
    people =
        new People(
            rig.rig.stores,
            rig.rig.registryRig.clock,
            new RegistryWorkspaces(rig.rig.registryRig.registry),
            inbox,
            List.of());
    people.link(Set.of(ANN, ANN_ID));
    rig.reports(STRANGER, hello(ANN));
    people.optIn("acme", ANN, ALL, "form", "Yes");

    people.erase(ANN, "acme", People.OptOuts.FORGET);
    assertThat(known("acme", ANN)).containsExactlyInAnyOrder(ANN, ANN_ID);
    assertThat(isHeard("talker:stranger/s", ANN)).isTrue();

    events.clear();
    people.erase(ANN, "acme", People.OptOuts.FORGET);
    assertThat(known("acme", ANN)).containsExactly(ANN);
  }

  /** Links what it is told to, and fails then, as a process that ends. */
  private record Interrupted(LinkedAddresses links) implements LinkedAddresses {
    @Override
    public Set<Address> of(Address address, Collection<String> scopes) {
      return links.of(address, scopes);
    }

    @Override
    public Set<String> scopes(Address address) {
      return links.scopes(address);
    }

    @Override
    public Linking link(
        Collection<? extends Address> addresses, @Nullable InstanceId reporter, Instant at) {
      throw new IllegalStateException("ended after " + links.link(addresses, reporter, at));
    }

    @Override
    public Map<Address, Address> changingHands(
        Collection<? extends Address> addresses, @Nullable InstanceId reporter, Instant at) {
      return links.changingHands(addresses, reporter, at);
    }

    @Override
    public Set<Address> joinedAfter(
        Collection<? extends Address> addresses, String scope, Instant at) {
      return links.joinedAfter(addresses, scope, at);
    }

    @Override
    public void unlink(Collection<? extends Address> addresses, String scope) {
      links.unlink(addresses, scope);
    }
  }
}
