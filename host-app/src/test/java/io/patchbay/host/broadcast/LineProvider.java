package io.patchbay.host.broadcast;

import io.patchbay.channel.ContentType;
import io.patchbay.channel.PhoneNumber;
import io.patchbay.channel.SendOutcome;
import io.patchbay.channel.spi.ConnectionContext;
import io.patchbay.channel.spi.ProviderDescriptor;
import io.patchbay.channel.spi.SendRequest;
import io.patchbay.channel.spi.SmsConnection;
import io.patchbay.channel.spi.SmsProvider;
import java.net.URI;
import java.util.function.Function;

/** A provider whose every answer the test gives. */
final class LineProvider implements SmsProvider {
  private final Function<SendRequest, SendOutcome> answer;

  LineProvider(Function<SendRequest, SendOutcome> answer) {
    this.answer = answer;
  }

  @Override
  public ProviderDescriptor descriptor() {
    return ProviderDescriptor.of("line", "Line", URI.create("https://example.com/"))
        .contents(ContentType.TEXT)
        .recipient(PhoneNumber.class)
        .build();
  }

  @Override
  public SmsConnection connect(ConnectionContext context) {
    return answer::apply;
  }
}
