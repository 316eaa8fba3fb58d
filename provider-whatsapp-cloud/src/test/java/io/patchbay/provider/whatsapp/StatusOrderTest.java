package io.patchbay.provider.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.ChannelEvent;
import io.patchbay.channel.DeliveryStatus;
import io.patchbay.channel.MessageProgress;
import io.patchbay.channel.StatusUpdate;
import io.patchbay.channel.spi.SmsConnection;
import io.patchbay.channel.spi.WebhookReceiver;
import io.patchbay.provider.whatsapp.testing.WebhookBuilder;
import io.patchbay.provider.whatsapp.testing.WebhookSigner;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whole webhooks in any order, any batches and any repetition end in the same state. Seeded. */
class StatusOrderTest {
  private static final int ROUNDS = 300;
  private static final URI ADDRESS = URI.create(Deliveries.ADDRESS);
  private static final List<String> WORDS =
      List.of("sent", "delivered", "read", "played", "failed", "deleted");

  private record Told(String message, String word) {}

  @Test
  void anyOrderBatchesAndRepetitionEndTheSame() {
    try (SmsConnection connection =
        Connections.open("http://127.0.0.1:1", "appSecret=" + Deliveries.SECRET)) {
      WebhookReceiver receiver = connection.capability(WebhookReceiver.class).orElseThrow();
      for (int seed = 0; seed < ROUNDS; seed++) {
        Random random = new Random(seed);
        List<Told> told = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(12); i++) {
          told.add(new Told("wamid." + random.nextInt(3), WORDS.get(random.nextInt(WORDS.size()))));
        }
        List<Told> again = new ArrayList<>(told);
        told.stream().filter(one -> random.nextBoolean()).forEach(again::add);
        Collections.shuffle(again, random);

        assertThat(state(receiver, again, random))
            .as("seed %s: %s and %s", seed, told, again)
            .isEqualTo(model(told));
      }
    }
  }

  private static Map<String, MessageProgress> state(
      WebhookReceiver receiver, List<Told> told, Random random) {
    Map<String, MessageProgress> state = new HashMap<>();
    Set<String> seen = new HashSet<>();
    int next = 0;
    while (next < told.size()) {
      WebhookBuilder webhook = WebhookBuilder.of("1");
      for (int batch = 1 + random.nextInt(4); batch > 0 && next < told.size(); batch--) {
        webhook.status(told.get(next).message(), told.get(next).word());
        next++;
      }
      for (ChannelEvent event :
          receiver.receive(webhook.signed(WebhookSigner.of(Deliveries.SECRET), ADDRESS)).events()) {
        StatusUpdate update = (StatusUpdate) event;
        if (seen.add(update.key())) {
          MessageProgress progress =
              state.getOrDefault(update.providerMessageId(), MessageProgress.accepted());
          state.put(update.providerMessageId(), progress.merge(update.status()));
        }
      }
    }
    return state;
  }

  /** Written down apart from the code: the farthest word of each message, and whether it failed. */
  private static Map<String, MessageProgress> model(List<Told> told) {
    Map<String, MessageProgress> model = new HashMap<>();
    for (Told one : told) {
      Set<String> words = new HashSet<>();
      told.stream()
          .filter(other -> other.message().equals(one.message()))
          .forEach(other -> words.add(other.word()));
      DeliveryStatus reached =
          words.contains("played")
              ? DeliveryStatus.PLAYED
              : words.contains("read")
                  ? DeliveryStatus.READ
                  : words.contains("delivered")
                      ? DeliveryStatus.DELIVERED
                      : words.contains("sent") ? DeliveryStatus.SENT : DeliveryStatus.ACCEPTED;
      model.put(one.message(), new MessageProgress(reached, words.contains("failed")));
    }
    return model;
  }

  /** The receiver keeps no list of messages: who knows them is the host. */
  @Test
  void statusOfAMessageThatNobodyKnowsIsAStatus() {
    List<ChannelEvent> events =
        Deliveries.receive(
                WebhookBuilder.of("1")
                    .status("wamid.neverSent", "read")
                    .signed(WebhookSigner.of(Deliveries.SECRET), ADDRESS),
                "appSecret=" + Deliveries.SECRET)
            .events();

    assertThat(events)
        .singleElement()
        .isInstanceOfSatisfying(
            StatusUpdate.class, update -> assertThat(update.reference()).isNull());
  }
}
