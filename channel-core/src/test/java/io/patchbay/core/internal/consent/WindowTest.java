package io.patchbay.core.internal.consent;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.Address;
import io.patchbay.channel.Attempt;
import io.patchbay.channel.Category;
import io.patchbay.channel.Content;
import io.patchbay.channel.GroupId;
import io.patchbay.channel.PhoneNumber;
import io.patchbay.channel.SendError;
import io.patchbay.channel.SendResult;
import io.patchbay.channel.SmsMessage;
import io.patchbay.channel.Template;
import io.patchbay.channel.Text;
import io.patchbay.channel.UserId;
import io.patchbay.store.consent.People;
import io.patchbay.store.consent.RecentConversations;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WindowTest {
  private static final Address ANN = new PhoneNumber("14155551234");
  private static final Address ANN_ID = new UserId("US.1001");
  private static final Address BOB = new PhoneNumber("14155559876");
  private static final Content TEXT = Text.of("Hello");
  private static final Content TEMPLATE = Template.of("hello", "en_US");
  private static final Duration DAY = Duration.ofHours(24);
  private static final Duration MINUTE = Duration.ofMinutes(1);

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

  private void after(Duration time) {
    rig.rig.registryRig.clock.advance(time);
  }

  private SendResult send(Address to, Content... contents) {
    SmsMessage.Builder message = SmsMessage.to(to).id("m1");
    for (Content content : contents) {
      message.content(content);
    }
    return rig.rig.channel().send("acme", message.build());
  }

  private static void closed(SendResult result) {
    assertThat(result.outcome().error().map(SendError::category)).contains(Category.WINDOW_CLOSED);
  }

  @Test
  void aPersonWhoNeverWroteIsUnknownAndTheProviderDecides() {
    assertThat(send(ANN, TEXT).outcome().accepted()).isTrue();
  }

  @Test
  void freeFormContentIsRefusedBeforeTheCallOnceTheWindowIsClosed() {
    rig.writes("acme", "Hello", ANN);
    after(DAY.plus(MINUTE));
    assertThat(send(ANN, TEXT).outcome().accepted()).as("within the margin").isTrue();
    after(Duration.ofMillis(1));
    SendResult result = send(ANN, TEXT);
    assertThat(result.outcome().error().orElseThrow())
        .hasToString(
            "SendError[NEVER, RECIPIENT, WINDOW_CLOSED: The person's last message is too long ago"
                + " for a Text - The time for an answer ended at 2026-03-02T12:00:00Z: send a"
                + " template, or wait until the person writes.]");
    assertThat(rig.connection().sends()).isEqualTo(1);
    assertThat(send(BOB, TEXT).outcome().accepted()).isTrue();
  }

  @Test
  void whatIsKnownOutlivesARestart() {
    rig.writes("acme", "Hello", ANN);
    rig.close();
    rig = new PersonRig(directory.resolve("data"));
    assertThat(send(ANN, TEXT).outcome().accepted()).isTrue();
    after(DAY.plusHours(1));
    closed(send(ANN, TEXT));
    rig.people().erase(ANN, null, People.OptOuts.FORGET);
    assertThat(send(ANN, TEXT).outcome().accepted()).as("unknown again").isTrue();
  }

  @Test
  void theNextContentOfTheMessageGoesInstead() {
    rig.writes("acme", "Hello", ANN);
    after(DAY.plusHours(1));
    SendResult result = send(ANN, TEXT, TEMPLATE);
    assertThat(result.outcome().accepted()).isTrue();
    assertThat(result.attempts()).extracting(Attempt::content).containsExactly(TEXT, TEMPLATE);
    assertThat(rig.connection().requests())
        .extracting(request -> request.content())
        .containsExactly(TEMPLATE);
  }

  @Test
  void everyMessageOpensItAgainAndAnOldOneDoesNotCloseIt() {
    var old = rig.message("Hello", null, ANN);
    after(DAY);
    rig.writes("acme", "Hello again", ANN);
    rig.receive("acme", old);
    after(DAY);
    assertThat(send(ANN, TEXT).outcome().accepted()).isTrue();
  }

  @Test
  void itIsThePersonsWhateverTheAddress() {
    rig.writes("acme", "Hello", ANN, ANN_ID);
    after(DAY.plusHours(1));
    closed(send(ANN_ID, TEXT));
    rig.writes("acme", "Hello", ANN_ID);
    assertThat(send(ANN, TEXT).outcome().accepted()).isTrue();
  }

  /** What a webhook calls the sender is not believed: another's window would be open to anybody. */
  @Test
  void itBelongsToTheSenderOfTheInstanceThatReceived() {
    rig.connection().senderKey("sender-2");
    rig.writes("acme", "Hello", ANN);
    after(DAY.plusHours(1));
    closed(send(ANN, TEXT));
    rig.connection().senderKey("sender-1");
    assertThat(send(ANN, TEXT).outcome().accepted()).as("nobody wrote to sender-1").isTrue();
  }

  @Test
  void aMessageInAGroupIsNotOneToUs() {
    rig.writes("acme", "Hello", new GroupId("g"));
    after(DAY.plusHours(1));
    assertThat(send(new GroupId("g"), TEXT).outcome().accepted()).isTrue();
  }

  @Test
  void aProvidersClockThatIsAheadOpensItForNoLonger() {
    var message = rig.message("Hello", null, ANN);
    after(Duration.ofHours(-10));
    rig.receive("acme", message);
    after(DAY.plusHours(1));
    closed(send(ANN, TEXT));
  }

  @Test
  void whoWroteLongestAgoIsForgottenFirst() {
    RecentConversations windows = new RecentConversations(2);
    windows.heard("s", List.of(ANN), Instant.EPOCH);
    windows.heard("s", List.of(BOB), Instant.EPOCH);
    assertThat(windows.lastHeard("s", List.of(ANN))).contains(Instant.EPOCH);
    windows.heard("s", List.of(ANN_ID), Instant.EPOCH);
    assertThat(windows.lastHeard("s", List.of(BOB))).isEmpty();
    assertThat(windows.lastHeard("s", List.of(ANN))).isPresent();
    RecentConversations none = new RecentConversations(0);
    none.heard("s", List.of(ANN), Instant.EPOCH);
    assertThat(none.lastHeard("s", List.of(ANN))).isEmpty();
  }
}
