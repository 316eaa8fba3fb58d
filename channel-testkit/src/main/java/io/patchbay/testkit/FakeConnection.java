package io.patchbay.testkit;

import io.patchbay.channel.Content;
import io.patchbay.channel.InstanceId;
import io.patchbay.channel.SendOutcome;
import io.patchbay.channel.Template;
import io.patchbay.channel.WebhookRequest;
import io.patchbay.channel.spi.Addressee;
import io.patchbay.channel.spi.ConnectionContext;
import io.patchbay.channel.spi.ConversationRules;
import io.patchbay.channel.spi.HealthCheck;
import io.patchbay.channel.spi.HealthReport;
import io.patchbay.channel.spi.MarketingRules;
import io.patchbay.channel.spi.SendRequest;
import io.patchbay.channel.spi.Sender;
import io.patchbay.channel.spi.Settings;
import io.patchbay.channel.spi.SmsConnection;
import io.patchbay.channel.spi.WebhookReceiver;
import io.patchbay.channel.spi.WebhookResult;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A connection of a {@link FakeProvider}, which counts what is done to it. Thread-safe. */
public final class FakeConnection
    implements SmsConnection, WebhookReceiver, HealthCheck, ConversationRules, MarketingRules {
  private final FakeProvider provider;
  private final ConnectionContext context;
  private final List<SendRequest> requests = new CopyOnWriteArrayList<>();
  private final AtomicInteger marketingQuestions = new AtomicInteger();
  private final AtomicInteger sends = new AtomicInteger();
  private final AtomicInteger closes = new AtomicInteger();
  private final AtomicInteger sendsAfterClose = new AtomicInteger();
  private volatile boolean remembers = true;
  private volatile boolean receives = true;
  private volatile String senderKey = "";
  private volatile List<Addressee> addressees = List.of();
  private volatile Runnable whenNamingSenders = () -> {};
  private volatile Runnable whenClosing = () -> {};
  private volatile Supplier<HealthReport> health = () -> new HealthReport(List.of());
  private volatile Function<WebhookRequest, WebhookResult> webhooks =
      request -> WebhookResult.accepted(List.of());

  FakeConnection(FakeProvider provider, ConnectionContext context) {
    this.provider = provider;
    this.context = context;
  }

  public InstanceId id() {
    return context.instance();
  }

  public Settings settings() {
    return context.settings();
  }

  public List<SendRequest> requests() {
    return List.copyOf(requests);
  }

  public int sends() {
    return sends.get();
  }

  public int closes() {
    return closes.get();
  }

  public int sendsAfterClose() {
    return sendsAfterClose.get();
  }

  /** For tests that send too much to remember it all. */
  public void forgetRequests() {
    remembers = false;
  }

  public void receivesNothing() {
    receives = false;
  }

  public void whenClosing(Runnable action) {
    this.whenClosing = action;
  }

  public void health(Supplier<HealthReport> answer) {
    this.health = answer;
  }

  public void webhooks(Function<WebhookRequest, WebhookResult> answer) {
    this.webhooks = answer;
  }

  @Override
  public SendOutcome send(SendRequest request) {
    if (closes.get() > 0) {
      sendsAfterClose.incrementAndGet();
    }
    sends.incrementAndGet();
    if (remembers) {
      requests.add(request);
    }
    return provider.answerOf(this, request);
  }

  @Override
  public <C> Optional<C> capability(Class<C> type) {
    return type.isInstance(this) && (receives || type != WebhookReceiver.class)
        ? Optional.of(type.cast(this))
        : Optional.empty();
  }

  public void senderKey(String key) {
    this.senderKey = key;
  }

  @Override
  public Sender sender(@Nullable String from) {
    return new Sender(senderKey, null, null, null, Duration.ofMinutes(1));
  }

  /** Declared by tests of it only: see {@link FakeProvider#describe}. */
  @Override
  public Duration window() {
    return Duration.ofHours(24);
  }

  @Override
  public boolean needsWindow(Content content) {
    return !(content instanceof Template);
  }

  /** A template that is called so. */
  @Override
  public boolean isMarketing(Content content) {
    marketingQuestions.incrementAndGet();
    return content instanceof Template template && template.name().equals("offer");
  }

  public int marketingQuestions() {
    return marketingQuestions.get();
  }

  public void addressees(Addressee... own) {
    this.addressees = List.of(own);
  }

  public void whenNamingSenders(Runnable action) {
    this.whenNamingSenders = action;
  }

  @Override
  public List<Addressee> addressees() {
    whenNamingSenders.run();
    return addressees;
  }

  @Override
  public WebhookResult receive(WebhookRequest request) {
    return webhooks.apply(request);
  }

  @Override
  public HealthReport check() {
    return health.get();
  }

  @Override
  public void close() {
    closes.incrementAndGet();
    whenClosing.run();
  }
}
