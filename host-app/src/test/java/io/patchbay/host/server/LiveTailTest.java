package io.patchbay.host.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.AddressChange;
import io.patchbay.channel.ChannelEvent;
import io.patchbay.channel.DeliveryStatus;
import io.patchbay.channel.EventContext;
import io.patchbay.channel.InstanceId;
import io.patchbay.channel.PhoneNumber;
import io.patchbay.channel.SendOutcome;
import io.patchbay.channel.StatusUpdate;
import io.patchbay.channel.Unrecognized;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("locale")
class LiveTailTest {
  private static String shown(ChannelEvent event) {
    StringWriter screen = new StringWriter();
    InstanceId instance = InstanceId.parse("acme/scripted").orElseThrow();
    try (LiveTail tail =
        new LiveTail(new PrintWriter(screen), false, new ServerRig.ManualClock())) {
      tail.on(event, new EventContext(instance, "acme", Optional.empty()));
    }
    return screen.toString().strip().replaceFirst("^[0-9:]+  ", "");
  }

  @Test
  void whatATerminalWouldObeyIsNotShown() {
    String reason = "kind \u202Etxt\u001B[2J\u0085\u2028\u200Fend";

    assertThat(shown(new Unrecognized("key", Instant.EPOCH, "{}", reason)))
        .isEqualTo("acme/scripted  unrecognized  kind  txt [2J   end");
  }

  @Test
  void aChangeOfAddressIsToldInWordsAndMasked() {
    assertThat(
            shown(
                new AddressChange(
                    "key",
                    Instant.EPOCH,
                    "{}",
                    List.of(new PhoneNumber("14155550132")),
                    List.of(new PhoneNumber("14155550199")))))
        .isEqualTo("acme/scripted  address changed  141******99  was 141******32");
  }

  @Test
  void theStatusOfAStubSaysThatNothingWasSent() {
    assertThat(
            shown(
                new StatusUpdate(
                    "key",
                    Instant.EPOCH,
                    "{}",
                    "id",
                    DeliveryStatus.DELIVERED,
                    "delivered",
                    null,
                    List.of(new PhoneNumber("14155550132")),
                    List.of(),
                    Map.of(SendOutcome.Accepted.NOTHING_SENT, "true"))))
        .contains("nothing-sent")
        .doesNotContain("delivered");
  }
}
