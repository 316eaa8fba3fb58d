package io.patchbay.core.internal.consent;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.Address;
import io.patchbay.channel.AddressChange;
import io.patchbay.channel.Category;
import io.patchbay.channel.ChannelEvent;
import io.patchbay.channel.Choice;
import io.patchbay.channel.DeliveryStatus;
import io.patchbay.channel.GroupId;
import io.patchbay.channel.InboundMessage;
import io.patchbay.channel.InstanceId;
import io.patchbay.channel.Masking;
import io.patchbay.channel.PhoneNumber;
import io.patchbay.channel.PhoneText;
import io.patchbay.channel.Purpose;
import io.patchbay.channel.Retry;
import io.patchbay.channel.SendError;
import io.patchbay.channel.SendOutcome;
import io.patchbay.channel.SenderId;
import io.patchbay.channel.ShortCode;
import io.patchbay.channel.SmsMessage;
import io.patchbay.channel.StatusUpdate;
import io.patchbay.channel.Template;
import io.patchbay.channel.UserId;
import io.patchbay.store.StorageException;
import io.patchbay.store.consent.ConsentEntry;
import io.patchbay.store.consent.LinkedAddresses;
import io.patchbay.store.consent.PeopleStores;
import io.patchbay.testsupport.TestLog;
import java.io.IOException;
import java.nio.file.Files;
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

class OptOutTest {
  private static final Address ANN = new PhoneNumber("14155551234");
  private static final Address ANN_ID = new UserId("US.1001");
  private static final Address BOB = new PhoneNumber("14155559876");
  private static final Address BOB_ID = new UserId("US.2002");

  @TempDir Path directory;
  private PersonRig rig;

  @BeforeEach
  void open() {
    rig = new PersonRig(directory.resolve("data"));
  }

  @AfterEach
  void close() {
    rig.close();
  }

  private void later() {
    rig.rig.registryRig.clock.advance(Duration.ofSeconds(5));
  }

  private static void refused(SendOutcome outcome, Category category) {
    assertThat(outcome.error()).map(SendError::category).contains(category);
  }

  @Nested
  class ByWord {
    @Test
    void theNextSendIsRefusedWithoutARequest() {
      assertThat(rig.writes("acme", " Stop! ", ANN)).isEqualTo(200);
      SendOutcome outcome = rig.transactional("acme", ANN);
      assertThat(outcome.error().orElseThrow())
          .hasToString(
              "SendError[NEVER, RECIPIENT, OPTED_OUT: The person does not want transactional"
                  + " messages of this workspace - Recorded at 2026-03-01T12:00:00Z for workspace"
                  + " 'acme' by a stop word to acme/a; it holds until the person allows messages"
                  + " again.]");
      refused(rig.marketing("acme", ANN), Category.OPTED_OUT);
      refused(rig.transactional("acme", new PhoneText("+1 (415) 555-1234")), Category.OPTED_OUT);
      assertThat(rig.connection().sends()).isZero();
      assertThat(rig.marketing("acme", BOB).accepted()).isTrue();
    }

    @Test
    void aTextThatHoldsTheWordStopsNothing() {
      rig.writes("acme", "Where does the bus stop?", ANN);
      assertThat(rig.marketing("acme", ANN).accepted()).isTrue();
      assertThat(rig.people().suppressions(ANN)).isEmpty();
    }

    @Test
    void theTitleOfAChosenButtonCounts() {
      rig.receive("acme", rig.message(null, new Choice("b1", "Unsubscribe", null), ANN));
      refused(rig.marketing("acme", ANN), Category.OPTED_OUT);
    }

    @Test
    void aStartWordAllowsAgain() {
      rig.writes("acme", "STOP", ANN);
      later();
      rig.writes("acme", "start", ANN);
      assertThat(rig.transactional("acme", ANN).accepted()).isTrue();
      assertThat(rig.people().consents(ANN)).as("a lift is no consent").isEmpty();
      assertThat(rig.people().suppressions(ANN))
          .allSatisfy(one -> assertThat(one.by()).isEqualTo("a start word to acme/a"));
    }

