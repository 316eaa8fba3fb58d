package io.patchbay.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.delivery.internal.NewMessage;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stored message that cannot be read is never unknown: nothing was sent. */
final class UnreadableRowTest {
  @TempDir Path directory;

  private String reasonOf(String contents, DeliveryState state) {
    try (Desk desk = new Desk(directory, Desk.ONE_LINE)) {
      NewMessage good = Crash.row(desk, "m1");
      String body = good.body().replaceFirst("\\[.*]", contents);
      desk.store.submit(
          List.of(
              new NewMessage(
                  "m1", good.lane(), good.recipient(), body, good.fingerprint(), good.options())));
      desk.start();
      desk.awaitState("m1", state);
      assertThat(desk.record("m1").story()).noneMatch(line -> line.what().contains("unknown"));
      return String.valueOf(desk.record("m1").reason());
    }
  }

  @Test
  void aContentOfAMissingProviderIsParked() {
    assertThat(reasonOf("[{\"gone:x\":{}}]", DeliveryState.PARKED))
        .startsWith(
            "its stored form cannot be read: contents[0].gone:x is no kind of content that a"
                + " provider here carries");
  }

  @Test
  void anyOtherFaultFailsItWithEveryProblem() {
    assertThat(reasonOf("[{\"text\":{\"body\":5,\"previewUrl\":\"yes\"}}]", DeliveryState.FAILED))
        .isEqualTo(
            "its stored form cannot be read: contents[0].text.body is a number and not a text:"
                + " write it in quotes; contents[0].text.previewUrl is a text and not a truth"
                + " value: true or false, without quotes");
  }
}
