package io.patchbay.provider.whatsapp;

import static io.patchbay.provider.whatsapp.Deliveries.SECRET;
import static io.patchbay.provider.whatsapp.Deliveries.body;
import static io.patchbay.provider.whatsapp.Deliveries.change;
import static io.patchbay.provider.whatsapp.Deliveries.events;
import static io.patchbay.provider.whatsapp.Deliveries.hmac;
import static io.patchbay.provider.whatsapp.Deliveries.post;
import static io.patchbay.provider.whatsapp.Deliveries.receive;
import static io.patchbay.provider.whatsapp.Deliveries.status;
import static io.patchbay.provider.whatsapp.Deliveries.statuses;
import static io.patchbay.provider.whatsapp.InboundMessagesTest.message;
import static io.patchbay.provider.whatsapp.InboundMessagesTest.messages;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.AccountNotice;
import io.patchbay.channel.ChannelEvent;
import io.patchbay.channel.InboundMessage;
import io.patchbay.channel.StatusUpdate;
import io.patchbay.channel.Unrecognized;
import io.patchbay.channel.spi.WebhookResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever an authentic webhook holds, it costs bounded time and memory and throws nothing. Work
 * that grows with the square of the input would not end before the time limit of every test.
 */
class HostileWebhooksTest {
  private static final int ROOM = 3 * 1024 * 1024 - 2_000;

  private static String many(String format, int length) {
    int each = format.formatted(1_000_000).length() + 1;
    return IntStream.range(1_000_000, 1_000_000 + length / each)
        .mapToObj(format::formatted)
        .collect(Collectors.joining(","));
  }

  @Nested
  class Large {
    @Test
    void threeMegabytesOfStatuses() {
      String items = many("{\"id\":\"wamid.%d\",\"status\":\"sent\"}", ROOM);

      List<ChannelEvent> events = events(body(statuses(items)));

      assertThat(events).hasSizeGreaterThan(75_000).allMatch(StatusUpdate.class::isInstance);
    }

    @Test
    void threeMegabytesOfMessagesAndContacts() {
      String contacts = "[" + many("{\"wa_id\":\"14%d\"}", ROOM / 3) + "]";
      String items =
          many(
              "{\"from\":\"14%d\",\"id\":\"a\",\"type\":\"text\",\"text\":{\"body\":\"x\"}}",
              ROOM / 2);

      List<ChannelEvent> events = events(messages(contacts, items));

      assertThat(events).hasSizeGreaterThan(20_000).allMatch(InboundMessage.class::isInstance);
    }

    @Test
    void oneMessageOfThreeMegabytes() {
      String text = "ü".repeat(ROOM / 2);

      List<ChannelEvent> events =
          events(messages("[]", message("text", "'text':{'body':'" + text + "'}")));

      assertThat(((InboundMessage) events.get(0)).text()).isEqualTo(text);
      assertThat(events.get(0).toString()).hasSizeLessThan(300);
    }

    @Test
    void itemsThatAreNone() {
      assertThat(events(body(statuses(many("%d", ROOM)))))
          .hasSizeGreaterThan(300_000)
          .allMatch(Unrecognized.class::isInstance);
    }

    @Test
    void manyChangesAndEntries() {
      assertThat(events("{\"entry\":[" + many("{\"id\":%d}", ROOM) + "]}"))
          .hasSizeGreaterThan(100_000);
    }

    /** All names have one hash code, which is what makes maps slow. */
    @Test
    void namesThatCollide() {
      List<String> names = new ArrayList<>(List.of(""));
      for (int i = 0; i < 16; i++) {
        names = names.stream().flatMap(name -> List.of(name + "Aa", name + "BB").stream()).toList();
      }
      String members =
          names.stream()
              .map(name -> "\"" + name + "\":1")
              .limit(ROOM / 40)
              .collect(Collectors.joining(","));
      String priced = "{\"id\":\"wamid.1\",\"status\":\"sent\",\"pricing\":{" + members + "}}";

      List<ChannelEvent> events = events(body(statuses(priced)));

      assertThat(((StatusUpdate) events.get(0)).details()).hasSizeLessThanOrEqualTo(100);
      assertThat(events(body(change("account_update", "{" + members + "}"))).get(0))
          .isInstanceOf(AccountNotice.class);
    }

    /** What stands beside the items is looked up once, not for each of them. */
    @Test
    void longObjectAroundManyItems() {
      String value =
          "{"
              + many("\"n%d\":1", ROOM / 2)
              + ",\"metadata\":{\"phone_number_id\":\"1\"},"
              + "\"statuses\":["
              + many("{\"id\":\"%d\",\"status\":\"sent\"}", ROOM / 3)
              + "]}";

      assertThat(events(body(change("messages", value))))
          .hasSizeGreaterThan(20_000)
          .allMatch(event -> ((StatusUpdate) event).details().containsKey("phone_number_id"));
    }
  }