    @Test
    void aStartFromTheFutureDoesNotOutdoAStopOfTheSameSecond() {
      ChannelEvent stop = rig.message("STOP", null, ANN);
      rig.rig.registryRig.clock.advance(Duration.ofHours(1));
      ChannelEvent start = rig.message("START", null, ANN);
      rig.rig.registryRig.clock.advance(Duration.ofHours(1).negated().plusMillis(700));
      rig.receive("acme", start);
      rig.receive("acme", stop);
      refused(rig.transactional("acme", ANN), Category.OPTED_OUT);
    }

    @Test
    void aStopFromTheFutureStopsThoughAStartCameInTheSameSecond() {
      rig.rig.registryRig.clock.advance(Duration.ofHours(1));
      ChannelEvent stop = rig.message("STOP", null, ANN);
      rig.rig.registryRig.clock.advance(Duration.ofHours(1).negated().plusMillis(300));
      rig.people().lift("acme", ANN, Set.of(Purpose.values()), "a call");
      rig.rig.registryRig.clock.advance(Duration.ofMillis(300));
      rig.receive("acme", stop);
      refused(rig.transactional("acme", ANN), Category.OPTED_OUT);
    }

    @Test
    void ofStopAndStartTheOneWrittenLaterCountsWhateverArrivesFirst() {
      ChannelEvent stop = rig.message("STOP", null, ANN);
      later();
      rig.writes("acme", "START", ANN);
      rig.receive("acme", stop);
      assertThat(rig.transactional("acme", ANN).accepted()).as("the older stop came late").isTrue();
      later();
      ChannelEvent start = rig.message("START", null, ANN);
      later();
      rig.writes("acme", "STOP", ANN);
      rig.receive("acme", start);
      refused(rig.transactional("acme", ANN), Category.OPTED_OUT);
    }

    @Test
    void ofStopAndStartAtTheSameTimeTheStopCounts() {
      rig.writes("acme", "STOP", ANN);
      rig.writes("acme", "START", ANN);
      refused(rig.transactional("acme", ANN), Category.OPTED_OUT);
    }

    @Test
    void whatAnOperatorRecordsHasItsTimeToo() {
      ChannelEvent early = rig.message("START", null, ANN);
      later();
      rig.people().suppress("acme", ANN, Set.of(Purpose.MARKETING), "a call to support");
      rig.receive("acme", early);
      refused(rig.marketing("acme", ANN), Category.OPTED_OUT);
      ChannelEvent stop = rig.message("STOP", null, ANN);
      later();
      rig.people().lift("acme", ANN, Set.of(Purpose.MARKETING), "a call to support");
      rig.receive("acme", stop);
      assertThat(rig.marketing("acme", ANN).accepted()).isTrue();
    }

    @Test
    void theLaterWordCountsWhicheverAddressOfThePersonItCameBy() {
      rig.writes("acme", "STOP", ANN);
      later();
      rig.writes("acme", "START", ANN_ID);
      refused(rig.marketing("acme", ANN), Category.OPTED_OUT);
      rig.writes("acme", "Hello", ANN, ANN_ID);
      assertThat(rig.marketing("acme", ANN).accepted()).isTrue();
    }

    @Test
    void whatIsNearlyAStopWordIsReportedAndStopsNothing() {
      List<ChannelEvent> events = new ArrayList<>();
      rig.rig.eventListeners.add((event, context) -> events.add(event));
      TestLog log = new TestLog();
      rig.writes("acme", "Stop. Thank you", ANN);
      rig.writes("acme", "Hello", ANN);
      assertThat(rig.marketing("acme", ANN).accepted()).isTrue();
      assertThat(events)
          .map(event -> ((InboundMessage) event).details())
          .containsExactly(Map.of(InboundMessage.POSSIBLE_STOP, "true"), Map.of());
      assertThat(log.lines("is nearly a stop word"))
          .singleElement()
          .asString()
          .contains("acme/a", Masking.address(ANN.value()), "workspace 'acme'")
          .doesNotContain("Thank", ANN.value());
    }

