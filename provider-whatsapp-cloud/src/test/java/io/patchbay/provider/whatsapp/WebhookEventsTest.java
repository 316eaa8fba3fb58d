package io.patchbay.provider.whatsapp;

import static io.patchbay.provider.whatsapp.Connections.CLOCK;
import static io.patchbay.provider.whatsapp.Deliveries.body;
import static io.patchbay.provider.whatsapp.Deliveries.change;
import static io.patchbay.provider.whatsapp.Deliveries.events;
import static io.patchbay.provider.whatsapp.Deliveries.onlyStatus;
import static io.patchbay.provider.whatsapp.Deliveries.status;
import static io.patchbay.provider.whatsapp.Deliveries.statuses;
import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.Category;
import io.patchbay.channel.ChannelEvent;
import io.patchbay.channel.DeliveryStatus;
import io.patchbay.channel.GroupId;
import io.patchbay.channel.PhoneNumber;
import io.patchbay.channel.Retry;
import io.patchbay.channel.Scope;
import io.patchbay.channel.SendError;
import io.patchbay.channel.StatusUpdate;
import io.patchbay.channel.Unrecognized;
import io.patchbay.channel.UserId;
import io.patchbay.channel.spi.Addressee;
import io.patchbay.channel.spi.SmsConnection;
import io.patchbay.channel.spi.WebhookReceiver;
import io.patchbay.channel.spi.WebhookResult;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import okio.ByteString;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every item of an authentic webhook becomes an event. */
@Tag("locale")
class WebhookEventsTest {
  @Nested
  class Statuses {
    @ParameterizedTest
    @CsvSource({
      "sent, SENT",
      "delivered, DELIVERED",
      "read, READ",
      "played, PLAYED",
      "failed, FAILED",
      "DELIVERED, DELIVERED",
      "deleted, OTHER",
      "warning, OTHER"
    })
    void wordBecomesAStepAndIsKept(String word, DeliveryStatus step) {
      StatusUpdate update = onlyStatus(status(word));

      assertThat(update.status()).isEqualTo(step);
      assertThat(update.word()).isEqualTo(word);
      assertThat(update.key()).isEqualTo("wamid.1:" + word);
    }

    @Test
    void everythingThatItSaysIsKept() {
      String status =
          "{\"id\":\"wamid.1\",\"status\":\"delivered\",\"timestamp\":1795176000,"
              + "\"recipient_id\":\"14155551234\",\"recipient_user_id\":\"US.1a2b\","
              + "\"biz_opaque_callback_data\":\"pb1.acme.order-17.2\","
              + "\"conversation\":{\"id\":\"c1\",\"origin\":{\"type\":\"utility\"}},"
              + "\"pricing\":{\"billable\":true,\"pricing_model\":\"PMP\",\"category\":\"utility\","
              + "\"type\":\"regular\"},\"new\":[1]}";

      assertThat(onlyStatus(status))
          .isEqualTo(
              new StatusUpdate(
                  "wamid.1:delivered",
                  Instant.parse("2026-11-20T12:00:00Z"),
                  status,
                  "wamid.1",
                  DeliveryStatus.DELIVERED,
                  "delivered",
                  "pb1.acme.order-17.2",
                  List.of(new PhoneNumber("14155551234"), new UserId("US.1a2b")),
                  List.of(),
                  Map.of(
                      "phone_number_id", "109876543210123",
                      "recipient_user_id", "US.1a2b",
                      "conversation.id", "c1",
                      "conversation.origin.type", "utility",
                      "pricing.billable", "true",
                      "pricing.pricing_model", "PMP",
                      "pricing.category", "utility",
                      "pricing.type", "regular")));
    }

    @Test
    void failureIsClassifiedLikeTheAnswerToASend() {
      StatusUpdate update =
          onlyStatus(
              "{\"id\":\"wamid.1\",\"status\":\"failed\",\"timestamp\":\"1795176000\","
                  + "\"errors\":[{\"code\":131049,\"title\":\"Not delivered\","
                  + "\"message\":\"To keep the ecosystem healthy\","
                  + "\"error_data\":{\"details\":\"Limit reached\"},\"href\":\"https://x\"},"
                  + "{\"code\":424242,\"title\":\"New\"},7]}");

      assertThat(update.recipient()).isEmpty();
      assertThat(update.reference()).isNull();
      assertThat(update.errors()).hasSize(3);
      SendError first = update.errors().get(0);
      assertThat(first.category()).isEqualTo(Category.MARKETING_CAPPED);
      assertThat(first.retry()).isEqualTo(Retry.LATER);
      assertThat(first.scope()).isEqualTo(Scope.RECIPIENT);
      assertThat(first.code()).isEqualTo("131049");
      assertThat(first.message()).isEqualTo("To keep the ecosystem healthy");
      assertThat(first.details()).isEqualTo("Limit reached");
      assertThat(update.errors().get(1).category()).isEqualTo(Category.OTHER);
      assertThat(update.errors().get(1).message()).isEqualTo("New");
    }

