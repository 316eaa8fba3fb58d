package io.patchbay.testkit;

import io.patchbay.channel.Address;
import io.patchbay.channel.Category;
import io.patchbay.channel.ContentType;
import io.patchbay.channel.GroupId;
import io.patchbay.channel.PhoneNumber;
import io.patchbay.channel.SendError;
import io.patchbay.channel.SendOutcome;
import io.patchbay.channel.UserId;
import io.patchbay.channel.spi.ConnectionContext;
import io.patchbay.channel.spi.ProviderDescriptor;
import io.patchbay.channel.spi.SendRequest;
import io.patchbay.channel.spi.SmsConnection;
import io.patchbay.channel.spi.SmsProvider;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/**
 * A provider for the tests of hosts: it carries every standard content, remembers what it was given
 * and answers what the test has scripted. Without a script it accepts everything.
 *
 * <pre>{@code
 * RecordingProvider provider = new RecordingProvider();
 * provider.then(RecordingProvider.rejected(Category.WINDOW_CLOSED));
 * try (Patchbay patchbay = Patchbay.builder()
 *     .catalog(ProviderCatalog.of(provider))
 *     .configuration(RecordingProvider.CONFIGURATION, Path.of(""))
 *     .build()) { … }
 * }</pre>
 *
 * <p>Thread-safe. Scripted answers are used up in the order in which sends arrive.
 */
public final class RecordingProvider implements SmsProvider {
  /** The id with which configurations name it. */
  public static final String ID = "recording";

  /** A configuration with one workspace, {@code acme}, that sends through it. */
  public static final String CONFIGURATION =
      """
      {"workspaces": {"acme": {"sms": {
          "defaultProvider": "recording", "defaultRegion": "US",
          "providers": {"recording": {}}}}}}
      """;

  private static final ProviderDescriptor DESCRIPTOR =
      new ProviderDescriptor(
          ID,
          "Recording provider (sends nothing)",
          URI.create("https://example.com/recording-provider"),
          List.of(),
          ContentType.standard(),
          Set.<Class<? extends Address>>of(PhoneNumber.class, UserId.class, GroupId.class),
          Set.of(),
          255);

  private final Object lock = new Object();
  private final List<SendRequest> requests = new ArrayList<>();
  private final Deque<Function<SendRequest, SendOutcome>> script = new ArrayDeque<>();
  private int taken;
  private int opened;
  private int closed;

  /** A provider without a script. */
  public RecordingProvider() {}

  @Override
  public ProviderDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public SmsConnection connect(ConnectionContext context) {
    synchronized (lock) {
      opened++;
    }
    return new Connection();
  }

  /** The next send that has no answer yet gets this one. */
  public RecordingProvider then(SendOutcome outcome) {
    return then(request -> outcome);
  }

  /** The next send that has no answer yet is answered by this; what it throws is thrown. */
  public RecordingProvider then(Function<SendRequest, SendOutcome> answer) {
    synchronized (lock) {
      script.add(answer);
    }
    return this;
  }

  /** The next send that has no answer yet takes this long and is then accepted. */
  public RecordingProvider thenAfter(Duration delay) {
    return then(
        request -> {
          LockSupport.parkNanos(delay.toNanos());
          return accept(request);
        });
  }

  /** Everything that was sent, in order. */
  public List<SendRequest> requests() {
    synchronized (lock) {
      return List.copyOf(requests);
    }
  }

  /** How many connections were opened and not closed yet. */
  public int openConnections() {
    synchronized (lock) {
      return opened - closed;
    }
  }

  /** A proven refusal. */
  public static SendOutcome rejected(Category category) {
    return new SendOutcome.Rejected(SendError.of(category, "Scripted refusal").build());
  }

  /** An outcome that nobody knows. */
  public static SendOutcome unknown() {
    return new SendOutcome.Unknown(
        SendError.of(Category.UNKNOWN_SERVER, "Scripted uncertainty").build());
  }

  private SendOutcome accept(SendRequest request) {
    synchronized (lock) {
      taken++;
      return new SendOutcome.Accepted("recording-" + taken, List.of(request.to()), Map.of());
    }
  }

  private SendOutcome take(SendRequest request) {
    Function<SendRequest, SendOutcome> answer;
    synchronized (lock) {
      requests.add(request);
      answer = script.isEmpty() ? this::accept : script.remove();
    }
    return answer.apply(request);
  }

  private final class Connection implements SmsConnection {
    private boolean ended;

    @Override
    public SendOutcome send(SendRequest request) {
      synchronized (lock) {
        if (ended) {
          return rejected(Category.UNAVAILABLE);
        }
      }
      return take(request);
    }

    @Override
    public void close() {
      synchronized (lock) {
        if (!ended) {
          ended = true;
          closed++;
        }
      }
    }
  }
}