    @Test
    void thePayloadOfAChosenButtonCountsToo() {
      rig.receive("acme", rig.message(null, new Choice("STOP", "No more of this", null), ANN));
      refused(rig.marketing("acme", ANN), Category.OPTED_OUT);
    }

    @Test
    void aStartThatIsDeliveredAgainDoesNotOutdoALaterStop() {
      rig.writes("acme", "STOP", ANN);
      later();
      ChannelEvent start = rig.message("START", null, ANN);
      rig.receive("acme", start);
      later();
      rig.writes("acme", "STOP", ANN);
      later();
      rig.receive("acme", arrivedNow(start));
      refused(rig.marketing("acme", ANN), Category.OPTED_OUT);
      rig.close();
      rig = new PersonRig(directory.resolve("data"));
      rig.rig.registryRig.clock.advance(Duration.ofMinutes(1));
      rig.receive("acme", arrivedNow(start));
      refused(rig.marketing("acme", ANN), Category.OPTED_OUT);
    }

    @Test
    void aStartThatLiftedNothingDoesNotLiftLaterEither() {
      ChannelEvent start = rig.message("START", null, ANN);
      assertThat(rig.receive("acme", start)).isEqualTo(200);
      later();
      rig.writes("acme", "STOP", ANN);
      assertThat(rig.people().suppressions(ANN)).as("after stop").isNotEmpty();
      later();
      assertThat(rig.receive("acme", arrivedNow(start))).isEqualTo(200);
      assertThat(rig.people().suppressions(ANN)).as("after start").allMatch(one -> one.stopped());
      refused(rig.marketing("acme", ANN), Category.OPTED_OUT);
    }

    /** As of a provider that names no time: each delivery has that of its arrival. */
    private ChannelEvent arrivedNow(ChannelEvent event) {
      InboundMessage message = (InboundMessage) event;
      return new InboundMessage(
          message.key(),
          rig.rig.registryRig.clock.instant(),
          message.raw(),
          message.providerMessageId(),
          message.from(),
          message.to(),
          message.kind(),
          message.text(),
          message.inReplyTo(),
          message.content(),
          message.details());
    }

    @Test
    void aStopThatIsDeliveredAgainAfterAStartChangesNothing() {
      ChannelEvent stop = rig.message("STOP", null, ANN);
      rig.receive("acme", stop);
      later();
      rig.writes("acme", "START", ANN);
      rig.receive("acme", stop);
      assertThat(rig.marketing("acme", ANN).accepted()).isTrue();
    }

    @Test
    void aProvidersClockThatIsAheadDoesNotOutdoWhatIsSaidLater() {
      ChannelEvent stop = rig.message("STOP", null, ANN);
      rig.rig.registryRig.clock.advance(Duration.ofHours(-5));
      rig.receive("acme", stop);
      later();
      rig.writes("acme", "START", ANN);
      assertThat(rig.marketing("acme", ANN).accepted()).isTrue();
    }

    @Test
    void theWorkspaceSaysWhatStopsAndByWhichWords() {
      rig.publish("\"optOut\": {\"stopWords\": [\"HALT\"], \"stops\": \"marketing\"},");
      rig.writes("acme", "STOP", ANN);
      assertThat(rig.marketing("acme", ANN).accepted()).isTrue();
      rig.writes("leaf", "halt", ANN);
      refused(rig.marketing("acme", ANN), Category.OPTED_OUT);
      assertThat(rig.transactional("acme", ANN).accepted()).isTrue();
      rig.publish("\"optOut\": {\"stopWords\": []},");
      rig.writes("acme", "HALT", BOB);
      assertThat(rig.marketing("acme", BOB).accepted()).isTrue();
    }

    @Test
    void whoSharesTheNumberSharesTheOptOut() {
      rig.writes("leaf", "STOP", ANN);
      refused(rig.marketing("leaf", ANN), Category.OPTED_OUT);
      refused(rig.marketing("acme", ANN), Category.OPTED_OUT);
      refused(rig.marketing("twin", ANN), Category.OPTED_OUT);
      assertThat(rig.marketing("stranger", ANN).accepted()).isTrue();
      later();
      rig.writes("twin", "START", ANN);
      assertThat(rig.marketing("twin", ANN).accepted()).isTrue();
      refused(rig.marketing("leaf", ANN), Category.OPTED_OUT);
    }

