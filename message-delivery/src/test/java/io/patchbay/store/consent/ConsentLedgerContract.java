package io.patchbay.store.consent;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.Purpose;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every ledger of consents must do. */
public abstract class ConsentLedgerContract extends PeopleContract {
  @Test
  void entriesMoveUpToATime() {
    stores.consents().append(consent(ANN, AT));
    stores.consents().append(consent(ANN, AT.plusSeconds(10)));
    stores.consents().move(Map.of(ANN, BOB), List.of("acme"), AT.plusSeconds(5));
    assertThat(stores.consents().history(List.of(BOB))).containsExactly(consent(BOB, AT));
    assertThat(stores.consents().history(List.of(ANN)))
        .containsExactly(consent(ANN, AT.plusSeconds(10)));
  }

  @Test
  void entriesOfOtherWorkspacesStay() {
    ConsentEntry other =
        new ConsentEntry("beta", ANN, Set.of(Purpose.values()), true, AT, "call", "");
    stores.consents().append(consent(ANN, AT));
    stores.consents().append(other);
    stores.consents().move(Map.of(ANN, BOB), List.of("acme", "gamma"), AT);
    assertThat(stores.consents().history(List.of(BOB))).containsExactly(consent(BOB, AT));
    assertThat(stores.consents().history(List.of(ANN))).containsExactly(other);
  }

  @Test
  void whateverItIsMadeOfItIsKept() {
    ODD.forEach(
        odd ->
            stores
                .consents()
                .append(
                    new ConsentEntry(
                        "acme", odd, Set.of(Purpose.MARKETING), true, AT, "form\0", "Yes\0")));
    assertThat(another().consents().history(ODD))
        .hasSize(ODD.size())
        .allSatisfy(one -> assertThat(one.source()).isEqualTo("form\ufffd"))
        .allSatisfy(one -> assertThat(one.wording()).isEqualTo("Yes\ufffd"));
    assertThat(stores.consents().erase(ODD, null)).isEqualTo(ODD.size());
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

  @Test
  void historyIsInOrderOfTimeForEverybodyAndAcrossARestart() {
    ConsentEntry withdrawn =
        new ConsentEntry("acme", ANN, Set.of(Purpose.values()), false, AT, "call", "");
    stores.consents().append(consent(ANN, AT.plusSeconds(5)));
    another().consents().append(consent(ANN, AT));
    stores.consents().append(withdrawn);
    stores.consents().append(consent(BOB, AT));
    assertThat(another().consents().history(List.of(ANN, ANN_ID)))
        .containsExactly(consent(ANN, AT), withdrawn, consent(ANN, AT.plusSeconds(5)));
    assertThat(stores.consents().history(List.of())).isEmpty();
  }
}
