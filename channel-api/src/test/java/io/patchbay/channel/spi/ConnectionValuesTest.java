package io.patchbay.channel.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.channel.Category;
import io.patchbay.channel.ChannelEvent;
import io.patchbay.channel.PhoneNumber;
import io.patchbay.channel.SendError;
import io.patchbay.channel.SendOutcome;
import io.patchbay.channel.Text;
import io.patchbay.channel.Unrecognized;
import io.patchbay.channel.WebhookAnswer;
import io.patchbay.channel.WebhookRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goes in and out of a connection. */
class ConnectionValuesTest {
  private static final SendError ERROR =
      SendError.of(Category.OTHER, "Not sent to 14155551234").build();

  /** Offers one capability by being it. */
  private static final class Connection implements SmsConnection, WebhookReceiver {
    @Override
    public SendOutcome send(SendRequest request) {
      return new SendOutcome.Rejected(ERROR);
    }

    @Override
    public WebhookResult receive(WebhookRequest request) {
      return WebhookResult.challenge("42");
    }
  }

  @Test
  void aConnectionOffersWhatItImplements() {
    try (SmsConnection connection = new Connection()) {
      assertThat(connection.capability(WebhookReceiver.class))
          .containsSame((Connection) connection);
      assertThat(connection.capability(HealthCheck.class)).isEmpty();
      assertThat(connection.sender("any")).isSameAs(Sender.perConnection());
    }
    assertThat(Sender.perConnection())
        .isEqualTo(new Sender("", null, null, null, Duration.ofMinutes(1)));
  }

  @Test
  void aSenderSaysToHowManyPeopleItsAccountMayWriteADay() {
    assertThat(sender(250L))
        .hasToString("Sender[, a send takes PT1M at most, to 250 people a day]");
    assertThat(sender(Sender.UNLIMITED))
        .hasToString("Sender[, a send takes PT1M at most, to any number of people a day]");
    assertThat(sender(null)).isEqualTo(Sender.perConnection());
  }

  private static Sender sender(@Nullable Long dailyRecipients) {
    return new Sender("", null, null, null, Duration.ofMinutes(1), dailyRecipients);
  }

  @Test
  void aSenderHasAKeyThatEveryDatabaseTakes() {
    assertThat(keyed("k".repeat(1_000)).key()).hasSize(1_000);
    for (String key : List.of("k".repeat(1_001), "\u00e9".repeat(501), "14155551234\0")) {
      assertThatThrownBy(() -> keyed(key))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "A sender's key has at most 1000 bytes and no character 0, unlike this one of "
                  + key.length()
                  + " characters; choose a short id of the sender");
    }
  }

  private static Sender keyed(String key) {
    return new Sender(key, null, null, null, Duration.ofMinutes(1));
  }

  @ParameterizedTest
  @CsvSource({"0,PT1S,1", "-1,PT1S,1", "1,PT0S,1", "1,PT-1S,1", "1,PT1S,0"})
  void aRateIsPositive(int permits, Duration per, int burst) {
    assertThatThrownBy(() -> new Rate(permits, per, burst))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "A rate needs positive parts, not " + permits + " per " + per + ", burst " + burst);
  }

  @Test
  void aRatePerSecondMayGoAtOnce() {
    assertThat(Rate.perSecond(80)).isEqualTo(new Rate(80, Duration.ofSeconds(1), 80));
  }

  @Test
  void aSecretIsNotEmptyAndNotShown() {
    assertThat(new Secret("test-token")).hasToString("Secret[****]");
    assertThatThrownBy(() -> new Secret(" "))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A secret is empty");
  }

  @ParameterizedTest
  @CsvSource({"PT0S", "PT-1S"})
  void aSendHasTime(Duration timeout) {
    assertThatThrownBy(
            () ->
                new SendRequest(
                    new PhoneNumber("14155551234"), Text.of("Hello"), null, null, "", timeout))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Time-out of a send must be positive, not " + timeout);
  }

  @Test
  void aSendShowsNoNumbers() {
    assertThat(
            new SendRequest(
                new PhoneNumber("14155551234"),
                Text.of("Hello"),
                "15005550006",
                null,
                "pb1.acme.m.1",
                Duration.ofSeconds(5)))
        .hasToString(
            "SendRequest[PhoneNumber[141******34], Text[<5 characters>], from 150******06,"
                + " reference pb1.acme.m.1, within PT5S]");
  }

  @Test
  void aReportIsHealthyUnlessSomethingFailed() {
    List<HealthReport.Item> items = new ArrayList<>();
    for (HealthReport.State state :
        List.of(
            HealthReport.State.OK, HealthReport.State.WARNING, HealthReport.State.NOT_CHECKED)) {
      items.add(new HealthReport.Item("token", state, "", ""));
    }
    HealthReport healthy = new HealthReport(items);
    items.add(new HealthReport.Item("number", HealthReport.State.FAILED, "gone", "Look."));

    assertThat(healthy.healthy()).isTrue();
    assertThat(healthy.items()).hasSize(3);
    assertThat(new HealthReport(items).healthy()).isFalse();
    assertThat(new HealthReport(List.of()).healthy()).isTrue();
    assertThat(items.get(3)).hasToString("Item[number, FAILED, gone - Look.]");
  }

  @Test
  void webhookResultsAnswerAsTheyAreNamed() {
    Unrecognized event = new Unrecognized("k", Instant.EPOCH, "raw", "why");
    List<ChannelEvent> events = new ArrayList<>(List.of(event));
    WebhookResult accepted = WebhookResult.accepted(events);
    events.clear();

    assertThat(accepted)
        .isEqualTo(new WebhookResult(WebhookAnswer.of(200, ""), List.of(event), ""));
    assertThat(WebhookResult.challenge("42"))
        .isEqualTo(new WebhookResult(WebhookAnswer.of(200, "42"), List.of(), ""));
    assertThat(WebhookResult.refused(401, "no signature"))
        .isEqualTo(new WebhookResult(WebhookAnswer.of(401, ""), List.of(), "no signature"));
  }

  @Test
  void anExceptionCarriesTheErrorAndShowsNoNumbers() {
    ProviderException exception = new ProviderException(ERROR);
    assertThat(exception).hasMessage("OTHER: Not sent to 141******34");
    assertThat(exception.error()).isEqualTo(ERROR);
  }
}