    @Test
    void itIsInForceBeforeAListenerIsTold() {
      List<SendOutcome> outcomes = new ArrayList<>();
      rig.rig.eventListeners.add((event, context) -> outcomes.add(rig.marketing("acme", ANN)));
      rig.writes("acme", "STOP", ANN);
      assertThat(outcomes).hasSize(1);
      refused(outcomes.get(0), Category.OPTED_OUT);
    }

    @Test
    void aMemberOfAGroupStopsForHimselfAlone() {
      Address group = new GroupId("group-1");
      rig.writes("acme", "STOP", ANN, group);
      refused(rig.marketing("acme", ANN), Category.OPTED_OUT);
      assertThat(rig.marketing("acme", group).accepted()).isTrue();
      assertThat(rig.writes("acme", "STOP", group)).isEqualTo(200);
      assertThat(rig.marketing("acme", group).accepted()).isTrue();
    }
  }

  /** Senders as SMS networks report them at home. */
  @Nested
  class OfASenderInNationalForm {
    private final Address national = new SenderId("07911123456");
    private final Address british = new PhoneNumber("447911123456");

    @Test
    void itIsReadWithTheRegionOfTheWorkspace() {
      List<ChannelEvent> events = new ArrayList<>();
      rig.rig.eventListeners.add((event, context) -> events.add(event));
      rig.publish("\"defaultRegion\": \"GB\",");
      rig.writes("leaf", "STOP", national);
      refused(rig.marketing("leaf", british), Category.OPTED_OUT);
      assertThat(((InboundMessage) events.get(0)).from()).containsExactly(british);
    }

    @Test
    void aStopWordOfOneThatCannotBeReadSaysWhatToDo() {
      TestLog log = new TestLog();
      assertThat(rig.writes("acme", "STOP", national)).isEqualTo(200);
      assertThat(rig.writes("acme", "Hello", national)).isEqualTo(200);
      assertThat(log.lines("A stop word to acme/a stops nothing"))
          .singleElement()
          .asString()
          .contains("[079******56]", "'acme' has no region", "set sms.defaultRegion")
          .doesNotContain("07911123456");
      rig.publish("\"defaultRegion\": \"GB\",");
      rig.writes("acme", "STOP", new SenderId("ACME"));
      assertThat(log.lines("is not a number of the region GB")).hasSize(1);
    }

    @Test
    void aLongShortCodeIsReadAsOne() {
      rig.publish("\"defaultRegion\": \"GB\",");
      rig.writes("acme", "STOP", new SenderId("50501234"));
      assertThat(rig.people().suppressions(new ShortCode("50501234"))).isNotEmpty();
    }
  }

  /** Meta's 131050 and Twilio's 21610. */
  @Nested
  class ByRefusalOfTheProvider {
    private final SendError refusal =
        SendError.of(Category.OPTED_OUT, "The user stopped marketing").code("131050").build();

    @Test
    void itIsRecordedForMarketing() {
      rig.rig.registryRig.talker.answer("a", new SendOutcome.Rejected(refusal));
      refused(rig.marketing("acme", ANN), Category.OPTED_OUT);
      int sends = rig.connection().sends();
      SendOutcome next = rig.marketing("acme", ANN);
      assertThat(next.error().orElseThrow().remedy())
          .contains("by the provider's refusal 131050, by acme/a");
      assertThat(rig.connection().sends()).isEqualTo(sends);
    }

    @Test
    void theFailureOfAnAcceptedMessageIsRecordedToo() {
      rig.receive(
          "acme",
          new StatusUpdate(
              "s1",
              rig.now(),
              "{}",
              "id-1",
              DeliveryStatus.FAILED,
              "failed",
              null,
              List.of(ANN),
              List.of(refusal),
              Map.of()));
      refused(rig.marketing("acme", ANN), Category.OPTED_OUT);
      assertThat(rig.transactional("acme", ANN).accepted()).isTrue();
    }
  }

