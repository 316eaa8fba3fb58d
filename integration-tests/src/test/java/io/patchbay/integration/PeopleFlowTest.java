package io.patchbay.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.patchbay.channel.Attempt;
import io.patchbay.channel.Category;
import io.patchbay.channel.ChannelEvent;
import io.patchbay.channel.InboundMessage;
import io.patchbay.channel.InstanceId;
import io.patchbay.channel.PhoneNumber;
import io.patchbay.channel.Purpose;
import io.patchbay.channel.SendError;
import io.patchbay.channel.SendResult;
import io.patchbay.channel.SmsMessage;
import io.patchbay.channel.Template;
import io.patchbay.channel.Text;
import io.patchbay.channel.WebhookAnswer;
import io.patchbay.channel.WebhookRequest;
import io.patchbay.core.internal.ChannelCore;
import io.patchbay.simulator.WhatsAppCloudSimulator;
import io.patchbay.store.consent.People;
import io.patchbay.store.inbox.FiledEvents;
import io.patchbay.testsupport.Conditions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people write to a number of WhatsApp decides, in signed webhooks, what they are sent. */
class PeopleFlowTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String ANN = "14155551234";

  /** The system's time, moved. */
  private static final class MovingClock extends Clock {
    private volatile Duration ahead = Duration.ZERO;

    @Override
    public Instant instant() {
      return Instant.now().plus(ahead);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  @TempDir Path directory;
  private final MovingClock clock = new MovingClock();
  private final List<ChannelEvent> events = new CopyOnWriteArrayList<>();
  private final List<Integer> answers = new CopyOnWriteArrayList<>();
  private WhatsAppCloudSimulator simulator;
  private HttpServer server;
  private URI webhook;
  private volatile ChannelCore patchbay;

  @BeforeEach
  void open() throws IOException {
    simulator = Hosts.simulator();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
    webhook =
        URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/webhooks/acme/whatsapp");
    simulator.callbackUrl(webhook);
    patchbay = host("").build();
  }

  private ChannelCore.Builder host(String settings) {
    return Hosts.core(
            """
            { "workspaces": {
                "acme": { "sms": { "defaultProvider": "whatsapp", %s
                  "providers": { "whatsapp": %s } } },
                "acme-eu": { "parent": "acme" } } }
            """
                .formatted(settings, Hosts.whatsApp(simulator, Hosts.PHONE_NUMBER_ID)))
        .clock(clock)
        .dataDirectory(directory.resolve("data"))
        .eventListener("test", (event, context) -> events.add(event));
  }

  private void handle(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    WebhookAnswer answer =
        patchbay
            .channel()
            .receive(
                new InstanceId("acme", "whatsapp"),
                WebhookRequest.of(
                    exchange.getRequestMethod(), webhook, exchange.getRequestHeaders(), body));
    answers.add(answer.status());
    exchange.sendResponseHeaders(answer.status(), -1);
    exchange.close();
  }

  @AfterEach
  void close() {
    server.stop(0);
    patchbay.close();
    simulator.close();
  }

  private void writes(String from, String text) {
    simulator.replyFrom(from, text);
    simulator.awaitWebhooksDelivered(PATIENCE);
  }

  private SendResult send(String workspace, String to, Purpose purpose) {
    return patchbay
        .channel()
        .send(workspace, SmsMessage.to(to).text("Hello").purpose(purpose).build());
  }

  private SendResult marketing(String exact) {
    return patchbay
        .channel()
        .send(
            "acme",
            SmsMessage.to(new PhoneNumber(exact)).text("Hello").purpose(Purpose.MARKETING).build());
  }

  private static void refused(SendResult result, Category category) {
    assertThat(result.outcome().error()).map(SendError::category).contains(category);
  }

  private long sends() {
    return simulator.counts().sends();
  }

  @Test
  void afterAStopNoRequestIsMadeUntilAStartAlsoAfterARestart() {
    assertThat(send("acme", "+" + ANN, Purpose.TRANSACTIONAL).outcome().accepted()).isTrue();
    writes(ANN, " stop. ");
    refused(send("acme", "+" + ANN, Purpose.TRANSACTIONAL), Category.OPTED_OUT);
    refused(send("acme-eu", "+1 (415) 555-1234", Purpose.MARKETING), Category.OPTED_OUT);
    patchbay.close();
    patchbay = host("").build();
    refused(send("acme-eu", "+" + ANN, Purpose.MARKETING), Category.OPTED_OUT);
    assertThat(sends()).isEqualTo(1);
    clock.ahead = Duration.ofSeconds(2);
    patchbay.people().lift("acme", new PhoneNumber(ANN), Set.of(Purpose.values()), "a call");
    assertThat(send("acme-eu", "+" + ANN, Purpose.MARKETING).outcome().accepted()).isTrue();
    assertThat(sends()).isEqualTo(2);
  }

  @Test
  void theIdThatWhatsAppAnswersIsThePersonWrittenTo() {
    // The simulator, like WhatsApp, answers for this number with an id without the 9; the eight
    // digits left could be another line's, so that only the answer tells.
    String typed = "+5531912345678";
    assertThat(send("acme", typed, Purpose.MARKETING).outcome().accepted()).isTrue();
    writes("553112345678", "STOP");
    refused(send("acme", typed, Purpose.MARKETING), Category.OPTED_OUT);
    assertThat(sends()).isEqualTo(1);
  }

  /** Côte d'Ivoire, Benin, Viet Nam and Cameroon have renumbered; WhatsApp keeps former ids. */
  @Test
  void aFormerNumberIsThePersonOfTheCurrentOneAndIsWrittenToAsItIs() {
    writes("22507014657", "STOP");
    writes("2290197123456", "STOP");
    refused(marketing("2250707014657"), Category.OPTED_OUT);
    refused(send("acme", "22997123456", Purpose.MARKETING), Category.OPTED_OUT);
    writes("841201234567", "Hello");
    assertThat(send("acme", "841201234567", Purpose.MARKETING).outcome().accepted()).isTrue();
    assertThat(sends()).isEqualTo(1);
    assertThat(patchbay.people().export(new PhoneNumber("84701234567"), null))
        .contains("receivedEvents", "lastMessages");
    writes("23777123456", "STOP");
    assertThat(
            patchbay
                .people()
                .erase(new PhoneNumber("237677123456"), null, People.OptOuts.FORGET)
                .suppressions())
        .isEqualTo(2);
    assertThat(marketing("23777123456").outcome().accepted()).isTrue();
  }

  @Test
  void aMobileNumberInTheOtherSpellingIsStoppedBeforeTheFirstMessage() {
    writes("551187654321", "STOP");
    writes("525512345678", "STOP");
    writes("541155551234", "STOP");
    refused(marketing("5511987654321"), Category.OPTED_OUT);
    refused(marketing("5215512345678"), Category.OPTED_OUT);
    refused(marketing("5491155551234"), Category.OPTED_OUT);
    assertThat(sends()).isZero();
  }

  @Test
  void aClosedWindowTakesTheTemplateWithoutATryInVain() {
    writes(ANN, "Hello");
    SmsMessage message =
        SmsMessage.to("+" + ANN)
            .content(Text.of("Your parcel is here."))
            .content(Template.of("parcel", "en_US"))
            .build();
    assertThat(patchbay.channel().send("acme-eu", message).attempts()).hasSize(1);
    clock.ahead = Duration.ofHours(25);
    SendResult late = patchbay.channel().send("acme-eu", message);
    assertThat(late.attempts().get(0).outcome().error().map(SendError::category))
        .contains(Category.WINDOW_CLOSED);
    assertThat(late.attempts()).extracting(Attempt::content).isEqualTo(message.contents());
    assertThat(sends()).isEqualTo(2);
  }

  @Test
  void anOptOutThatCannotBeKeptIsDeliveredAgain() throws IOException {
    Files.createSymbolicLink(directory.resolve("data"), directory.resolve("none/none"));
    simulator.replyFrom(ANN, "STOP");
    Conditions.await("the opt-out is refused", () -> answers.contains(500));
    assertThat(events).isEmpty();
    Files.delete(directory.resolve("data"));
    simulator.awaitWebhooksDelivered(PATIENCE);
    refused(send("acme", "+" + ANN, Purpose.MARKETING), Category.OPTED_OUT);
    assertThat(events).hasSize(1);
    assertThat(sends()).isZero();
  }

  @Test
  void theInboxOfAHostThatStoppedIsToldByTheNext() {
    patchbay.close();
    patchbay =
        host("")
            .eventStore(new FiledEvents(directory.resolve("inbox.db"), clock))
            .eventListener(
                "broken",
                (event, context) -> {
                  throw new IllegalStateException("not yet");
                })
            .build();
    writes(ANN, "Hello");
    Conditions.await("it is told", () -> events.size() == 1);
    patchbay.close();
    events.clear();
    clock.ahead = Duration.ofHours(1);
    List<ChannelEvent> mended = new CopyOnWriteArrayList<>();
    patchbay =
        host("")
            .eventStore(new FiledEvents(directory.resolve("inbox.db"), clock))
            .eventListener("broken", (event, context) -> mended.add(event))
            .build();
    Conditions.await("the next host tells it", () -> mended.size() == 1);
    assertThat(((InboundMessage) mended.get(0)).text()).isEqualTo("Hello");
    assertThat(((InboundMessage) mended.get(0)).content()).isEqualTo(Text.of("Hello"));
    assertThat(events).as("confirmed before").isEmpty();
    assertThat(answers).containsOnly(200);
  }

  @Test
  void withoutAConsentNothingIsSentWhereOneIsRequired() {
    patchbay.close();
    patchbay = host("\"requireConsent\": true,").build();
    refused(send("acme-eu", "+" + ANN, Purpose.MARKETING), Category.NO_CONSENT);
    patchbay
        .people()
        .optIn(
            "acme", new PhoneNumber(ANN), Set.of(Purpose.MARKETING), "a form", "Send me offers.");
    assertThat(send("acme-eu", "+" + ANN, Purpose.MARKETING).outcome().accepted()).isTrue();
    refused(send("acme-eu", "+" + ANN, Purpose.TRANSACTIONAL), Category.NO_CONSENT);
    assertThat(sends()).isEqualTo(1);
  }
}
