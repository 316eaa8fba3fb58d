package io.patchbay.store.consent;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.Address;
import io.patchbay.channel.PhoneNumber;
import io.patchbay.channel.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What everything that remembers windows must do. */
public abstract class ConversationWindowsContract {
  static final Address ANN = new PhoneNumber("14155551234");
  static final Address ANN_ID = new UserId("US.1001");
  static final Address BOB = new PhoneNumber("14155559876");
  static final Instant AT = Instant.parse("2026-03-01T11:00:00Z");
  static final String SENDER = "whatsapp-cloud:109876543210123";

  ConversationWindows windows;

  /** Empty windows. */
  protected abstract ConversationWindows create();

  @BeforeEach
  void createWindows() {
    windows = create();
  }

  @Test
  void whoNeverWroteIsUnknown() {
    assertThat(windows.lastHeard(SENDER, List.of(ANN))).isEmpty();
    assertThat(windows.lastHeard(SENDER, List.of())).isEmpty();
    assertThat(windows.all(List.of(ANN))).isEmpty();
    assertThat(windows.erase(List.of(ANN))).isZero();
    windows.heard(SENDER, List.of(BOB), AT);
    assertThat(windows.lastHeard(SENDER, List.of(ANN))).isEmpty();
  }

  @Test
  void theLatestMessageCountsInWhateverOrderTheyCome() {
    windows.heard(SENDER, List.of(ANN), AT);
    windows.heard(SENDER, List.of(ANN), AT.plusMillis(1));
    windows.heard(SENDER, List.of(ANN), AT.minusSeconds(60));
    assertThat(windows.lastHeard(SENDER, List.of(ANN))).contains(AT.plusMillis(1));
  }

  @Test
  void anyAddressOfThePersonIsEnoughAndTheNewestOfThemCounts() {
    windows.heard(SENDER, List.of(ANN, ANN_ID), AT);
    windows.heard(SENDER, List.of(ANN_ID), AT.plusSeconds(5));
    assertThat(windows.lastHeard(SENDER, List.of(ANN))).contains(AT);
    assertThat(windows.lastHeard(SENDER, List.of(BOB, ANN, ANN_ID))).contains(AT.plusSeconds(5));
  }

  @Test
  void everySpellingOfANumberIsTheSame() {
    windows.heard(SENDER, List.of(new PhoneNumber("551187654321")), AT);
    assertThat(windows.lastHeard(SENDER, List.of(new PhoneNumber("5511987654321")))).contains(AT);
  }

  @Test
  void everySenderHasAWindowOfItsOwn() {
    windows.heard(SENDER, List.of(ANN), AT);
    windows.heard("other", List.of(ANN), AT.plusSeconds(1));
    assertThat(windows.lastHeard(SENDER, List.of(ANN))).contains(AT);
    assertThat(windows.lastHeard("third", List.of(ANN))).isEmpty();
    assertThat(windows.all(List.of(ANN))).isEqualTo(Map.of(SENDER, AT, "other", AT.plusSeconds(1)));
  }

  @Test
  void whatIsErasedIsUnknown() {
    windows.heard(SENDER, List.of(ANN, ANN_ID), AT);
    windows.heard(SENDER, List.of(BOB), AT);
    assertThat(windows.erase(List.of(ANN, ANN_ID))).isEqualTo(2);
    assertThat(windows.lastHeard(SENDER, List.of(ANN, ANN_ID))).isEmpty();
    assertThat(windows.lastHeard(SENDER, List.of(BOB))).contains(AT);
  }

  @Test
  void whatIsErasedOfOneSenderIsKnownOfTheOthers() {
    windows.heard(SENDER, List.of(ANN, ANN_ID), AT);
    windows.heard("other", List.of(ANN), AT);
    assertThat(windows.erase(SENDER, List.of(ANN, BOB))).isEqualTo(1);
    assertThat(windows.erase(SENDER, List.of(ANN))).isZero();
    assertThat(windows.lastHeard(SENDER, List.of(ANN))).isEmpty();
    assertThat(windows.lastHeard(SENDER, List.of(ANN_ID))).contains(AT);
    assertThat(windows.lastHeard("other", List.of(ANN))).contains(AT);
  }
}
