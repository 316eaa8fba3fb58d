package io.patchbay.core.internal.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.channel.Address;
import io.patchbay.channel.Category;
import io.patchbay.channel.PhoneNumber;
import io.patchbay.channel.Purpose;
import io.patchbay.channel.SendError;
import io.patchbay.channel.SendOutcome;
import io.patchbay.channel.UserId;
import io.patchbay.store.consent.ConsentEntry;
import io.patchbay.store.consent.Erasure;
import io.patchbay.store.consent.People;
import io.patchbay.store.consent.Suppression;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsentTest {
  private static final Address ANN = new PhoneNumber("14155551234");
  private static final Address ANN_ID = new UserId("US.1001");
  private static final Set<Purpose> MARKETING = Set.of(Purpose.MARKETING);
  private static final Set<Purpose> ALL = Set.of(Purpose.values());

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

  private static void refused(SendOutcome outcome, Category category) {
    assertThat(outcome.error()).map(SendError::category).contains(category);
  }

  @Nested
  class WhereItIsRequired {
    @BeforeEach
    void require() {
      rig.publish("\"requireConsent\": true,");
    }

    @Test
    void aSendWithoutItIsRefusedWithoutARequest() {
      assertThat(rig.marketing("acme", ANN).error().orElseThrow())
          .hasToString(
              "SendError[NEVER, RECIPIENT, NO_CONSENT: No consent to marketing messages is on"
                  + " record - Ask the person, and record the answer with"
                  + " Patchbay.people().optIn.]");
      assertThat(rig.connection().sends()).isZero();
      assertThat(rig.marketing("stranger", ANN).accepted()).isTrue();
    }

    @Test
    void itHoldsForItsPurposeAndForTheWorkspacesBelow() {
      people.optIn("acme", ANN, MARKETING, "form", "Send me offers.");
      assertThat(rig.marketing("acme", ANN).accepted()).isTrue();
      assertThat(rig.marketing("leaf", ANN).accepted()).isTrue();
      refused(rig.transactional("acme", ANN), Category.NO_CONSENT);
      people.optIn("leaf", ANN, ALL, "form", "Anything.");
      assertThat(rig.transactional("leaf", ANN).accepted()).isTrue();
      refused(rig.transactional("acme", ANN), Category.NO_CONSENT);
    }

    @Test
    void theLaterEntryCounts() {
      people.optIn("acme", ANN, ALL, "form", "Yes.");
      later();
      people.withdraw("leaf", ANN, MARKETING, "a call");
      assertThat(rig.marketing("acme", ANN).accepted()).isTrue();
      SendError error = rig.marketing("leaf", ANN).error().orElseThrow();
      assertThat(error.message()).isEqualTo("The consent to marketing messages was withdrawn");
      assertThat(error.remedy())
          .isEqualTo("Withdrawn at 2026-03-01T12:00:05Z: send only after a new consent.");
      people.record(
          new ConsentEntry("acme", ANN, MARKETING, true, Instant.EPOCH, "archive", "Yes."));
      refused(rig.marketing("leaf", ANN), Category.NO_CONSENT);
    }

    @Test
    void itIsThePersonsAndNotTheAddresss() {
      people.optIn("acme", ANN, ALL, "form", "Yes.");
      refused(rig.marketing("acme", ANN_ID), Category.NO_CONSENT);
      people.link(Set.of(ANN, ANN_ID));
      assertThat(rig.marketing("acme", ANN_ID).accepted()).isTrue();
    }

    @Test
    void neitherAStartWordNorAPreferenceIsAConsent() {
      rig.writes("acme", "START", ANN);
      rig.receive("acme", rig.prefers(true, ANN));
      refused(rig.marketing("acme", ANN), Category.NO_CONSENT);
    }

    @Test
    void anOptOutOutweighsIt() {
      people.suppress("acme", ANN, ALL, "a call");
      later();
      people.optIn("acme", ANN, ALL, "form", "Yes.");
      refused(rig.marketing("acme", ANN), Category.OPTED_OUT);
    }
  }

  @Test
  void anEntryNeedsAPurposeAndASource() {
    assertThatThrownBy(() -> people.optIn("acme", ANN, Set.of(), "form", ""))
        .hasMessage("A consent needs a purpose");
    assertThatThrownBy(() -> people.optIn("acme", ANN, ALL, " ", ""))
        .hasMessage("A consent needs a source: where it was given");
  }

  @Nested
  class ByHand {
    @Test
    void stoppingAndLiftingCountsAtOnceWhateverTheClockSays() {
      people.suppress("acme", ANN, MARKETING, "a call from 1 415 555 1234");
      refused(rig.marketing("leaf", ANN), Category.OPTED_OUT);
      assertThat(rig.transactional("acme", ANN).accepted()).isTrue();
      people.lift("acme", ANN, MARKETING, "a second call");
      assertThat(rig.marketing("leaf", ANN).accepted()).isTrue();
      rig.rig.registryRig.clock.advance(Duration.ofDays(-1));
      people.suppress("acme", ANN, MARKETING, "a third call");
      refused(rig.marketing("leaf", ANN), Category.OPTED_OUT);
    }

    @Test
    void aNumberInTheReasonIsMasked() {
      people.suppress("acme", ANN, MARKETING, "a call from 1 415 555 1234");
      assertThat(people.suppressions(ANN))
          .extracting(Suppression::by)
          .containsExactly("a call from 1 4*********34");
    }
  }

  @Nested
  class OfOnePerson {
    @BeforeEach
    void somebody() {
      people.link(Set.of(ANN, ANN_ID));
      rig.writes("acme", "Hello", ANN, ANN_ID);
      rig.receive("acme", rig.prefers(false, ANN));
      people.optIn("beta", ANN, MARKETING, "form", "Yes <please>.");
    }

    @Test
    void everythingIsToldByAnyOfTheAddresses() {
      String expected =
          """
          {
            "addresses": [
              {
                "phone": "+14155551234"
              },
              {
                "userId": "US.1001"
              }
            ],
            "suppressions": [
              {
                "workspace": "acme",
                "address": {
                  "phone": "+14155551234"
                },
                "purpose": "marketing",
                "stopped": true,
                "at": "2026-03-01T12:00:00Z",
                "by": "the person\\u0027s own settings at the provider, by acme/a"
              },
              {
                "workspace": "acme",
                "address": {
                  "userId": "US.1001"
                },
                "purpose": "marketing",
                "stopped": true,
                "at": "2026-03-01T12:00:00Z",
                "by": "the person\\u0027s own settings at the provider, by acme/a"
              }
            ],
            "consents": [
              {
                "workspace": "beta",
                "address": {
                  "phone": "+14155551234"
                },
                "purposes": [
                  "marketing"
                ],
                "granted": true,
                "at": "2026-03-01T12:00:00Z",
                "source": "form",
                "wording": "Yes <please>."
              }
            ],
            "lastMessages": {
              "talker:acme/a": "2026-03-01T12:00:00Z"
            },
            "receivedEvents": [
              {
                "a": "event"
              }
            ],
            "heldElsewhere": [
              {
                "a": "message"
              }
            ]
          }"""
              .replace("\\u0027", "'");
      assertThat(people.export(ANN, null)).isEqualTo(expected);
      assertThat(people.export(ANN_ID, null)).isEqualTo(expected);
      assertThat(people.export(ANN, "acme")).doesNotContain("\"beta\"").contains("\"acme\"");
    }

    @Test
    void erasingKeepsTheBareFactOfAnOptOut() {
      assertThat(people.erase(ANN_ID, null, People.OptOuts.KEEP_HASHED))
          .isEqualTo(new Erasure(2, 2, 1, 2, 1, 3, true));
      refused(rig.marketing("acme", ANN), Category.OPTED_OUT);
      refused(rig.marketing("acme", ANN_ID), Category.OPTED_OUT);
      assertThat(people.consents(ANN)).isEmpty();
      assertThat(rig.rig.stores.addresses().of(ANN, List.of("acme"))).containsExactly(ANN);
      assertThat(people.export(ANN, null))
          .contains("\"address\": \"erased\"")
          .contains("\"by\": \"an opt-out whose details were erased\"")
          .doesNotContain("US.1001");
      people.lift("acme", ANN, MARKETING, "a call");
      assertThat(rig.marketing("acme", ANN).accepted()).isTrue();
      refused(rig.marketing("acme", ANN_ID), Category.OPTED_OUT);
    }

    @Test
    void erasingCanForgetTheOptOutToo() {
      assertThat(people.erase(ANN, null, People.OptOuts.FORGET))
          .isEqualTo(new Erasure(2, 2, 1, 2, 1, 3, false));
      assertThat(rig.marketing("acme", ANN).accepted()).isTrue();
      assertThat(people.erase(ANN, null, People.OptOuts.FORGET))
          .isEqualTo(new Erasure(0, 0, 0, 0, 1, 3, false));
    }

    @Test
    void whatAnotherWorkspaceHoldsStays() {
      assertThat(people.erase(ANN, "beta", People.OptOuts.KEEP_HASHED))
          .isEqualTo(new Erasure(0, 0, 1, 0, 0, 0, true));
      assertThat(people.suppressions(ANN_ID)).hasSize(2);
      assertThat(people.erase(ANN, "acme", People.OptOuts.FORGET))
          .as("somebody else still holds something of the person")
          .isEqualTo(new Erasure(0, 2, 0, 0, 0, 0, false));
      assertThat(people.erase(ANN, null, People.OptOuts.FORGET))
          .isEqualTo(new Erasure(2, 0, 0, 2, 1, 3, false));
    }
  }
}
