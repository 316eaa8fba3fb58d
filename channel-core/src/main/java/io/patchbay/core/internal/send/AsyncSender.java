package io.patchbay.core.internal.send;

import io.patchbay.channel.Attempt;
import io.patchbay.channel.Category;
import io.patchbay.channel.MessageRef;
import io.patchbay.channel.Retry;
import io.patchbay.channel.SendError;
import io.patchbay.channel.SendOutcome;
import io.patchbay.channel.SendResult;
import io.patchbay.channel.SmsMessage;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends on other threads and tries again, by timer and never by sleeping, what was refused only for
 * now. Thread-safe.
 */
public final class AsyncSender implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AsyncSender.class);

  private final Pipeline pipeline;
  private final Clock clock;
  private final Executor executor;
  private final ScheduledExecutorService scheduler;
  private final RetrySchedule retries;
  private final Set<Job> open = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  public AsyncSender(
      Pipeline pipeline,
      Clock clock,
      Executor executor,
      ScheduledExecutorService scheduler,
      RetrySchedule retries) {
    this.pipeline = pipeline;
    this.clock = clock;
    this.executor = executor;
    this.scheduler = scheduler;
    this.retries = retries;
  }

  /**
   * Starts to send.
   *
   * @throws IllegalArgumentException when no workspace can have such a name
   */
  CompletionStage<SendResult> send(String workspace, SmsMessage message) {
    Job job = new Job(new MessageRef(workspace, message.id(), 0), message);
    open.add(job);
    job.execute(job::start);
    return job.done.minimalCompletionStage();
  }

  /** Ends what waits for its first or next try; what is being sent ends by itself. */
  @Override
  public void close() {
    closed = true;
    open.forEach(Job::endIfWaiting);
  }

  /** Answers those who wait for sends that do not come to an end, though they may still be sent. */
  public void abandon() {
    open.forEach(Job::abandon);
  }

  private enum State {
    WAITING,
    RUNNING,
    ENDED
  }

  private final class Job {
    private final MessageRef untried;
    private final SmsMessage message;
    private final CompletableFuture<SendResult> done = new CompletableFuture<>();
    private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
    private volatile Optional<SendResult> last = Optional.empty();
    private volatile @Nullable Future<?> timer;
    private int tries;

    Job(MessageRef untried, SmsMessage message) {
      this.untried = untried;
      this.message = message;
    }

    void start() {
      Sending sending = new Sending(pipeline, untried.workspace(), message);
      step(sending, sending::run);
    }

    private void step(Sending sending, Supplier<SendResult> attempt) {
      if (!state.compareAndSet(State.WAITING, State.RUNNING)) {
        return;
      }
      try {
        SendResult result = attempt.get();
        tries++;
        last = Optional.of(result);
        Optional<Duration> wait =
            retries.next(sending.plan().routing(), result, tries, clock.instant());
        if (wait.isEmpty() || closed) {
          end(result);
          return;
        }
        state.set(State.WAITING);
        timer =
            scheduler.schedule(
                () -> execute(() -> step(sending, sending::repeat)),
                wait.get().toMillis(),
                TimeUnit.MILLISECONDS);
        if (closed) {
          endIfWaiting();
        }
      } catch (RejectedExecutionException e) {
        end(last.orElseGet(this::unsent));
      } catch (Throwable e) {
        // A defect, told to whoever waits and not to the thread that happened to run it.
        state.set(State.ENDED);
        open.remove(this);
        done.completeExceptionally(e);
      }
    }

    void execute(Runnable work) {
      try {
        executor.execute(work);
        if (closed) {
          endIfWaiting();
        }
      } catch (RejectedExecutionException e) {
        endIfWaiting();
      } catch (Throwable e) {
        // Where no thread can be started, nobody else would ever answer who waits. What got into
        // the queue all the same finds that it has ended, or is running and ends by itself.
        LOG.error("A message could not be handed to a thread to send it", e);
        endIfWaiting();
      }
    }

    void endIfWaiting() {
      if (state.compareAndSet(State.WAITING, State.ENDED)) {
        Future<?> waiting = timer;
        if (waiting != null) {
          waiting.cancel(false);
        }
        end(last.orElseGet(this::unsent));
      }
    }

    private void end(SendResult result) {
      state.set(State.ENDED);
      open.remove(this);
      done.complete(result);
    }

    void abandon() {
      SendError error =
          SendError.of(Category.UNAVAILABLE, "The channel was closed while the message was sent")
              .remedy("Wait for its status, or ask the recipient; it may have been sent.")
              .build();
      List<Attempt> ended = last.map(SendResult::attempts).orElse(List.of());
      open.remove(this);
      done.complete(
          new SendResult(
              untried.withAttempt(ended.size() + 1), new SendOutcome.Unknown(error), ended));
    }

    private SendResult unsent() {
      SendError.Builder error =
          closed
              ? SendError.of(
                      Category.UNAVAILABLE, "The channel was closed before the message was sent")
                  .remedy("Send it again when the host has started; it was not sent.")
              : SendError.of(Category.UNAVAILABLE, "No thread was free to send the message")
                  .retry(Retry.BACKOFF)
                  .remedy("Send it again later or allow more threads; it was not sent.");
      return new SendResult(untried, new SendOutcome.Rejected(error.build()), List.of());
    }
  }
}