  @Nested
  class ByPreference {
    @Test
    void itStopsItsPurposeAlone() {
      assertThat(rig.receive("acme", rig.prefers(false, ANN_ID, ANN))).isEqualTo(200);
      refused(rig.marketing("acme", ANN), Category.OPTED_OUT);
      assertThat(rig.transactional("acme", ANN).accepted()).isTrue();
      assertThat(rig.marketing("acme", ANN).error().orElseThrow().remedy())
          .contains("by the person's own settings at the provider, by acme/a");
    }

    @Test
    void itLiftsItsPurposeAlone() {
      rig.writes("acme", "STOP", ANN);
      later();
      rig.receive("acme", rig.prefers(true, ANN));
      assertThat(rig.marketing("acme", ANN).accepted()).isTrue();
      refused(rig.transactional("acme", ANN), Category.OPTED_OUT);
    }
  }

  @Nested
  class ByAnotherAddress {
    @Test
    void theUserIdOfAPersonIsNoWayAround() {
      rig.writes("acme", "Hello", ANN, ANN_ID);
      rig.writes("acme", "STOP", ANN_ID);
      refused(rig.marketing("acme", ANN), Category.OPTED_OUT);
      refused(rig.marketing("acme", ANN_ID), Category.OPTED_OUT);
    }

    @Test
    void theAddressAsAnsweredBelongsToThePersonWrittenTo() {
      Address answered = new PhoneNumber("14155550000");
      rig.rig.registryRig.talker.answer(
          "a", new SendOutcome.Accepted("id", List.of(answered), Map.of()));
      assertThat(rig.marketing("acme", ANN).accepted()).isTrue();
      rig.writes("acme", "STOP", answered);
      refused(rig.marketing("acme", ANN), Category.OPTED_OUT);
    }

    @Test
    void aSpellingOfAMobileNumberThatWasNeverWrittenToIsNoWayAround() {
      rig.writes("acme", "STOP", new PhoneNumber("551187654321"));
      refused(rig.marketing("acme", new PhoneText("+55 11 98765-4321")), Category.OPTED_OUT);
      rig.writes("acme", "STOP", new PhoneNumber("5215512345678"));
      refused(rig.marketing("acme", new PhoneText("+52 55 1234 5678")), Category.OPTED_OUT);
      rig.writes("acme", "STOP", new PhoneNumber("5491155551234"));
      refused(rig.marketing("acme", new PhoneText("+54 11 5555-1234")), Category.OPTED_OUT);
      assertThat(rig.connection().sends()).isZero();
    }

    @Test
    void ofTwoPersonsWhoTurnOutToBeOneTheOptOutWins() {
      rig.writes("acme", "STOP", ANN);
      later();
      rig.writes("acme", "Hello", ANN_ID);
      assertThat(rig.marketing("acme", ANN_ID).accepted()).isTrue();
      rig.writes("acme", "Hello", ANN, ANN_ID);
      refused(rig.marketing("acme", ANN_ID), Category.OPTED_OUT);
    }

    @Test
    void aPersonWhoChangesTheNumberTakesTheOptOutAlong() {
      rig.people().optIn("acme", ANN, Set.of(Purpose.TRANSACTIONAL), "form", "Yes");
      rig.writes("acme", "Hello", ANN, ANN_ID);
      rig.receive("acme", rig.prefers(false, ANN));
      later();
      rig.receive(
          "acme", new AddressChange("k", rig.now(), "{}", List.of(ANN), List.of(BOB, BOB_ID)));
      refused(rig.marketing("acme", BOB), Category.OPTED_OUT);
      refused(rig.marketing("acme", BOB_ID), Category.OPTED_OUT);
      refused(rig.marketing("acme", ANN), Category.OPTED_OUT);
      assertThat(rig.people().consents(BOB)).extracting(ConsentEntry::address).containsExactly(BOB);
      assertThat(rig.people().consents(ANN)).as("of the old number").isEmpty();
      assertThat(rig.rig.stores.addresses().of(ANN, List.of("acme"))).containsExactly(ANN);
    }

