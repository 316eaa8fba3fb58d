package io.patchbay.provider.twiliostub;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.Category;
import io.patchbay.channel.Location;
import io.patchbay.channel.PhoneNumber;
import io.patchbay.channel.Retry;
import io.patchbay.channel.Scope;
import io.patchbay.channel.SendError;
import io.patchbay.channel.SendOutcome;
import io.patchbay.channel.Text;
import io.patchbay.channel.UserId;
import io.patchbay.channel.spi.SendRequest;
import io.patchbay.channel.spi.Sender;
import io.patchbay.channel.spi.SmsConnection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SendTest {
  private final Stub stub = Stub.sendingFrom(Stub.FROM, "15005550099");

  @Test
  void anAcceptedMessageSaysHowItWasCutAndThatNothingWasSent() {
    SendOutcome outcome = stub.send(Stub.TO, "Hello \uD83D\uDE00");

    assertThat(outcome).isInstanceOf(SendOutcome.Accepted.class);
    SendOutcome.Accepted accepted = (SendOutcome.Accepted) outcome;
    assertThat(accepted.providerMessageId()).matches("SM[0-9a-f]{32}");
    assertThat(accepted.resolved()).containsExactly(new PhoneNumber(Stub.TO));
    assertThat(outcome.nothingSent()).isTrue();
    assertThat(accepted.details())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "status", "queued",
                "encoding", "UCS-2",
                "segments", "1",
                "nothing-sent", "true"));
  }

  /** Twilio: the From parameter is a number, a short code or an alphanumeric sender id. */
  @ParameterizedTest
  @ValueSource(strings = {"39041", "ACME", "My Shop 24", "3M", "+4479111"})
  void aShortCodeOrANameIsASender(String sender) {
    Stub own = Stub.sendingFrom(sender, Stub.FROM);
    assertThat(own.send(Stub.TO, "Hello").accepted()).isTrue();
    assertThat(own.messages().messages())
        .extracting(TwilioStubMessage::from)
        .containsExactly(sender);
  }

  @Test
  void whatWasSentCanBeReadBack() {
    String sid = stub.accepted("Hello", "pb1.acme.order-17.1").providerMessageId();

    TwilioStubMessage expected =
        new TwilioStubMessage(
            sid,
            new PhoneNumber(Stub.TO),
            Stub.FROM,
            "Hello",
            "GSM-7",
            1,
            "queued",
            "pb1.acme.order-17.1",
            MovingClock.START);
    assertThat(stub.messages().messages()).containsExactly(expected);
    assertThat(stub.messages().message(sid)).contains(expected);
    assertThat(stub.messages().message("SM" + "0".repeat(32))).isEmpty();
  }

  @Test
  void whatIsReadBackMasksItself() {
    stub.accepted("Hello", "");
    assertThat(stub.messages().messages().get(0).toString())
        .matches(
            "TwilioStubMessage\\[SM[0-9a-f]{32}, PhoneNumber\\[141\\*{6}23], from"
                + " \\+15\\*{7}06, <5 characters>, GSM-7, 1 segments, queued,"
                + " 2026-03-01T12:00:00Z]");
    assertThat(stub.connection.toString())
        .isEqualTo("TwilioStubConnection[StubSettings[" + Stub.ACCOUNT + ", 2 senders]]");
  }

  @Nested
  class MagicNumbersOfTwilio {
    @ParameterizedTest
    @CsvSource({
      "15005550001,21211",
      "15005550002,21612",
      "15005550003,21408",
      "15005550004,21610",
      "15005550009,21614"
    })
    void areRefusedAsRecipients(String to, String code) {
      assertThat(stub.refused(to, null)).isEqualTo(TwilioError.of(code));
      assertThat(stub.messages().messages()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"+15005550001,21212", "+15005550007,21606", "+15005550008,21611"})
    void areRefusedAsSenders(String from, String code) {
      Stub sender = Stub.sendingFrom(from);
      assertThat(sender.refused(Stub.TO, null)).isEqualTo(TwilioError.of(code));
      assertThat(sender.messages().messages()).isEmpty();
    }

    @Test
    void passOtherwise() {
      assertThat(stub.send("15005550006", "Hello").accepted()).isTrue();
      assertThat(stub.send("15005550000", "Hello").accepted()).isTrue();
    }

    @Test
    void haveMessagesThatAPersonCanUse() {
      assertThat(stub.refused("15005550004", null).describe())
          .isEqualTo(
              "OPTED_OUT 21610: Attempt to send to an unsubscribed recipient. - Do not write to"
                  + " this person again until they answer START to the sender.");
    }
  }

  @Nested
  class ASender {
    @Test
    void thatIsListedIsUsedHoweverItIsWritten() {
      for (String from : List.of("15005550099", "+15005550099")) {
        stub.connection.send(Stub.request(Stub.TO, "Hello", from, ""));
      }
      assertThat(stub.messages().messages())
          .extracting(TwilioStubMessage::from)
          .containsExactly("+15005550099", "+15005550099");
    }

    @Test
    void thatIsNotListedIsRefusedAndNotShown() {
      assertThat(stub.refused(Stub.TO, "+14155559999"))
          .isEqualTo(
              new SendError(
                  Category.SENDER,
                  Retry.NEVER,
                  Scope.MESSAGE,
                  null,
                  "The sender that the message names is not one of this instance's: +15*******06,"
                      + " +15*******99",
                  null,
                  null,
                  null,
                  "Leave the message's sender out, or add it to the setting 'from'.",
                  null));
    }

    @Test
    void isWhatLimitsAreKeyedBy() {
      Sender first =
          new Sender(
              Stub.ACCOUNT + ":" + Stub.FROM, Stub.ACCOUNT, null, null, Duration.ofSeconds(1));
      assertThat(stub.connection.sender(null)).isEqualTo(first);
      assertThat(stub.connection.sender("no such sender")).isEqualTo(first);
      assertThat(stub.connection.sender("15005550099").key())
          .isEqualTo(Stub.ACCOUNT + ":+15005550099");
    }

    @Test
    void mayBeAMessagingService() {
      Stub service = Stub.with(Map.of("messagingServiceSid", List.of(Stub.SERVICE)));

      assertThat(service.accepted("Hello", "").details()).containsEntry("status", "accepted");
      assertThat(
              service.connection.send(Stub.request(Stub.TO, "Hello", Stub.SERVICE, "")).accepted())
          .isTrue();
      assertThat(service.refused(Stub.TO, Stub.FROM).category()).isEqualTo(Category.SENDER);
      assertThat(service.messages().messages())
          .extracting(TwilioStubMessage::from)
          .containsExactly(Stub.SERVICE, Stub.SERVICE);
    }
  }

  @Test
  void aTextOf1600UnitsPassesAndALongerOneDoesNot() {
    assertThat(stub.send(Stub.TO, "a".repeat(1600)).accepted()).isTrue();
    assertThat(stub.send(Stub.TO, "a".repeat(1601)))
        .isEqualTo(new SendOutcome.Rejected(TwilioError.BODY_TOO_LONG.error()));
    assertThat(stub.send(Stub.TO, "\uD83D\uDE00".repeat(801)))
        .isEqualTo(new SendOutcome.Rejected(TwilioError.BODY_TOO_LONG.error()));
  }

  @Test
  void otherContentsAndRecipientsAreRefusedAsUnsupported() {
    SendOutcome content =
        stub.connection.send(
            new SendRequest(
                new PhoneNumber(Stub.TO),
                new Location(52, 13, null, null),
                null,
                null,
                "",
                Duration.ofSeconds(5)));
    SendOutcome recipient =
        stub.connection.send(
            new SendRequest(
                new UserId("US.1234567890"),
                Text.of("Hello"),
                null,
                null,
                "",
                Duration.ofSeconds(5)));

    assertThat(List.of(content, recipient))
        .extracting(outcome -> outcome.error().orElseThrow().describe())
        .containsExactly(
            "UNSUPPORTED: The Twilio stub carries no content of the kind Location - Send a text to"
                + " a phone number, or use another provider.",
            "UNSUPPORTED: The Twilio stub carries no recipient of the kind UserId - Send a text to"
                + " a phone number, or use another provider.");
  }

  @Test
  void onlyTheLastTenThousandMessagesAreRemembered() {
    String first = stub.accepted("first", "").providerMessageId();
    String second = stub.accepted("second", "").providerMessageId();
    for (int sent = 0; sent < 9_999; sent++) {
      stub.accepted("more", "");
    }

    assertThat(stub.messages().messages()).hasSize(10_000);
    assertThat(stub.messages().message(first)).isEmpty();
    assertThat(stub.messages().messages().get(0).sid()).isEqualTo(second);
  }

  @Test
  void manyThreadsGetSidsOfTheirOwn() {
    Set<String> sids = ConcurrentHashMap.newKeySet();
    IntStream.range(0, 5_000)
        .parallel()
        .forEach(number -> sids.add(stub.accepted("Hello", "").providerMessageId()));

    assertThat(sids).hasSize(5_000);
    assertThat(stub.messages().messages())
        .extracting(TwilioStubMessage::sid)
        .containsExactlyInAnyOrderElementsOf(sids);
  }

  @Test
  void afterClosingNothingIsTakenAndTheOldCanBeRead() {
    String sid = stub.accepted("Hello", "").providerMessageId();
    stub.connection.close();
    stub.connection.close();

    assertThat(stub.refused(Stub.TO, null))
        .isEqualTo(
            new SendError(
                Category.UNAVAILABLE,
                Retry.BACKOFF,
                Scope.CONNECTION,
                null,
                "The connection of the Twilio stub is closed",
                null,
                null,
                null,
                "Send over the connection that replaced it.",
                null));
    assertThat(stub.messages().messages()).extracting(TwilioStubMessage::sid).containsExactly(sid);
  }

  @Test
  void aSendThatACloseOvertakesIsRefused() {
    AtomicReference<@Nullable SmsConnection> opened = new AtomicReference<>();
    Clock closing =
        new Clock() {
          @Override
          public Instant instant() {
            Objects.requireNonNull(opened.get()).close(); // as late as a send reads the time
            return MovingClock.START;
          }

          @Override
          public ZoneId getZone() {
            return ZoneOffset.UTC;
          }

          @Override
          public Clock withZone(ZoneId zone) {
            return this;
          }
        };
    SmsConnection connection =
        new TwilioStubConnection(
            StubSettings.from(Stub.settings(Map.of("from", List.of(Stub.FROM)))), closing);
    opened.set(connection);

    SendOutcome outcome = connection.send(Stub.request(Stub.TO, "Hello", null, ""));

    assertThat(outcome.error().orElseThrow().message())
        .isEqualTo("The connection of the Twilio stub is closed");
    assertThat(connection.capability(TwilioStubMessages.class).orElseThrow().messages()).isEmpty();
  }
}
