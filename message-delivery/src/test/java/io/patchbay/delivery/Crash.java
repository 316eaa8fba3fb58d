package io.patchbay.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.InstanceId;
import io.patchbay.delivery.store.Claim;
import io.patchbay.delivery.store.ClaimRequest;
import io.patchbay.delivery.store.LaneKey;
import io.patchbay.delivery.store.NewMessage;
import io.patchbay.registry.ContentCodec;
import java.time.Duration;
import java.util.List;

/** A host that takes a message and is never heard of again. */
final class Crash {
  private Crash() {}

  static void claimAndDie(Desk desk, String id) {
    claimAndDie(desk, id, () -> {});
  }

  /** With something that happens before it takes the message. */
  static void claimAndDie(Desk desk, String id, Runnable before) {
    MessageCodec codec = new MessageCodec(ContentCodec.of(desk.patchbay.registry().catalog()));
    MessageCodec.Stored stored = codec.write(Desk.message(id));
    LaneKey lane = new LaneKey("acme", null, null, null);
    desk.store.submit(
        List.of(
            new NewMessage(
                id,
                lane,
                "p:14155550100",
                stored.body(),
                stored.fingerprint(),
                SubmitOptions.defaults())));
    long ready = desk.store.readyLanes().get(0).id();
    before.run();
    Claim claim =
        desk.store.claim(
            new ClaimRequest(
                ready,
                new InstanceId("acme", "a"),
                Line.ID,
                "line:acme/a",
                null,
                null,
                10,
                Duration.ofMillis(200),
                Duration.ofSeconds(30),
                "killed"));
    assertThat(claim.messages()).hasSize(1);
  }
}
