package io.patchbay.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.patchbay.Patchbay;
import io.patchbay.channel.Address;
import io.patchbay.channel.Category;
import io.patchbay.channel.ChannelEvent;
import io.patchbay.channel.InboundMessage;
import io.patchbay.channel.InstanceId;
import io.patchbay.channel.PhoneNumber;
import io.patchbay.channel.Purpose;
import io.patchbay.channel.SendError;
import io.patchbay.channel.SendOutcome;
import io.patchbay.channel.SenderId;
import io.patchbay.channel.ShortCode;
import io.patchbay.channel.SmsMessage;
import io.patchbay.channel.WebhookRequest;
import io.patchbay.provider.twiliostub.testing.IncomingMessage;
import io.patchbay.provider.twiliostub.testing.TwilioCallbackSigner;
import io.patchbay.store.Database;
import io.patchbay.testsupport.Conditions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who writes by SMS: numbers in national form, short codes and names, over two providers. */
class SmsSendersTest {
  private static final String ACCOUNT = "AC" + "0".repeat(32);
  private static final String KEY = "callback-key-for-tests";
  private static final URI WEBHOOK = URI.create("https://example.com/webhooks/acme/twilio");

  @TempDir Path directory;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<ChannelEvent> events = new CopyOnWriteArrayList<>();
  private HttpServer gateway;
  private Patchbay patchbay;

  @BeforeEach
  void open() throws IOException {
    gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    gateway.createContext(
        "/",
        exchange -> {
          requests.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
          byte[] answer = "{\"id\":\"7\"}".getBytes(UTF_8);
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    gateway.start();
    patchbay =
        Hosts.host(
                """
                { "workspaces": { "acme": { "sms": {
                    "defaultProvider": "sms", "defaultRegion": "GB",
                    "providers": {
                      "sms": { "type": "http-gateway", "url": "http://127.0.0.1:%d/",
                        "body": "{\\"to\\":\\"{to}\\",\\"from\\":\\"{from}\\",\\"text\\":\\"{text}\\"}",
                        "phoneFormat": "plus", "from": ["ACME", "39041"], "answerId": "id",
                        "callbackFormat": "form", "callbackCheck": "header",
                        "callbackHeader": "X-Key", "callbackSecret": ["%s"],
                        "inboundWhen": "event=mo", "inboundId": "id", "inboundFrom": "from",
                        "inboundTo": "to", "inboundText": "text" },
                      "twilio": { "type": "twilio-stub", "accountSid": "%s", "authToken": "%s",
                        "from": ["ACME", "39041"] } } } } } }
                """
                    .formatted(gateway.getAddress().getPort(), KEY, ACCOUNT, KEY))
            .database(Database.sqlite(directory.resolve("data")))
            .listener("test", (event, context) -> events.add(event))
            .build();
  }

  @AfterEach
  void close() {
    patchbay.close();
    gateway.stop(0);
  }

  private List<Address> writesToTheGateway(String from, String text) {
    String form =
        "event=mo&id="
            + events.size()
            + "&to=39041&from="
            + URLEncoder.encode(from, UTF_8)
            + "&text="
            + URLEncoder.encode(text, UTF_8);
    return received(
        "sms",
        WebhookRequest.of("POST", WEBHOOK, Map.of("X-Key", List.of(KEY)), form.getBytes(UTF_8)));
  }

  private List<Address> writesToTwilio(String from, String text) {
    String sid = "SM" + "%032d".formatted(events.size());
    return received(
        "twilio",
        IncomingMessage.of(ACCOUNT, sid)
            .from(from)
            .to("39041")
            .body(text)
            .signed(TwilioCallbackSigner.of(KEY), WEBHOOK));
  }

  private List<Address> received(String instance, WebhookRequest request) {
    int before = events.size();
    assertThat(patchbay.channel().receive(new InstanceId("acme", instance), request).status())
        .isEqualTo(200);
    Conditions.await("the message is told", () -> events.size() > before);
    return ((InboundMessage) events.get(events.size() - 1)).from();
  }

  private SendOutcome marketing(String to) {
    SmsMessage sale = SmsMessage.to(to).text("Sale").purpose(Purpose.MARKETING).build();
    return patchbay.channel().send("acme", sale).outcome();
  }

  @Test
  void aStopFromANumberInNationalFormIsThePersonsStop() {
    assertThat(writesToTheGateway("07911123456", "STOP"))
        .containsExactly(new PhoneNumber("447911123456"));
    assertThat(marketing("+447911123456").error())
        .map(SendError::category)
        .contains(Category.OPTED_OUT);
    assertThat(writesToTwilio("07911123457", "stop all"))
        .containsExactly(new PhoneNumber("447911123457"));
    assertThat(marketing("07911 123457").error())
        .map(SendError::category)
        .contains(Category.OPTED_OUT);
    assertThat(requests).isEmpty();
  }

  @Test
  void aShortCodeIsASenderThatCanBeAnswered() {
    List<Address> from = writesToTheGateway("60777", "Your code is 1");
    assertThat(from).containsExactly(new ShortCode("60777"));
    SmsMessage answer = SmsMessage.to(from.get(0)).text("Thanks").from("39041").build();
    assertThat(patchbay.channel().send("acme", answer).outcome().error()).isEmpty();
    assertThat(marketing("60777").accepted()).as("as a person types it").isTrue();
    assertThat(requests)
        .containsExactly(
            "{\"to\":\"60777\",\"from\":\"39041\",\"text\":\"Thanks\"}",
            "{\"to\":\"60777\",\"from\":\"ACME\",\"text\":\"Sale\"}");
    assertThat(writesToTwilio("6077", "Hi")).containsExactly(new ShortCode("6077"));
  }

  @Test
  void aNameIsASenderThatCannotBeAnswered() {
    List<Address> from = writesToTheGateway("BANK", "Hi");
    assertThat(from).containsExactly(new SenderId("BANK"));
    SmsMessage answer = SmsMessage.to(from.get(0)).text("Thanks").build();
    SendOutcome outcome = patchbay.channel().send("acme", answer).outcome();
    assertThat(outcome.error()).map(SendError::category).contains(Category.UNSUPPORTED);
    assertThat(outcome.error().orElseThrow().message())
        .contains("No configured provider carries [Text] to a SenderId")
        .contains("acme/sms carries [text] to [PhoneNumber, ShortCode]");
    assertThat(writesToTwilio("BANK", "Hi")).containsExactly(new SenderId("BANK"));
    assertThat(requests).isEmpty();
  }

  @Test
  void twilioTakesAShortCodeAndANameAsSenders() {
    for (String sender : List.of("ACME", "39041")) {
      SmsMessage message =
          SmsMessage.to("+447911123456").text("Hi").provider("twilio").from(sender).build();
      assertThat(patchbay.channel().send("acme", message).outcome().accepted()).isTrue();
    }
  }
}