    @Test
    void aNumberWithANewOwnerKeepsTheOptOutAndLosesTheConsent() {
      rig.people().optIn("acme", ANN, Set.of(Purpose.TRANSACTIONAL), "form", "Yes");
      rig.receive("acme", rig.prefers(false, ANN));
      rig.writes("acme", "Hello", ANN, ANN_ID);
      later();
      rig.writes("acme", "Hello", ANN, BOB_ID);
      refused(rig.marketing("acme", ANN), Category.OPTED_OUT);
      refused(rig.marketing("acme", ANN_ID), Category.OPTED_OUT);
      assertThat(rig.people().consents(ANN)).isEmpty();
      assertThat(rig.people().consents(ANN_ID)).hasSize(1);
      later();
      rig.writes("acme", "START", ANN, BOB_ID);
      assertThat(rig.marketing("acme", ANN).accepted()).isTrue();
      refused(rig.marketing("acme", ANN_ID), Category.OPTED_OUT);
    }
  }

  @Nested
  class OfContentsThatAreMarketing {
    private SendOutcome transactional(Address to, String template) {
      return rig.rig
          .channel()
          .send("acme", SmsMessage.to(to).id("m1").content(Template.of(template, "en")).build())
          .outcome();
    }

    @Test
    void aMarketingOptOutHoldsForThemWhateverTheMessageSays() {
      rig.receive("acme", rig.prefers(false, ANN));
      SendOutcome offer = transactional(ANN, "offer");
      refused(offer, Category.OPTED_OUT);
      assertThat(offer.error().orElseThrow().message())
          .isEqualTo("The person does not want marketing messages of this workspace");
      assertThat(rig.connection().sends()).isZero();
      assertThat(transactional(ANN, "password").accepted()).isTrue();
      assertThat(transactional(BOB, "offer").accepted()).isTrue();
    }

    @Test
    void theProviderIsAskedOnlyWhereItsAnswerDecides() {
      assertThat(transactional(ANN, "offer").accepted()).isTrue();
      assertThat(rig.connection().marketingQuestions()).isZero();
      rig.receive("acme", rig.prefers(false, ANN));
      refused(rig.marketing("acme", ANN), Category.OPTED_OUT);
      assertThat(rig.connection().marketingQuestions()).isZero();
      transactional(ANN, "offer");
      assertThat(rig.connection().marketingQuestions()).isEqualTo(1);
    }

    @Test
    void aConsentToOtherMessagesIsNotEnoughForThem() {
      rig.publish("\"requireConsent\": true,");
      rig.people().optIn("acme", ANN, Set.of(Purpose.TRANSACTIONAL), "form", "Yes");
      refused(transactional(ANN, "offer"), Category.NO_CONSENT);
      assertThat(transactional(ANN, "password").accepted()).isTrue();
      rig.people().optIn("acme", ANN, Set.of(Purpose.MARKETING), "form", "Yes");
      assertThat(transactional(ANN, "offer").accepted()).isTrue();
    }
  }

  @Nested
  class ByAnEventThatComesLate {
    private AddressChange movedAt(Instant at) {
      return new AddressChange("moved", at, "{}", List.of(ANN), List.of(BOB));
    }

    private Set<Address> person(Address address) {
      return rig.rig.stores.addresses().of(address, List.of("acme"));
    }

    @Test
    void aNumberThatHasANewOwnerSinceStaysWithThatOwner() {
      rig.receive("acme", rig.prefers(false, ANN, ANN_ID));
      later();
      Instant moved = rig.now();
      later();
      rig.writes("acme", "Hello", ANN, BOB_ID);
      rig.people().optIn("acme", ANN, Set.of(Purpose.TRANSACTIONAL), "form", "Yes");
      later();
      rig.receive("acme", movedAt(moved));
      assertThat(person(ANN)).containsExactlyInAnyOrder(ANN, BOB_ID);
      assertThat(person(BOB)).containsExactly(BOB);
      refused(rig.marketing("acme", BOB), Category.OPTED_OUT);
      assertThat(rig.marketing("acme", BOB_ID).error()).as("by the number alone").isPresent();
      assertThat(rig.people().consents(ANN)).as("of the new owner").hasSize(1);
      later();
      rig.writes("acme", "STOP", BOB);
      assertThat(rig.transactional("acme", BOB_ID).accepted()).as("a stranger").isTrue();
    }

