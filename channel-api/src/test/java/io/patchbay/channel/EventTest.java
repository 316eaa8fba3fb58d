package io.patchbay.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventTest {
  private static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");
  private static final PhoneNumber PERSON = new PhoneNumber("14155551234");

  @Test
  void eventsAreCopiesOfWhatTheyWereGiven() {
    List<Address> people = new ArrayList<>(List.of(PERSON));
    List<SendError> errors = new ArrayList<>(List.of(SendError.of(Category.OTHER, "No").build()));
    Map<String, String> details = new HashMap<>(Map.of("price", "1"));
    StatusUpdate status =
        new StatusUpdate(
            "k", AT, "raw", "id", DeliveryStatus.FAILED, "failed", null, people, errors, details);
    InboundMessage inbound =
        new InboundMessage(
            "k", AT, "raw", "id", people, "us", "text", "Hello", null, null, details);
    AddressChange moved = new AddressChange("k", AT, "raw", people, people);
    PreferenceChange change =
        new PreferenceChange("k", AT, "raw", people, Purpose.MARKETING, false);
    AccountNotice notice = new AccountNotice("k", AT, "raw", "template", "Paused.", details);

    people.clear();
    errors.clear();
    details.clear();

    assertThat(status.recipient()).containsExactly(PERSON);
    assertThat(status.errors()).hasSize(1);
    assertThat(status.details()).hasSize(1);
    assertThat(inbound.from()).containsExactly(PERSON);
    assertThat(inbound.details()).hasSize(1);
    assertThat(change.person()).containsExactly(PERSON);
    assertThat(moved.before()).containsExactly(PERSON);
    assertThat(moved.after()).containsExactly(PERSON);
    assertThat(notice.details()).hasSize(1);
    assertThatThrownBy(() -> inbound.from().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void eventsShowWhatAnOperatorNeedsAndNoMore() {
    assertThat(
            new StatusUpdate(
                "k",
                AT,
                "raw",
                "wamid.1",
                DeliveryStatus.SENT,
                "sent",
                "pb1.acme.m.1",
                List.of(PERSON),
                List.of(),
                Map.of()))
        .hasToString(
            "StatusUpdate[wamid.1, sent, 2026-03-01T12:00:00Z, [PhoneNumber[141******34]]]");
    assertThat(
            new InboundMessage(
                "k",
                AT,
                "raw",
                "wamid.2",
                List.of(PERSON),
                "us",
                "text",
                "Hello",
                null,
                null,
                Map.of()))
        .hasToString(
            "InboundMessage[wamid.2, text, 2026-03-01T12:00:00Z, [PhoneNumber[141******34]]]");
    assertThat(
            new AddressChange(
                "k", AT, "raw", List.of(PERSON), List.of(new PhoneNumber("447911123456"))))
        .hasToString(
            "AddressChange[2026-03-01T12:00:00Z, [PhoneNumber[141******34]] to"
                + " [PhoneNumber[447*******56]]]");
    assertThat(new Unrecognized("k", AT, "raw", "no field 'x' for 14155551234"))
        .hasToString(
            "Unrecognized[no field 'x' for 141******34, 2026-03-01T12:00:00Z, 3 characters]");
  }
}
