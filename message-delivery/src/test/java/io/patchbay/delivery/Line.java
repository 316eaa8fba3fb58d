package io.patchbay.delivery;

import io.patchbay.channel.Address;
import io.patchbay.channel.ContentType;
import io.patchbay.channel.PhoneNumber;
import io.patchbay.channel.SendOutcome;
import io.patchbay.channel.UserId;
import io.patchbay.channel.spi.ConnectionContext;
import io.patchbay.channel.spi.ProviderDescriptor;
import io.patchbay.channel.spi.Rate;
import io.patchbay.channel.spi.SendRequest;
import io.patchbay.channel.spi.Sender;
import io.patchbay.channel.spi.SmsConnection;
import io.patchbay.channel.spi.SmsProvider;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A provider that does what a test says, for each instance apart. */
final class Line implements SmsProvider {
  static final String ID = "line";

  private final Object lock = new Object();
  private final List<Sent> sent = new ArrayList<>();
  private final Map<String, Function<SendRequest, SendOutcome>> answers = new ConcurrentHashMap<>();
  volatile @Nullable Rate rate;
  volatile @Nullable Rate perRecipient;
  volatile boolean sharedSender;
  private int count;

  /** What an instance was asked to send. */
  record Sent(String instance, SendRequest request, long atNanos) {}

  @Override
  public ProviderDescriptor descriptor() {
    return new ProviderDescriptor(
        ID,
        "Line",
        URI.create("https://example.com/line"),
        List.of(),
        ContentType.standard(),
        Set.<Class<? extends Address>>of(PhoneNumber.class, UserId.class),
        Set.of(),
        255);
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
      public Sender sender(@Nullable String from) {
        String key = from != null ? from : sharedSender ? "shared" : "";
        return new Sender(key, null, rate, perRecipient, Duration.ofSeconds(5));
      }
    };
  }

  SendOutcome accept(SendRequest request) {
    synchronized (lock) {
      count++;
      return new SendOutcome.Accepted("line-" + count, request.to(), Map.of());
    }
  }

  /** From now on an instance answers so. */
  void answers(String instance, Function<SendRequest, SendOutcome> answer) {
    answers.put(instance, answer);
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