    @Test
    void aNewNumberThatHasAnotherOwnerSinceIsNotTakenFromThatOwner() {
      rig.writes("acme", "Hello", ANN, ANN_ID);
      rig.people().optIn("acme", ANN, Set.of(Purpose.TRANSACTIONAL), "form", "Yes");
      later();
      Instant moved = rig.now();
      later();
      rig.writes("acme", "Hello", BOB, BOB_ID);
      later();
      rig.receive("acme", movedAt(moved));
      assertThat(person(BOB)).containsExactlyInAnyOrder(BOB, BOB_ID);
      assertThat(person(ANN_ID)).containsExactly(ANN_ID);
      assertThat(person(ANN)).containsExactly(ANN);
      assertThat(rig.people().consents(ANN_ID)).hasSize(1);
      assertThat(rig.people().consents(BOB)).isEmpty();
    }

    @Test
    void theNewNumberMayHaveBeenHeardOfAlready() {
      rig.writes("acme", "Hello", ANN, ANN_ID);
      later();
      Instant moved = rig.now();
      later();
      rig.writes("acme", "Hello", BOB, ANN_ID);
      rig.receive("acme", movedAt(moved));
      assertThat(person(BOB)).containsExactlyInAnyOrder(BOB, ANN_ID);
      assertThat(person(ANN)).containsExactly(ANN);
    }

    @Test
    void aStopStaysWithTheNumberThatItWasWrittenWith() {
      rig.writes("acme", "Hello", ANN, ANN_ID);
      ChannelEvent stop = rig.message("STOP", null, ANN, ANN_ID);
      later();
      rig.writes("acme", "Hello", ANN, BOB_ID);
      rig.receive("acme", stop);
      refused(rig.marketing("acme", ANN_ID), Category.OPTED_OUT);
      refused(rig.marketing("acme", ANN), Category.OPTED_OUT);
      assertThat(person(ANN)).containsExactlyInAnyOrder(ANN, BOB_ID);
    }
  }

  @Test
  void anAnswerThatNamesAnotherUserIdHandsTheNumberOverToo() {
    rig.people().optIn("acme", ANN, Set.of(Purpose.TRANSACTIONAL), "form", "Yes");
    rig.receive("acme", rig.prefers(false, ANN));
    rig.writes("acme", "Hello", ANN, ANN_ID);
    later();
    rig.rig.registryRig.talker.answer(
        "a", new SendOutcome.Accepted("id", List.of(BOB_ID), Map.of()));
    assertThat(rig.transactional("acme", ANN).accepted()).isTrue();
    assertThat(rig.people().consents(ANN)).isEmpty();
    assertThat(rig.people().consents(ANN_ID)).hasSize(1);
    refused(rig.marketing("acme", ANN_ID), Category.OPTED_OUT);
  }

  @Test
  void whatTheHostLinksIsNeverANumberThatChangedHands() {
    rig.people().link(Set.of(ANN, ANN_ID));
    rig.people().link(Set.of(ANN, BOB_ID));
    assertThat(rig.rig.stores.addresses().of(BOB_ID, List.of("stranger")))
        .containsExactlyInAnyOrder(ANN, ANN_ID, BOB_ID);
  }

  @Nested
  class WithAStoreThatFails {
    private void breakTheDirectory() throws IOException {
      Files.createSymbolicLink(directory.resolve("data"), directory.resolve("none/none"));
    }

