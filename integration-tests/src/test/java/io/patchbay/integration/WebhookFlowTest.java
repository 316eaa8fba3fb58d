package io.patchbay.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.patchbay.Patchbay;
import io.patchbay.channel.ChannelEvent;
import io.patchbay.channel.DeliveryStatus;
import io.patchbay.channel.EventContext;
import io.patchbay.channel.InboundMessage;
import io.patchbay.channel.InstanceId;
import io.patchbay.channel.MessageProgress;
import io.patchbay.channel.PhoneNumber;
import io.patchbay.channel.SmsMessage;
import io.patchbay.channel.StatusUpdate;
import io.patchbay.channel.UserId;
import io.patchbay.channel.WebhookAnswer;
import io.patchbay.channel.WebhookRequest;
import io.patchbay.simulator.CallbackCheck;
import io.patchbay.simulator.MagicRecipient;
import io.patchbay.simulator.SimulatedPerson;
import io.patchbay.simulator.WhatsAppCloudSimulator;
import io.patchbay.store.Database;
import io.patchbay.testsupport.Conditions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a message comes back in signed webhooks over real HTTP. */
class WebhookFlowTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir Path data;

  private final Map<String, MessageProgress> progress = new ConcurrentHashMap<>();
  private final List<InboundMessage> replies = new CopyOnWriteArrayList<>();
  private final List<EventContext> contexts = new CopyOnWriteArrayList<>();
  private final List<ChannelEvent> events = new CopyOnWriteArrayList<>();
  private WhatsAppCloudSimulator simulator;
  private Patchbay patchbay;
  private HttpServer server;
  private URI webhook;

  @BeforeEach
  void open() throws IOException {
    simulator = Hosts.simulator();
    patchbay =
        Hosts.host(
                """
                { "workspaces": {
                    "acme": { "sms": { "defaultProvider": "whatsapp",
                      "providers": { "whatsapp": %s } } },
                    "acme-eu": { "parent": "acme" } } }
                """
                    .formatted(Hosts.whatsApp(simulator, Hosts.PHONE_NUMBER_ID)))
            .database(Database.sqlite(data))
            .listener(
                (event, context) -> {
                  contexts.add(context);
                  events.add(event);
                  if (event instanceof StatusUpdate status) {
                    progress.merge(
                        context.message().orElseThrow().id().value(),
                        MessageProgress.accepted().merge(status.status()),
                        (old, more) -> old.merge(status.status()));
                  } else if (event instanceof InboundMessage message) {
                    replies.add(message);
                  }
                })
            .build();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
    webhook =
        URI.create(
            "http://127.0.0.1:" + server.getAddress().getPort() + "/webhooks/acme-eu/whatsapp");
    simulator.callbackUrl(webhook);
  }

  private void handle(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    String query = exchange.getRequestURI().getRawQuery();
    WebhookAnswer answer =
        patchbay
            .channel()
            .receive(
                new InstanceId("acme-eu", "whatsapp"),
                WebhookRequest.of(
                    exchange.getRequestMethod(),
                    query == null ? webhook : URI.create(webhook + "?" + query),
                    exchange.getRequestHeaders(),
                    body));
    byte[] text = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", answer.contentType());
    exchange.sendResponseHeaders(answer.status(), text.length == 0 ? -1 : text.length);
    exchange.getResponseBody().write(text);
    exchange.close();
  }

  @AfterEach
  void close() {
    server.stop(0);
    patchbay.close();
    simulator.close();
  }

  @Test
  void theHandshakeSucceeds() {
    CallbackCheck check = simulator.verifyCallback();
    assertThat(check.verified()).as(check.toString()).isTrue();
  }

  @Test
  void statusesFindTheirMessageByItsReference() {
    send("read", MagicRecipient.READ);
    send("delivered", MagicRecipient.DELIVERED_ONLY);
    send("failed", MagicRecipient.NOT_ON_WHATSAPP_BY_WEBHOOK);
    send("shuffled", MagicRecipient.OUT_OF_ORDER_STATUSES);
    send("doubled", MagicRecipient.DUPLICATE_STATUSES);
    simulator.awaitWebhooksDelivered(PATIENCE);
    Conditions.await(
        "every message has come as far as it will",
        () ->
            progress("read").status() == DeliveryStatus.READ
                && progress("delivered").status() == DeliveryStatus.DELIVERED
                && progress("failed").failed()
                && progress("shuffled").status() == DeliveryStatus.READ
                && progress("doubled").status() == DeliveryStatus.READ);
    assertThat(progress.keySet())
        .containsExactlyInAnyOrder("read", "delivered", "failed", "shuffled", "doubled");
    assertThat(progress("read").status()).isEqualTo(DeliveryStatus.READ);
    assertThat(progress("delivered").status()).isEqualTo(DeliveryStatus.DELIVERED);
    assertThat(progress("failed").status()).isEqualTo(DeliveryStatus.FAILED);
    assertThat(progress("shuffled").failed()).isFalse();
    assertThat(progress("shuffled").status()).isEqualTo(DeliveryStatus.READ);
    assertThat(progress("doubled").status()).isEqualTo(DeliveryStatus.READ);
    assertThat(contexts)
        .allSatisfy(
            context -> {
              assertThat(context.instance()).isEqualTo(new InstanceId("acme", "whatsapp"));
              assertThat(context.workspace()).as("the message's workspace").isEqualTo("acme");
            });
  }

  private MessageProgress progress(String id) {
    return progress.getOrDefault(id, MessageProgress.accepted());
  }

  private void send(String id, MagicRecipient recipient) {
    assertThat(
            patchbay
                .channel()
                .send("acme", SmsMessage.to("+" + recipient.number()).id(id).text("Hello").build())
                .outcome()
                .accepted())
        .isTrue();
  }

  @Test
  void aReplyBelongsToTheWorkspaceOfThePath() {
    simulator.replyFrom("14155551234", "Yes please");
    simulator.awaitWebhooksDelivered(PATIENCE);
    Conditions.await("the reply is told", () -> !replies.isEmpty());
    assertThat(replies).extracting(InboundMessage::text).containsExactly("Yes please");
    assertThat(contexts).extracting(EventContext::workspace).containsExactly("acme-eu");
  }

  @Test
  void whatPeopleSendAndThePlatformTellsArrivesTyped() {
    SimulatedPerson anna = simulator.person("14155550132").withUserId("US.1a2b3c");
    anna.writes("Hello");
    anna.sendsMedia("image", "image/jpeg", new byte[] {1, 2, 3}, "Look");
    anna.choosesButton("yes", "Yes");
    anna.choosesRow("row-1", "First", "The first one");
    anna.presses("payload", "Label");
    anna.reactsTo("wamid.ours", "👍");
    anna.sharesLocation(52.5, 13.4, "Office");
    anna.sharesContact("Ada Example", "14155550133");
    anna.sendsUnsupported();
    anna.stopsMarketing();
    anna.resumesMarketing();
    anna.changesNumberTo("14155550199");
    simulator.news().templateStatus("order_shipped", "en_US", "PAUSED", "quality");
    simulator.news().numberQuality("DOWNGRADE", "TIER_1K");
    simulator.awaitWebhooksDelivered(PATIENCE);
    Conditions.await("everything is told", () -> events.size() >= 14);

    assertThat(events.stream().filter(InboundMessage.class::isInstance).map(this::content))
        .containsExactlyInAnyOrder(
            "Text",
            "ReceivedMedia",
            "Choice",
            "Choice",
            "Choice",
            "Reaction",
            "Location",
            "Contacts",
            "UnsupportedMessage");
    assertThat(events.stream().filter(event -> !(event instanceof InboundMessage)))
        .extracting(event -> event.getClass().getSimpleName())
        .containsExactlyInAnyOrder(
            "PreferenceChange",
            "PreferenceChange",
            "AddressChange",
            "AccountNotice",
            "AccountNotice");
    assertThat(replies)
        .allSatisfy(
            message ->
                assertThat(message.from())
                    .containsExactly(new PhoneNumber("14155550132"), new UserId("US.1a2b3c")));
  }

  private String content(ChannelEvent event) {
    return Objects.requireNonNull(((InboundMessage) event).content()).getClass().getSimpleName();
  }
}
