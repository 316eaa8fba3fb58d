package io.patchbay.integration.readme;

import io.patchbay.Patchbay;
import io.patchbay.channel.SmsMessage;
import java.nio.file.Path;

final class PlainHost {
  static String greet(Path configuration) {
    try (Patchbay patchbay = Patchbay.builder().configuration(configuration).build()) {
      SmsMessage hello = SmsMessage.to("+1 415 555 1234").text("Hello").build();
      return patchbay
          .channel()
          .send("acme", hello)
          .outcome()
          .match(
              accepted -> "accepted as " + accepted.providerMessageId(),
              rejected -> "not sent: " + rejected.cause().describe(),
              unknown -> "may have been sent: " + unknown.cause().describe());
    }
  }
}