    @Test
    void anOptOutIsAskedForAgainAndToldToNobody() throws IOException {
      breakTheDirectory();
      List<ChannelEvent> told = new ArrayList<>();
      rig.rig.eventListeners.add((event, context) -> told.add(event));
      TestLog log = new TestLog();
      ChannelEvent stop = rig.message("STOP", null, ANN);
      ChannelEvent hello = rig.message("Hello", null, BOB);
      assertThat(rig.receive("acme", stop, hello)).isEqualTo(500);
      assertThat(told).containsExactly(hello);
      assertThat(log.lines("could not be kept; the provider is asked to deliver it again"))
          .as("the opt-out, and when the other wrote")
          .hasSize(2);
      assertThat(log.text()).contains("or choose another one with dataDirectory");
      assertThat(log.text()).doesNotContain("14155551234").doesNotContain("STOP");
      Files.delete(directory.resolve("data"));
      assertThat(rig.receive("acme", stop, hello)).isEqualTo(200);
      assertThat(told).containsExactly(hello, stop);
      refused(rig.marketing("acme", ANN), Category.OPTED_OUT);
    }

    /** A database that is gone: whoever asks for it waits. */
    private static final class Gone implements LinkedAddresses {
      private int asked;

      private StorageException gone() {
        asked++;
        return new StorageException("It is gone", "wait", new IOException("cut"));
      }

      @Override
      public Set<Address> of(Address address, Collection<String> scopes) {
        throw gone();
      }

      @Override
      public Set<String> scopes(Address address) {
        throw gone();
      }

      @Override
      public Linking link(
          Collection<? extends Address> addresses, @Nullable InstanceId reporter, Instant at) {
        throw gone();
      }

      @Override
      public Set<Address> joinedAfter(
          Collection<? extends Address> addresses, String scope, Instant at) {
        throw gone();
      }

      @Override
      public void unlink(Collection<? extends Address> addresses, String scope) {
        throw gone();
      }
    }

    @Test
    void aWebhookWaitsOnceForStoresThatAreAway() {
      Gone gone = new Gone();
      PeopleStores there = rig.rig.stores;
      rig.rig.stores = there.withAddresses(gone);
      List<ChannelEvent> told = new ArrayList<>();
      rig.rig.eventListeners.add((event, context) -> told.add(event));
      ChannelEvent hello = rig.message("Hello", null, BOB);
      ChannelEvent stop = rig.message("STOP", null, ANN);
      ChannelEvent preference = rig.prefers(false, BOB);

      assertThat(rig.receive("acme", hello, stop, preference)).isEqualTo(500);

      assertThat(gone.asked).isEqualTo(1);
      assertThat(told).containsExactly(hello);
      rig.rig.stores = there;
      assertThat(rig.receive("acme", hello, stop, preference)).isEqualTo(200);
      refused(rig.marketing("acme", ANN), Category.OPTED_OUT);
      refused(rig.marketing("acme", BOB), Category.OPTED_OUT);
    }

    @Test
    void otherMessagesAreToldAllTheSame() throws IOException {
      breakTheDirectory();
      List<ChannelEvent> told = new ArrayList<>();
      rig.rig.eventListeners.add((event, context) -> told.add(event));
      ChannelEvent hello = rig.message("Hello", null, ANN, ANN_ID);
      assertThat(rig.receive("acme", hello)).isEqualTo(500);
      assertThat(rig.receive("acme", hello)).isEqualTo(500);
      assertThat(told).containsExactly(hello);
    }

    @Test
    void nothingIsSentWhileTheFileIsDamagedAndItMayBeTriedAgain() throws IOException {
      Files.createDirectories(directory.resolve("data"));
      Files.writeString(directory.resolve("data/people.db"), "no database ".repeat(1000));
      SendError error = rig.transactional("acme", ANN).error().orElseThrow();
      assertThat(error.category()).isEqualTo(Category.OTHER);
      assertThat(error.retry()).isEqualTo(Retry.BACKOFF);
      assertThat(error.message())
          .startsWith(
              "It cannot be told whether the person wants the message, so nothing was sent");
      assertThat(error.remedy())
          .startsWith("Mend the store and send again: the file is damaged: put a good copy");
      assertThat(rig.connection().sends()).isZero();
    }

    @Test
    void anAddressThatCannotBeKeptFailsNoSend() throws IOException {
      breakTheDirectory();
      rig.rig.registryRig.talker.answer(
          "a", new SendOutcome.Accepted("id", List.of(BOB), Map.of()));
      assertThat(rig.marketing("acme", ANN).accepted()).isTrue();
    }
  }
}