    @Test
    void recipientMayBeAUserOrAGroupOrMissing() {
      assertThat(
              onlyStatus(
                      "{\"id\":\"wamid.1\",\"status\":\"sent\",\"recipient_user_id\":\"US.1a2b\"}")
                  .recipient())
          .containsExactly(new UserId("US.1a2b"));
      assertThat(
              onlyStatus(
                      "{\"id\":\"wamid.1\",\"status\":\"sent\",\"recipient_type\":\"group\","
                          + "\"recipient_id\":\"1234567890\"}")
                  .recipient())
          .containsExactly(new GroupId("1234567890"));
      assertThat(
              onlyStatus("{\"id\":\"wamid.1\",\"status\":\"sent\",\"recipient_id\":{}}")
                  .recipient())
          .isEmpty();
    }

    /** Otherwise the second reader of a message to a group would look like a repetition. */
    @Test
    void participantsOfAGroupHaveKeysOfTheirOwn() {
      String status =
          "{\"id\":\"wamid.1\",\"status\":\"read\",\"recipient_type\":\"group\","
              + "\"recipient_id\":\"Y2\",\"recipient_participant_id\":\"%s\"}";
      StatusUpdate anna = onlyStatus(status.formatted("14155551234"));
      StatusUpdate ben = onlyStatus(status.formatted("14155550000"));

      assertThat(anna.key()).matches("wamid\\.1:read:[0-9a-f]{64}").isNotEqualTo(ben.key());
      assertThat(onlyStatus(status.formatted("14155551234")).key()).isEqualTo(anna.key());
      assertThat(anna.recipient())
          .containsExactly(new GroupId("Y2"), new PhoneNumber("14155551234"));
      assertThat(ben.details()).containsEntry("recipient_participant_id", "14155550000");
    }

    /** Meta's page has both names: without the second, all but the first member were dropped. */
    @Test
    void aParticipantIsReadUnderTheOtherNameToo() {
      String status =
          "{\"id\":\"wamid.1\",\"status\":\"read\",\"recipient_type\":\"group\","
              + "\"recipient_id\":\"Y2\",\"participant_recipient_%s\":\"%s\"}";
      StatusUpdate anna = onlyStatus(status.formatted("id", "14155551234"));
      StatusUpdate ben = onlyStatus(status.formatted("id", "14155550000"));
      StatusUpdate carl = onlyStatus(status.formatted("user_id", "US.1a2b"));

      assertThat(List.of(anna.key(), ben.key(), carl.key())).doesNotHaveDuplicates();
      assertThat(anna.key())
          .as("one member has one key")
          .isEqualTo(
              onlyStatus(
                      status
                          .replace("participant_recipient", "recipient_participant")
                          .formatted("id", "14155551234"))
                  .key());
      assertThat(anna.recipient())
          .containsExactly(new GroupId("Y2"), new PhoneNumber("14155551234"));
      assertThat(carl.recipient()).containsExactly(new GroupId("Y2"), new UserId("US.1a2b"));
      assertThat(ben.details()).containsEntry("recipient_participant_id", "14155550000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"soon\"", "-1", "1e99999999", "[]", "123456789012"})
    void timeThatCannotBeReadIsThatOfArrival(String timestamp) {
      String part = timestamp.isEmpty() ? "" : ",\"timestamp\":" + timestamp;

      assertThat(onlyStatus("{\"id\":\"wamid.1\",\"status\":\"sent\"" + part + "}").at())
          .isEqualTo(CLOCK.instant());
    }
  }

