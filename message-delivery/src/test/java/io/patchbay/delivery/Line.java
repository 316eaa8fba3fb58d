package io.patchbay.delivery;

import io.patchbay.channel.Address;
import io.patchbay.channel.Category;
import io.patchbay.channel.ContentType;
import io.patchbay.channel.PhoneNumber;
import io.patchbay.channel.SendError;
import io.patchbay.channel.SendOutcome;
import io.patchbay.channel.StatusUpdate;
import io.patchbay.channel.UserId;
import io.patchbay.channel.spi.ConnectionContext;
import io.patchbay.channel.spi.HealthCheck;
import io.patchbay.channel.spi.HealthReport;
import io.patchbay.channel.spi.ProviderDescriptor;
import io.patchbay.channel.spi.Rate;
import io.patchbay.channel.spi.SendRequest;
import io.patchbay.channel.spi.Sender;
import io.patchbay.channel.spi.SenderLookup;
import io.patchbay.channel.spi.Setting;
import io.patchbay.channel.spi.SmsConnection;
import io.patchbay.channel.spi.SmsProvider;
import io.patchbay.channel.spi.StatusLookup;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A provider that does what a test says, for each instance apart. */
final class Line implements SmsProvider {
  static final String ID = "line";

  private final Object lock = new Object();
  private final List<Sent> sent = new ArrayList<>();
  private final Map<String, Function<SendRequest, SendOutcome>> answers = new ConcurrentHashMap<>();
  final Map<String, List<StatusUpdate>> histories = new ConcurrentHashMap<>();
  final AtomicInteger lookUps = new AtomicInteger();
  final AtomicInteger senderLookUps = new AtomicInteger();
  final Map<String, CountDownLatch> historyHangs = new ConcurrentHashMap<>();
  final Map<String, CountDownLatch> healthHangs = new ConcurrentHashMap<>();
  final Set<String> ill = ConcurrentHashMap.newKeySet();
  volatile @Nullable Rate account;
  volatile @Nullable String portfolio;
  volatile @Nullable Rate rate;
  volatile @Nullable Rate perRecipient;
  volatile @Nullable Long dailyRecipients;
  volatile boolean unreachable;
  volatile boolean senderUnreachable;
  volatile boolean sharedSender;
  volatile boolean sendsNothing;
  private final Set<Class<?>> capabilities;
  private int count;

  /** One that can be asked for everything. */
  Line() {
    this(Set.of(SenderLookup.class, StatusLookup.class, HealthCheck.class));
  }

  /** One that can be asked for this alone. */
  Line(Set<Class<?>> capabilities) {
    this.capabilities = capabilities;
  }

  /** What an instance was asked to send. */
  record Sent(String instance, SendRequest request, long atNanos) {}

  @Override
  public ProviderDescriptor descriptor() {
    return new ProviderDescriptor(
        ID,
        "Line",
        URI.create("https://example.com/line"),
        List.of(Setting.text("note").build()),
        ContentType.standard(),
        Set.<Class<? extends Address>>of(PhoneNumber.class, UserId.class),
        capabilities,
        255,
        sendsNothing);
  }

  @Override
  public SmsConnection connect(ConnectionContext context) {
    String name = context.instance().name();
    return new SmsConnection() {
      @Override
      public SendOutcome send(SendRequest request) {
        Function<SendRequest, SendOutcome> answer;
        synchronized (lock) {
          sent.add(new Sent(name, request, System.nanoTime()));
          answer = answers.getOrDefault(name, Line.this::accept);
        }
        return answer.apply(request);
      }

      @Override
      public Optional<SendError> refusal(SendRequest request) {
        return "stranger".equals(request.from())
            ? Optional.of(SendError.of(Category.SENDER, "Not one of its senders").build())
            : Optional.empty();
      }

      @Override
      public <C> Optional<C> capability(Class<C> type) {
        SenderLookup senders =
            from -> {
              senderLookUps.incrementAndGet();
              if (senderUnreachable) {
                throw new IllegalStateException("No way to it");
              }
              return Line.this.sender(from, account);
            };
        StatusLookup statuses =
            id -> {
              lookUps.incrementAndGet();
              awaitOpen(historyHangs.get(name));
              if (unreachable) {
                throw new IllegalStateException("No way to it");
              }
              return histories.getOrDefault(id, List.of());
            };
        HealthCheck health =
            () -> {
              awaitOpen(healthHangs.get(name));
              return new HealthReport(List.of(item(name)));
            };
        return Stream.of(senders, statuses, health)
            .filter(type::isInstance)
            .map(type::cast)
            .findFirst();
      }

      @Override
      public Sender sender(@Nullable String from) {
        return Line.this.sender(from, rate);
      }
    };
  }

  private Sender sender(@Nullable String from, @Nullable Rate rate) {
    String key = from != null ? from : sharedSender ? "shared" : "";
    return new Sender(key, portfolio, rate, perRecipient, Duration.ofSeconds(5), dailyRecipients);
  }

  private HealthReport.Item item(String instance) {
    return new HealthReport.Item(
        "token",
        ill.contains(instance) ? HealthReport.State.FAILED : HealthReport.State.OK,
        "as the test says",
        "");
  }

  SendOutcome accept(SendRequest request) {
    synchronized (lock) {
      count++;
      return new SendOutcome.Accepted("line-" + count, List.of(request.to()), Map.of());
    }
  }

  /** From now on an instance answers so. */
  void answers(String instance, Function<SendRequest, SendOutcome> answer) {
    answers.put(instance, answer);
  }

  /** From now on an instance answers so, once the latch is open. */
  void answersAfter(
      String instance, CountDownLatch latch, Function<SendRequest, SendOutcome> answer) {
    answers(
        instance,
        request -> {
          awaitOpen(latch);
          return answer.apply(request);
        });
  }

  private static void awaitOpen(@Nullable CountDownLatch latch) {
    try {
      if (latch != null) {
        latch.await();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** From now on an instance accepts everything. */
  void accepts(String instance) {
    answers.remove(instance);
  }

  List<Sent> sent() {
    synchronized (lock) {
      return List.copyOf(sent);
    }
  }

  List<String> references() {
    return sent().stream().map(one -> one.request().reference()).toList();
  }
}
