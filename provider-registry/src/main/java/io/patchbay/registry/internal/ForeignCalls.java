package io.patchbay.registry.internal;

import io.patchbay.channel.Category;
import io.patchbay.channel.InstanceId;
import io.patchbay.channel.Retry;
import io.patchbay.channel.SendError;
import io.patchbay.channel.spi.ProviderException;
import io.patchbay.registry.config.ConfigurationProblem;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls of providers' modules that may hang, each on a daemon thread of its own: the caller waits
 * for a limited time, and what hangs is reported until it ends. Thread-safe.
 */
public final class ForeignCalls {
  private static final Logger LOG = LoggerFactory.getLogger(ForeignCalls.class);
  private static final long IDLE_SECONDS = 10;

  /** How many calls of one kind may hang on one instance; further ones fail immediately. */
  private static final int MOST_HANGING = 16;

  /** The same for the settings of one provider, for which a whole configuration waits. */
  private static final int MOST_HANGING_CHECKS = 3;

  public static final String REMEDY =
      "Look for what it waits for, such as name resolution or the network; restart the process to"
          + " end it, and report it to the provider's author.";

  private final Set<Call> hanging = ConcurrentHashMap.newKeySet();
  private final Duration longest;
  private final Executor threads;

  public ForeignCalls() {
    this(Kind.HEALTH.limit);
  }

  /** Calls of which none is waited for longer than this. */
  public ForeignCalls(Duration longest) {
    this.longest = longest;
    AtomicInteger count = new AtomicInteger();
    threads =
        new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            work -> {
              Thread thread = new Thread(work, "patchbay-provider-" + count.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  /** The instance whose module is called, for messages about a call that hangs. */
  public interface Callee {
    /** The configured instance. */
    InstanceId id();

    /** The id of its provider. */
    String providerId();
  }

  /** What is asked of a module. */
  public enum Kind {
    SETTINGS("checking settings", Duration.ofSeconds(10)),
    CLOSE("closing its connection", Duration.ofSeconds(5)),
    HEALTH("checking its health", Duration.ofMinutes(2)),
    LOOKUP("answering a lookup", Duration.ofMinutes(1)),
    WEBHOOK("reading a webhook", Duration.ofSeconds(20));

    private final String doing;
    private final Duration limit;

    Kind(String doing, Duration limit) {
      this.doing = doing;
      this.limit = limit;
    }
  }

  /** One call under way; two are never equal. */
  private static final class Call {
    private final InstanceId instance;
    private final String provider;
    private final Kind kind;
    private final long startedAt = System.nanoTime();
    private volatile boolean ended;

    Call(InstanceId instance, String provider, Kind kind) {
      this.instance = instance;
      this.provider = provider;
      this.kind = kind;
    }

    boolean isLike(Call other) {
      return kind == other.kind
          && (kind == Kind.SETTINGS
              ? provider.equals(other.provider)
              : instance.equals(other.instance));
    }

    int most() {
      return kind == Kind.SETTINGS ? MOST_HANGING_CHECKS : MOST_HANGING;
    }

    String state() {
      return "provider '"
          + provider
          + "' has been "
          + kind.doing
          + " for "
          + Duration.ofNanos(System.nanoTime() - startedAt).toSeconds()
          + " s";
    }
  }

  /** The time to wait for a call that usually is waited for so long. */
  public Duration limited(Duration usual) {
    return usual.compareTo(longest) < 0 ? usual : longest;
  }

  /** The threads, for a call whose end its caller looks after. */
  public Executor threads() {
    return threads;
  }

  /**
   * Makes a call and waits for its end.
   *
   * @return what it returns
   * @throws ProviderException when it does not end within the limit of its kind, or the caller is
   *     interrupted
   * @throws ExecutionException with what the module threw
   */
  public <T extends @Nullable Object> T call(Callee callee, Kind kind, Callable<T> work)
      throws ExecutionException {
    InstanceId instance = callee.id();
    Call call = new Call(instance, callee.providerId(), kind);
    if (hanging.stream().filter(call::isLike).count() >= call.most()) {
      throw failed(
          instance + ": provider '" + call.provider + "' hangs while " + kind.doing + " already");
    }
    FutureTask<T> task = new FutureTask<>(() -> run(call, work));
    threads.execute(task);
    try {
      return task.get(limited(kind.limit).toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      report(call);
      task.cancel(kind != Kind.CLOSE);
      throw failed(instance + ": " + call.state() + "; it is not waited for any longer");
    } catch (InterruptedException e) {
      abandon(call);
      task.cancel(kind != Kind.CLOSE);
      Thread.currentThread().interrupt();
      throw failed(instance + ": interrupted while its provider was " + kind.doing);
    }
  }

  private <T extends @Nullable Object> T run(Call call, Callable<T> work) throws Exception {
    try {
      return work.call();
    } finally {
      call.ended = true;
      if (hanging.remove(call)) {
        LOG.info("{}: {} and has ended now", call.instance, call.state());
      }
    }
  }

  /** From now on it counts as hanging, until it ends. */
  private void abandon(Call call) {
    hanging.add(call);
    if (call.ended) {
      hanging.remove(call);
    }
  }

  private void report(Call call) {
    abandon(call);
    LOG.warn("{}: {} and hangs; it is left behind. {}", call.instance, call.state(), REMEDY);
  }

  private static ProviderException failed(String message) {
    return new ProviderException(
        SendError.of(Category.UNAVAILABLE, message).retry(Retry.BACKOFF).remedy(REMEDY).build());
  }

  /** What hangs at this moment. */
  public List<ConfigurationProblem> problems() {
    return hanging.stream()
        .map(
            call ->
                ConfigurationProblem.warning(
                    call.instance.workspace(),
                    "workspaces."
                        + call.instance.workspace()
                        + ".sms.providers."
                        + call.instance.name(),
                    null,
                    call.state() + " and hangs",
                    REMEDY))
        .toList();
  }
}