  @Nested
  class Addressees {
    @Test
    void eachItemNamesItsNumberAndItsAccount() {
      String first = statuses(status("sent"), status("read"));
      String second = first.replace("109876543210123", "209876543210999");
      String news = change("account_update", "{\"event\":\"VERIFIED_ACCOUNT\"}");
      String body =
          "{\"entry\":[{\"id\":\"1\",\"changes\":[%s,%s]},{\"id\":\"2\",\"changes\":[%s]},7]}"
              .formatted(first, second, news);

      WebhookResult result =
          Deliveries.receive(
              Deliveries.signed(body, Deliveries.SECRET), "appSecret=" + Deliveries.SECRET);

      assertThat(result.addressees())
          .containsExactly(
              new Addressee("109876543210123", "1"),
              new Addressee("109876543210123", "1"),
              new Addressee("209876543210999", "1"),
              new Addressee("209876543210999", "1"),
              new Addressee(null, "2"),
              Addressee.none());
    }

    @Test
    void aConnectionHasItsNumberAndItsAccount() {
      try (SmsConnection connection =
          Connections.open("http://127.0.0.1:1", "businessAccountId=102290129340398")) {
        assertThat(connection.capability(WebhookReceiver.class).orElseThrow().addressees())
            .containsExactly(new Addressee(connection.sender(null).key(), "102290129340398"));
      }
    }
  }

  @Nested
  class Batches {
    @Test
    void everyStatusOfEveryChangeOfEveryEntryBecomesAnEvent() {
      String twoEntries =
          "{\"object\":\"whatsapp_business_account\",\"entry\":["
              + "{\"id\":\"1\",\"changes\":["
              + statuses(status("sent"), status("delivered"))
              + ","
              + statuses(status("read"))
              + "]},{\"id\":\"2\",\"changes\":["
              + statuses(status("played"))
              + "]}]}";

      assertThat(events(twoEntries))
          .extracting(ChannelEvent::key)
          .containsExactly("wamid.1:sent", "wamid.1:delivered", "wamid.1:read", "wamid.1:played");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "7",
          "null",
          "[]",
          "{}",
          "{\"id\":\"wamid.1\"}",
          "{\"status\":\"sent\"}",
          "{\"id\":[],\"status\":{}}",
          "{\"id\":\"  \",\"status\":\"sent\"}"
        })
    void brokenOneLeavesItsNeighboursAlone(String broken) {
      List<ChannelEvent> events = events(body(statuses(status("sent"), broken, status("read"))));

      assertThat(events)
          .extracting(event -> event.getClass().getSimpleName())
          .containsExactly("StatusUpdate", "Unrecognized", "StatusUpdate");
      assertThat(events.get(1).raw()).isEqualTo(broken);
    }

    @Test
    void brokenEntriesAndChangesLeaveTheirNeighboursAlone() {
      String body =
          "{\"entry\":[7,{\"id\":\"1\"},{\"changes\":[null,{\"field\":\"messages\"},"
              + statuses(status("sent"))
              + "]}]}";

      assertThat(events(body))
          .extracting(event -> event.getClass().getSimpleName())
          .containsExactly(
              "Unrecognized", "Unrecognized", "Unrecognized", "Unrecognized", "StatusUpdate");
    }

    @Test
    void fieldsWithoutAReaderAreHandedOnAsTheyAre() {
      String change = change("calls", "{\"calls\":[{\"id\":\"wacid.1\"}]}");

      assertThat(events(body(change)))
          .singleElement()
          .isEqualTo(
              new Unrecognized(
                  "sha256:" + ByteString.encodeUtf8(change).sha256().hex(),
                  CLOCK.instant(),
                  change,
                  "no reader for the field calls"));
    }

    @Test
    void valueWithNeitherStatusesNorMessagesIsNotLost() {
      assertThat(events(body(change("messages", "{\"metadata\":{}}"))))
          .singleElement()
          .isInstanceOf(Unrecognized.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{", "{}", "null", "hello", "{\"entry\":[]} {}"})
    void authenticBodyThatIsNoPayloadIsHandedOnAsItIs(String body) {
      assertThat(events(body))
          .singleElement()
          .satisfies(
              event -> {
                assertThat(event).isInstanceOf(Unrecognized.class);
                assertThat(event.raw()).isEqualTo(body);
              });
    }

    @Test
    void nestingWithoutEndDoesNotHurt() {
      String deep = "{\"entry\":" + "[".repeat(1_000_000) + "]".repeat(1_000_000) + "}";

      assertThat(events(deep)).singleElement().isInstanceOf(Unrecognized.class);
    }
  }
}
