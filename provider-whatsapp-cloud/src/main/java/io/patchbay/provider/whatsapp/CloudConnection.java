package io.patchbay.provider.whatsapp;

import io.patchbay.channel.Category;
import io.patchbay.channel.Retry;
import io.patchbay.channel.SendError;
import io.patchbay.channel.SendOutcome;
import io.patchbay.channel.spi.ConnectionContext;
import io.patchbay.channel.spi.Rate;
import io.patchbay.channel.spi.SendRequest;
import io.patchbay.channel.spi.Sender;
import io.patchbay.channel.spi.SmsConnection;
import io.patchbay.provider.whatsapp.internal.account.CloudAccount;
import io.patchbay.provider.whatsapp.internal.account.MarketingContents;
import io.patchbay.provider.whatsapp.internal.account.TemplateCheck;
import io.patchbay.provider.whatsapp.internal.graph.Classifier;
import io.patchbay.provider.whatsapp.internal.graph.CloudSettings;
import io.patchbay.provider.whatsapp.internal.graph.GraphClient;
import io.patchbay.provider.whatsapp.internal.graph.GraphRemedies;
import io.patchbay.provider.whatsapp.internal.graph.TokenRedaction;
import io.patchbay.provider.whatsapp.internal.send.CloudReadReceipts;
import io.patchbay.provider.whatsapp.internal.send.CustomerServiceWindow;
import io.patchbay.provider.whatsapp.internal.send.GraphAnswerReader;
import io.patchbay.provider.whatsapp.internal.send.MessageSender;
import io.patchbay.provider.whatsapp.internal.send.OutboundContent;
import io.patchbay.provider.whatsapp.internal.send.SendLog;
import io.patchbay.provider.whatsapp.internal.send.TemplateContents;
import io.patchbay.provider.whatsapp.internal.webhook.GraphWebhooks;
import io.patchbay.provider.whatsapp.internal.webhook.PayloadReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One phone number of one WhatsApp account. Thread-safe.
 *
 * <p>A send that is running when the connection is closed runs on to its own end, which its
 * time-out bounds.
 */
final class CloudConnection implements SmsConnection {
  private static final Rate DEFAULT_THROUGHPUT = Rate.perSecond(80);
  private static final Rate PAIR_LIMIT = new Rate(1, Duration.ofSeconds(6), 45);

  private final CloudSettings settings;
  private final GraphClient client;
  private final MessageSender messages;
  private final SendLog log;
  private final Sender sender;
  private final CloudAccount account;
  private final List<Object> capabilities;
  private volatile boolean closed;

  CloudConnection(ConnectionContext context, CloudSettings settings, GraphClient client) {
    TokenRedaction redaction = new TokenRedaction(settings);
    Classifier classifier = new Classifier(redaction);
    this.settings = settings;
    this.client = client;
    this.log = new SendLog(context);
    this.sender =
        new Sender(
            settings.phoneNumberId(),
            settings.limitedAccount(),
            DEFAULT_THROUGHPUT,
            PAIR_LIMIT,
            settings.longestSend());
    this.account = new CloudAccount(context, settings, client, classifier, redaction, sender);
    this.messages =
        new MessageSender(
            settings,
            client,
            new GraphAnswerReader(classifier, context.clock()),
            account.uploads());
    this.capabilities = new ArrayList<>(account.capabilities());
    capabilities.add(
        new GraphWebhooks(
            settings, new PayloadReader(context.clock(), classifier, settings.phoneNumberId())));
    capabilities.add(new CloudReadReceipts(messages));
    capabilities.add(new CustomerServiceWindow());
    capabilities.add(new MarketingContents(account.templates()));
  }

  @Override
  public SendOutcome send(SendRequest request) {
    long start = System.nanoTime();
    SendOutcome outcome;
    try {
      outcome = sendOrRefuse(request);
    } catch (RuntimeException e) {
      // What is thrown once the request may have gone out does not come this far.
      outcome = messages.defect(e);
    }
    if (closed) {
      client.closeIdle();
    }
    log.finished(request, outcome, Duration.ofNanos(System.nanoTime() - start));
    return outcome;
  }

  private SendOutcome sendOrRefuse(SendRequest request) {
    if (closed) {
      return new SendOutcome.Rejected(
          SendError.of(Category.UNAVAILABLE, "The connection has been closed")
              .retry(Retry.BACKOFF)
              .remedy("Send again: the message was not sent, and a new connection may be open.")
              .build());
    }
    Optional<SendError> refusal = refusal(request);
    if (refusal.isPresent()) {
      return new SendOutcome.Rejected(refusal.get());
    }
    OutboundContent payload = Objects.requireNonNull(OutboundContent.of(request.content()));
    TemplateCheck templates = account.templates();
    return templates == null || !TemplateContents.KINDS.contains(payload.kind())
        ? messages.send(request, payload)
        : templates.send(request, payload, messages);
  }

  @Override
  public Optional<SendError> refusal(SendRequest request) {
    if (request.from() != null && !request.from().equals(settings.phoneNumberId())) {
      return Optional.of(
          SendError.of(
                  Category.SENDER,
                  "'"
                      + request.from()
                      + "' is not this connection's sender; its phone number id is "
                      + settings.phoneNumberId())
              .remedy(GraphRemedies.OWN_SENDER)
              .build());
    }
    OutboundContent payload = OutboundContent.of(request.content());
    if (payload == null) {
      return Optional.of(
          SendError.of(
                  Category.UNSUPPORTED,
                  "The WhatsApp Cloud provider carries no contents of the kind "
                      + request.content().getClass().getSimpleName())
              .build());
    }
    return Optional.ofNullable(payload.refusal(request.to()));
  }

  @Override
  public Sender sender(@Nullable String from) {
    return sender;
  }

  @Override
  public <C> Optional<C> capability(Class<C> type) {
    return capabilities.stream().filter(type::isInstance).map(type::cast).findFirst();
  }

  @Override
  public void close() {
    closed = true;
    client.close();
  }
}
