package io.patchbay.store.consent;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.PhoneNumber;
import io.patchbay.store.internal.SqlDatabase;
import io.patchbay.testsupport.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What windows in a database must do besides. */
public abstract class FiledConversationsContract extends ConversationWindowsContract {
  /** By which the database is judged: an hour after what is heard. */
  protected final ManualClock clock = new ManualClock();

  private final List<SqlDatabase> opened = new ArrayList<>();

  /** The same data as another process would open it. */
  protected abstract SqlDatabase open();

  @Override
  protected final ConversationWindows create() {
    SqlDatabase database = open();
    opened.add(database);
    return new FiledConversations(database);
  }

  @AfterEach
  void closeDatabases() {
    opened.forEach(SqlDatabase::close);
  }

  private List<String> rows() {
    return opened
        .get(0)
        .read(session -> session.all("SELECT address FROM heard", row -> row.getString(1)));
  }

  @Test
  void theyOutliveARestartAndAreTheSameForEverybody() {
    ConversationWindows other = create();
    windows.heard(SENDER, List.of(ANN), AT);
    assertThat(create().lastHeard(SENDER, List.of(ANN))).contains(AT);
    other.heard(SENDER, List.of(ANN), AT.plusSeconds(9));
    assertThat(windows.lastHeard(SENDER, List.of(ANN))).contains(AT.plusSeconds(9));
  }

  @Test
  void whateverBothAreCalledTheyAreHeard() {
    String sender = SENDER + "\0" + PeopleContract.ODD.get(2).value();
    windows.heard(sender, PeopleContract.ODD, AT);
    assertThat(create().lastHeard(sender, PeopleContract.ODD)).contains(AT);
    assertThat(windows.lastHeard(sender + "x", PeopleContract.ODD)).isEmpty();
    assertThat(windows.erase(PeopleContract.ODD)).isEqualTo(3);
  }

  @Test
  void aTimeToComeIsNotTrusted() {
    windows.heard(SENDER, List.of(ANN), clock.instant().plusSeconds(3600));
    assertThat(windows.lastHeard(SENDER, List.of(ANN))).contains(clock.instant());
  }

  @Test
  void whatNobodyAnswersAnyMoreIsForgottenWithTheNextMessage() {
    Instant old = clock.instant();
    windows.heard(SENDER, List.of(ANN), old);
    clock.advance(FiledConversations.RETENTION);
    windows.heard(SENDER, List.of(BOB), clock.instant());
    assertThat(windows.lastHeard(SENDER, List.of(ANN))).contains(old);
    clock.advance(Duration.ofMillis(1));
    windows.heard(SENDER, List.of(BOB), clock.instant());
    assertThat(windows.lastHeard(SENDER, List.of(ANN))).as("unknown, so allowed").isEmpty();
    assertThat(rows()).containsExactly("p:14155559876");
  }

  @Test
  void muchThatIsOldIsForgottenInSteps() {
    for (int i = 0; i < 150; i++) {
      windows.heard(SENDER, List.of(new PhoneNumber("1415555" + (2000 + i))), clock.instant());
    }
    clock.advance(FiledConversations.RETENTION.plusMillis(1));
    windows.heard(SENDER, List.of(ANN), clock.instant());
    assertThat(rows()).hasSize(51);
    windows.heard(SENDER, List.of(BOB), clock.instant());
    assertThat(rows()).hasSize(2);
  }

  @Test
  void ofTwoHostsThatHearAPersonAtOnceTheLatestMessageCounts() throws Exception {
    ConversationWindows other = create();
    windows.heard(SENDER, List.of(BOB), AT);
    for (int i = 0; i < 25; i++) {
      Instant at = AT.plusSeconds(i);
      PeopleContract.atOnce(
          () -> windows.heard(SENDER, List.of(ANN, ANN_ID), at.plusMillis(1)),
          () -> other.heard(SENDER, List.of(ANN_ID, ANN), at));
      assertThat(windows.lastHeard(SENDER, List.of(ANN))).contains(at.plusMillis(1));
    }
  }
}
