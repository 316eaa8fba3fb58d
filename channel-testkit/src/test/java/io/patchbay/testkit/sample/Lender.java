package io.patchbay.testkit.sample;

import io.patchbay.channel.ContentType;
import io.patchbay.channel.PhoneNumber;
import io.patchbay.channel.spi.ConnectionContext;
import io.patchbay.channel.spi.ProviderDescriptor;
import io.patchbay.channel.spi.SmsConnection;
import io.patchbay.channel.spi.SmsProvider;
import java.net.URI;

/** A provider whose id another one uses too. */
public final class Lender implements SmsProvider {
  @Override
  public ProviderDescriptor descriptor() {
    return ProviderDescriptor.of("lender", "Lender", URI.create("https://example.com/"))
        .contents(ContentType.TEXT)
        .recipient(PhoneNumber.class)
        .build();
  }

  @Override
  public SmsConnection connect(ConnectionContext context) {
    throw new UnsupportedOperationException("nobody opens it");
  }
}