  @Nested
  class Deep {
    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":", "{\"a\":[", "[[["})
    void nestingWithoutEnd(String opener) {
      String deep = "{\"entry\":" + opener.repeat(ROOM / opener.length());

      List<ChannelEvent> events = events(deep);

      assertThat(events).singleElement().isInstanceOf(Unrecognized.class);
      assertThat(events.get(0).raw()).isEqualTo(deep);
    }

    @Test
    void nestingThatEnds() {
      String deep = "{\"entry\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";

      assertThat(events(deep)).singleElement().isInstanceOf(Unrecognized.class);
    }

    @Test
    void nestingInsideAnItemWithinTheBound() {
      String item =
          "{\"id\":\"wamid.1\",\"status\":\"sent\",\"pricing\":"
              + "{\"a\":".repeat(100)
              + "1"
              + "}".repeat(100)
              + "}";

      assertThat(((StatusUpdate) events(body(statuses(item))).get(0)).raw()).isEqualTo(item);
    }
  }

  @Nested
  class Numbers {
    @ParameterizedTest
    @ValueSource(strings = {"1e999999999", "-1e-999999999", "0.1e2147483648", "9"})
    void hugeOnesCostNothing(String number) {
      String digits = number.equals("9") ? "9".repeat(700_000) : number;
      String status =
          "{\"id\":"
              + digits
              + ",\"status\":\"sent\",\"timestamp\":"
              + digits
              + ",\"recipient_id\":"
              + digits
              + ",\"pricing\":{\"x\":"
              + digits
              + "}}";
      String location =
          message("location", "'location':{'latitude':" + digits + ",'longitude':" + digits + "}");

      StatusUpdate update = (StatusUpdate) events(body(statuses(status))).get(0);
      assertThat(update.providerMessageId()).isEqualTo(digits);
      assertThat(update.at()).isEqualTo(Connections.CLOCK.instant());
      assertThat(update.recipient()).isEmpty();
      assertThat(events(messages("[]", location, message("text", ""))))
          .hasSize(2)
          .allMatch(event -> event instanceof InboundMessage);
    }
  }

  @Nested
  class Bytes {
    private static List<ChannelEvent> of(byte[] body) {
      WebhookResult result =
          receive(
              post(body, Map.of("X-Hub-Signature-256", List.of("sha256=" + hmac(body, SECRET)))),
              "appSecret=" + SECRET);
      assertThat(result.answer().status()).isEqualTo(200);
      return result.events();
    }

    @Test
    void withAByteOrderMark() {
      assertThat(of(("\uFEFF" + body(statuses(status("sent")))).getBytes(UTF_8)))
          .singleElement()
          .isInstanceOf(StatusUpdate.class);
    }

    @Test
    void thatAreNoUtf8() {
      byte[] body = messages("[]", message("text", "'text':{'body':'a?b'}")).getBytes(UTF_8);
      for (int i = 0; i < body.length; i++) {
        if (body[i] == '?') {
          body[i] = (byte) 0xC0;
        }
      }

      assertThat(((InboundMessage) of(body).get(0)).text()).isEqualTo("a\uFFFDb");
    }

    @Test
    void ofAnotherEncodingOrNone() {
      assertThat(of(body(statuses(status("sent"))).getBytes(UTF_16)))
          .singleElement()
          .isInstanceOf(Unrecognized.class);
      assertThat(of(new byte[0])).singleElement().isInstanceOf(Unrecognized.class);
      assertThat(of(new byte[1_000])).singleElement().isInstanceOf(Unrecognized.class);
    }

    /** Cut at every byte, signed after the cut: kept as it is, without an exception. */
    @Test
    void thatEndTooSoon() {
      byte[] whole = body(statuses(status("sent"))).getBytes(UTF_8);
      for (int length = 0; length < whole.length; length++) {
        byte[] cut = Arrays.copyOf(whole, length);

        assertThat(of(cut))
            .singleElement()
            .satisfies(
                event -> {
                  assertThat(event).isInstanceOf(Unrecognized.class);
                  assertThat(event.raw()).isEqualTo(new String(cut, UTF_8));
                });
      }
    }
  }

  @Test
  void lastOfTwoNamesCounts() {
    assertThat(
            events(body(statuses("{\"id\":\"wamid.0\",\"id\":\"wamid.1\",\"status\":\"sent\"}")))
                .get(0)
                .key())
        .isEqualTo("wamid.1:sent");
  }
}
