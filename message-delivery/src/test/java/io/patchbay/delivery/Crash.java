package io.patchbay.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.InstanceId;
import io.patchbay.content.ContentCodec;
import io.patchbay.delivery.internal.Claim;
import io.patchbay.delivery.internal.ClaimRequest;
import io.patchbay.delivery.internal.LaneKey;
import io.patchbay.delivery.internal.NewMessage;
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
    desk.store.submit(List.of(row(desk, id)));
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

  /** A message as it is kept. */
  static NewMessage row(Desk desk, String id) {
    return row(desk, "acme", id);
  }

  static NewMessage row(Desk desk, String workspace, String id) {
    MessageCodec codec =
        new MessageCodec(ContentCodec.of(desk.patchbay.registry().catalog().contents()));
    MessageCodec.Stored stored = codec.write(Desk.message(id));
    return new NewMessage(
        id,
        new LaneKey(workspace, null, null, null),
        "p:14155550100",
        stored.body(),
        stored.fingerprint(),
        SubmitOptions.defaults());
  }
}
