package io.patchbay.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.MessageRef;
import io.patchbay.delivery.store.MessageRecord;
import java.util.ArrayList;
import java.util.List;

/** Compares what a line was asked to send with what was handed over. */
final class Reckoning {
  private Reckoning() {}

  /** How often the line was asked to send a message. */
  static List<Integer> attempts(Desk desk, String id) {
    List<Integer> attempts = new ArrayList<>();
    for (String reference : desk.line.references()) {
      MessageRef ref = MessageRef.parse(reference).orElseThrow();
      if (ref.id().value().equals(id)) {
        attempts.add(ref.attempt());
      }
    }
    return attempts;
  }

  /** Every message has arrived, and twice only those of which nobody could tell. */
  static void nothingLostOrDoubled(Desk desk, List<String> ids) {
    for (String id : ids) {
      MessageRecord message = desk.record(id);
      List<Integer> attempts = attempts(desk, id);
      assertThat(message.state()).as(id + ": " + message.story()).isEqualTo(DeliveryState.ACCEPTED);
      assertThat(attempts).as(id).isNotEmpty().doesNotHaveDuplicates();
      if (attempts.size() > 1) {
        assertThat(message.story())
            .as("%s was sent %s times", id, attempts.size())
            .anyMatch(line -> line.what().equals("UNKNOWN"));
      }
    }
  }

  /** Every message was sent once. */
  static void eachOnce(Desk desk, List<String> ids) {
    nothingLostOrDoubled(desk, ids);
    assertThat(desk.line.references()).hasSize(ids.size());
  }
}
