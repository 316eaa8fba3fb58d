package io.patchbay.integration.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.DeliveryStatus;
import io.patchbay.channel.MessageId;
import io.patchbay.channel.SmsMessage;
import io.patchbay.core.internal.ChannelCore;
import io.patchbay.delivery.Delivery;
import io.patchbay.delivery.DeliverySettings;
import io.patchbay.delivery.DeliveryState;
import io.patchbay.delivery.Guarantee;
import io.patchbay.delivery.Outgoing;
import io.patchbay.delivery.SubmitOptions;
import io.patchbay.delivery.store.DeliveryStore;
import io.patchbay.delivery.store.MessageRecord;
import io.patchbay.simulator.MagicRecipient;
import io.patchbay.simulator.ReceivedMessage;
import io.patchbay.simulator.WhatsAppCloudSimulator;
import io.patchbay.store.internal.SqliteDatabase;
import io.patchbay.testsupport.CallRate;
import io.patchbay.testsupport.Conditions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The network to the provider is cut before, during and after requests, and webhooks come late,
 * doubled, reversed or never: over real sockets, through the real provider and the real way of
 * webhooks into the queue.
 */
class WireTroubleTest {
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  @TempDir Path directory;

  private WhatsAppCloudSimulator simulator;
  private Wire wire;
  private DeliveryStore store;
  private ChannelCore patchbay;
  private Webhooks webhooks;
  private Delivery delivery;
  private final List<String> ids = new ArrayList<>();

  @BeforeEach
  void open() throws Exception {
    simulator =
        WhatsAppCloudSimulator.builder()
            .accessToken("test-token")
            .appSecret("test-app-secret")
            .verifyToken("test-verify-token")
            .phoneNumberId("109876543210123")
            .messagesPerSecond(100_000)
            .webhookTries(10, Duration.ofMillis(20))
            .start();
    wire = new Wire(simulator.baseUrl());
    store =
        new DeliveryStore(
            SqliteDatabase.queue(directory.resolve(SqliteDatabase.QUEUE), Clock.systemUTC()));
    Path configuration = directory.resolve("patchbay.json");
    Files.writeString(
        configuration,
        """
        {"workspaces": {"acme": {"sms": {"defaultProvider": "whatsapp", "sendTimeout": "1s",
            "providers": {"whatsapp": {"type": "whatsapp-cloud", "accessToken": "${env:TOKEN}",
            "phoneNumberId": "109876543210123", "appSecret": "${env:APP_SECRET}",
            "verifyToken": "test-verify-token", "baseUrl": "%s"}}}}}}
        """
            .formatted(wire.url()));
    patchbay = DeliveryHost.patchbay(configuration, store);
    webhooks = new Webhooks(patchbay);
    simulator.callbackUrl(webhooks.url());
    delivery =
        Delivery.start(
            patchbay,
            store,
            DeliverySettings.builder()
                .settle(Duration.ofMillis(1_500), Duration.ofSeconds(20))
                .sweepInterval(Duration.ofMillis(50))
                .build());
  }

  @AfterEach
  void close() {
    delivery.close();
    webhooks.close();
    patchbay.close();
    store.close();
    wire.close();
    simulator.close();
  }

  /** Every second one is to arrive at least once. */
  private void submit(int messages) {
    List<Outgoing> some = new ArrayList<>();
    for (int i = 0; i < messages; i++) {
      String id = "m" + ids.size();
      ids.add(id);
      some.add(
          new Outgoing(
              DeliveryHost.WORKSPACE,
              SmsMessage.to("+1415" + (2_000_000 + ids.size())).id(id).text("Hello").build(),
              SubmitOptions.defaults()
                  .withGuarantee(i % 2 == 0 ? Guarantee.AT_MOST_ONCE : Guarantee.AT_LEAST_ONCE)));
    }
    delivery.submit(some);
  }

  private void submit(String id, MagicRecipient recipient) {
    ids.add(id);
    delivery.submit(
        DeliveryHost.WORKSPACE,
        SmsMessage.to("+" + recipient.number()).id(id).text("Hello").build());
  }

  private MessageRecord record(String id) {
    return delivery.find(DeliveryHost.WORKSPACE, new MessageId(id)).orElseThrow();
  }

