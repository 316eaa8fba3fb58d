package com.example.small;

import io.patchbay.channel.ContentType;
import io.patchbay.channel.PhoneNumber;
import io.patchbay.channel.spi.ConnectionContext;
import io.patchbay.channel.spi.ProviderDescriptor;
import io.patchbay.channel.spi.Setting;
import io.patchbay.channel.spi.SmsConnection;
import io.patchbay.channel.spi.SmsProvider;
import java.net.URI;

/** Sends texts through Pigeon Post, an SMS service that takes forms and answers in plain text. */
public final class PigeonProvider implements SmsProvider {
  @Override
  public ProviderDescriptor descriptor() {
    return ProviderDescriptor.of("pigeon", "Pigeon Post", URI.create("https://example.com/pigeon"))
        .settings(
            Setting.url("baseUrl").label("Address").defaultValue("https://api.example.com/"),
            Setting.secret("key").label("API key").help("On your account page.").required(),
            Setting.text("from").label("Sender").required().example("+15005550006"))
        .contents(ContentType.TEXT)
        .recipient(PhoneNumber.class)
        .build();
  }

  @Override
  public SmsConnection connect(ConnectionContext context) {
    return new PigeonConnection(context.settings());
  }
}
