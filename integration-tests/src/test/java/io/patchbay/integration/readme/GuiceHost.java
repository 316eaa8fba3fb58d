package io.patchbay.integration.readme;

import com.google.inject.Guice;
import com.google.inject.Inject;
import com.google.inject.Injector;
import io.patchbay.Patchbay;
import io.patchbay.channel.SendResult;
import io.patchbay.channel.SmsChannel;
import io.patchbay.channel.SmsMessage;
import io.patchbay.guice.PatchbayModule;
import java.nio.file.Path;

final class GuiceHost {
  private final SmsChannel channel;

  @Inject
  GuiceHost(SmsChannel channel) {
    this.channel = channel;
  }

  SendResult remind(String phone) {
    return channel.send("acme", SmsMessage.to(phone).text("See you at ten").build());
  }

  static Injector start(Path configuration) {
    return Guice.createInjector(
        new PatchbayModule(() -> Patchbay.builder().configuration(configuration)));
  }
}
