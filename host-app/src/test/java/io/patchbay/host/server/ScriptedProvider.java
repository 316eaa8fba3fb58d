package io.patchbay.host.server;

import io.patchbay.channel.ContentType;
import io.patchbay.channel.DeliveryStatus;
import io.patchbay.channel.GroupId;
import io.patchbay.channel.PhoneNumber;
import io.patchbay.channel.SendOutcome;
import io.patchbay.channel.ShortCode;
import io.patchbay.channel.StatusUpdate;
import io.patchbay.channel.UserId;
import io.patchbay.channel.WebhookRequest;
import io.patchbay.channel.spi.ConnectionContext;
import io.patchbay.channel.spi.ProviderDescriptor;
import io.patchbay.channel.spi.SendRequest;
import io.patchbay.channel.spi.SmsConnection;
import io.patchbay.channel.spi.SmsProvider;
import io.patchbay.channel.spi.WebhookReceiver;
import io.patchbay.channel.spi.WebhookResult;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * A provider whose answers the test gives, and which writes down what arrives. The body of a
 * webhook is a provider's message id and a status, or anything else.
 */
final class ScriptedProvider implements SmsProvider {
  final List<WebhookRequest> webhooks = new CopyOnWriteArrayList<>();
  final AtomicInteger sends = new AtomicInteger();
  volatile Function<SendRequest, SendOutcome> answer = request -> accepted("wire-1");

  static SendOutcome accepted(String id) {
    return new SendOutcome.Accepted(id, List.of(), Map.of());
  }

  @Override
  public ProviderDescriptor descriptor() {
    return ProviderDescriptor.of("scripted", "Scripted", URI.create("https://example.com/"))
        .contents(ContentType.TEXT, ContentType.TEMPLATE)
        .recipient(PhoneNumber.class)
        .recipient(UserId.class)
        .recipient(GroupId.class)
        .recipient(ShortCode.class)
        .capability(WebhookReceiver.class)
        .build();
  }

  @Override
  public SmsConnection connect(ConnectionContext context) {
    return new Connection();
  }

  private final class Connection implements SmsConnection, WebhookReceiver {
    @Override
    public SendOutcome send(SendRequest request) {
      sends.incrementAndGet();
      return answer.apply(request);
    }

    @Override
    public <C> Optional<C> capability(Class<C> type) {
      return type == WebhookReceiver.class ? Optional.of(type.cast(this)) : Optional.empty();
    }

    @Override
    public WebhookResult receive(WebhookRequest request) {
      webhooks.add(request);
      String[] words = request.bodyText().split(" ", -1);
      if (words.length != 2) {
        return WebhookResult.accepted(List.of());
      }
      return WebhookResult.accepted(
          List.of(
              new StatusUpdate(
                  request.bodyText(),
                  Instant.EPOCH,
                  "",
                  words[0],
                  DeliveryStatus.valueOf(words[1]),
                  words[1],
                  null,
                  List.of(),
                  List.of(),
                  Map.of())));
    }
  }
}