  private List<MessageRecord> records() {
    return ids.stream().map(this::record).toList();
  }

  private void await(BooleanSupplier condition) {
    Conditions.await("the queue comes to it", condition);
  }

  /** Until everything has come to its end; what is unknown has been told. */
  private void awaitEnds() {
    await(() -> records().stream().allMatch(this::ended));
    simulator.awaitWebhooksDelivered(PATIENCE);
  }

  private boolean ended(MessageRecord message) {
    return switch (message.state()) {
      case QUEUED, SENDING -> false;
      case UNKNOWN ->
          store.deadLetters(DeliveryHost.WORKSPACE, 1_000).stream()
              .anyMatch(dead -> dead.id().equals(message.id()));
      default -> true;
    };
  }

  private List<Finding> findings() {
    return DeliveryHistory.check(
        records(),
        simulator.accepted().stream()
            .map(ReceivedMessage::callbackData)
            .map(Objects::requireNonNull)
            .toList());
  }

  private long unknown() {
    return records().stream()
        .filter(message -> message.story().stream().anyMatch(line -> line.what().equals("UNKNOWN")))
        .count();
  }

  @Test
  void theNetworkIsCutBeforeDuringAndAfterTheRequest() {
    for (MagicRecipient cut :
        List.of(
            MagicRecipient.RESET_BEFORE_READING,
            MagicRecipient.RESET_AFTER_READING,
            MagicRecipient.NO_ANSWER,
            MagicRecipient.UNREADABLE_SUCCESS,
            MagicRecipient.BAD_GATEWAY)) {
      simulator.treatNextAs(cut, 6);
      submit(10);
      int sofar = ids.size();
      await(() -> simulator.counts().accepted() + 6 >= sofar / 2);
    }
    awaitEnds();

    assertThat(findings()).isEmpty();
    assertThat(unknown()).as("attempts of which nobody could tell").isPositive();
  }

  @Test
  void theNetworkIsAwayForAWhile() {
    submit(100);
    await(() -> simulator.counts().accepted() >= 20);
    wire.cut();
    submit(50);
    assertThat(CallRate.perSecond(1, wire::connections))
        .as("connections asked for in a second of it")
        .isLessThan(300);
    wire.mend();
    // Of what was on its way silence tells only when something later has been heard of.
    submit(2);
    awaitEnds();

    assertThat(findings()).isEmpty();
  }

  @Test
  void webhooksComeLateDoubledReversedOrNever() {
    webhooks.refuse(12);
    submit("read", MagicRecipient.READ);
    submit("doubled", MagicRecipient.DUPLICATE_STATUSES);
    submit("reversed", MagicRecipient.OUT_OF_ORDER_STATUSES);
    submit("failed", MagicRecipient.NOT_ON_WHATSAPP_BY_WEBHOOK);
    submit("silent", MagicRecipient.NO_STATUSES);
    submit("unanswered", MagicRecipient.RESET_AFTER_READING);
    await(() -> webhooks.refusals() == 0);
    awaitEnds();
    await(() -> record("read").progress() == DeliveryStatus.READ);

    assertThat(record("doubled").progress()).isEqualTo(DeliveryStatus.READ);
    assertThat(record("doubled").duplicated()).as("the same status twice").isFalse();
    assertThat(record("reversed").progress()).isEqualTo(DeliveryStatus.READ);
    assertThat(record("failed").state()).isEqualTo(DeliveryState.FAILED);
    assertThat(record("silent").state()).isEqualTo(DeliveryState.ACCEPTED);
    assertThat(record("silent").progress()).isEqualTo(DeliveryStatus.ACCEPTED);
    assertThat(record("unanswered").state()).isEqualTo(DeliveryState.ACCEPTED);
    assertThat(simulator.counts().accepted()).as("each once").isEqualTo(ids.size());
  }

  @Test
  void anUnknownOneIsSettledByAWebhookThatComesLate() {
    webhooks.refuse(4);
    submit("unanswered", MagicRecipient.RESET_AFTER_READING);
    await(() -> record("unanswered").state() == DeliveryState.UNKNOWN);
    await(() -> record("unanswered").state() == DeliveryState.ACCEPTED);

    assertThat(simulator.counts().accepted()).isEqualTo(1);
    assertThat(findings()).isEmpty();
  }
}
