package io.patchbay.simulator;

import io.patchbay.simulator.Tally.Count;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Posts webhooks from one thread of its own: items wait for their time, share requests with their
 * neighbours, and are tried again, in a later request's company or not, when the callback does not
 * confirm them.
 *
 * <p>Thread-safe. Holds at most {@value #ROOM} items; more are discarded and counted.
 */
final class WebhookQueue implements AutoCloseable {
  /** How webhooks are gathered and repeated. */
  record Policy(WebhookBatch batch, Duration window, int tries, Duration backoff) {}

  private static final int ROOM = 200_000;

  private final DelayQueue<Due> queue = new DelayQueue<>();
  private final AtomicLong sequence = new AtomicLong();
  private final Policy policy;
  private final CallbackClient client;
  private final Tally tally;
  private final Clock clock;
  private final Consumer<Change> due;
  private final Consumer<SimulatorEvent> events;
  private final Thread thread;
  private volatile @Nullable URI callback;
  private volatile boolean closed;

  /**
   * Makes a queue that is not yet at work.
   *
   * @param due told about each item whose time has come, before it is posted or discarded
   */
  WebhookQueue(
      Policy policy,
      CallbackClient client,
      Tally tally,
      Clock clock,
      Consumer<Change> due,
      Consumer<SimulatorEvent> events) {
    this.policy = policy;
    this.client = client;
    this.tally = tally;
    this.clock = clock;
    this.due = due;
    this.events = events;
    this.thread = new Thread(this::run, "patchbay-simulator-webhooks");
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  void callback(@Nullable URI url) {
    callback = url;
  }

  @Nullable URI callback() {
    return callback;
  }

  /**
   * Adds items, the first after one delay, each following one a delay later.
   *
   * @param settled run once every item is confirmed, given up or discarded; must not block
   */
  void add(List<Change> changes, Duration delay, Runnable settled) {
    Receipt receipt = new Receipt(changes.size(), settled);
    long at = System.nanoTime();
    for (Change change : changes) {
      at += delay.toNanos();
      offer(new Item(at, sequence.getAndIncrement(), change, receipt));
    }
  }

  /** Adds a request whose body is already made. */
  void add(byte[] body) {
    Receipt receipt = new Receipt(1, () -> {});
    offer(new Post(System.nanoTime(), sequence.getAndIncrement(), body, List.of(receipt), 1));
  }

  private void offer(Due due) {
    if (closed || queue.size() >= ROOM) {
      tally.add(Count.CHANGES_DISCARDED);
      due.settle();
      return;
    }
    tally.add(Count.CHANGES_PENDING);
    queue.add(due);
  }

  private void run() {
    try {
      while (!closed) {
        work(queue.take());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void work(Due first) throws InterruptedException {
    List<Item> batch = new ArrayList<>();
    List<Post> posts = new ArrayList<>();
    long end = System.nanoTime() + policy.window().toNanos();
    for (Due next = first; next != null; next = next(batch.size(), end)) {
      if (next instanceof Item item) {
        due.accept(item.change());
        batch.add(item);
      } else if (next instanceof Post post) {
        posts.add(post);
        if (batch.isEmpty()) {
          break;
        }
      }
    }
    if (!batch.isEmpty()) {
      byte[] body = WebhookEnvelope.of(batch.stream().map(Item::change).toList(), policy.batch());
      attempt(new Post(0, 0, body, batch.stream().map(Item::receipt).toList(), 1));
    }
    for (Post post : posts) {
      attempt(post);
    }
  }

  private @Nullable Due next(int gathered, long end) throws InterruptedException {
    if (gathered >= policy.batch().itemsPerRequest()) {
      return null;
    }
    Due ready = queue.poll();
    return ready != null ? ready : queue.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
  }

  private void attempt(Post post) {
    URI target = callback;
    int items = post.items();
    if (target == null) {
      discard(post);
      return;
    }
    int status = client.post(target, post.body());
    if (status == 200) {
      tally.add(Count.STATUSES_DELIVERED, items);
      tally.add(Count.WEBHOOKS_DELIVERED);
    } else {
      tally.add(Count.WEBHOOK_FAILURES);
    }
    boolean last = post.attempt() >= policy.tries();
    events.accept(
        new SimulatorEvent.WebhookPosted(
            clock.instant(), items, post.attempt(), status, last && status != 200));
    if (status == 200) {
      finish(post);
    } else if (last) {
      tally.add(Count.WEBHOOKS_GIVEN_UP);
      finish(post);
    } else {
      long wait = policy.backoff().toNanos() << Math.min(20, post.attempt() - 1);
      queue.add(
          new Post(
              System.nanoTime() + wait,
              sequence.getAndIncrement(),
              post.body(),
              post.receipts(),
              post.attempt() + 1));
    }
  }

  private void discard(Due due) {
    tally.add(Count.CHANGES_DISCARDED, due.items());
    finish(due);
  }

  private void finish(Due due) {
    tally.add(Count.CHANGES_PENDING, -due.items());
    due.settle();
  }

  /** Ends a post under way, discards what waits, and returns when the thread has ended. */
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    // A call may not have a socket yet when it is told to stop, so it is told again.
    for (int i = 0; i < 100 && thread.isAlive(); i++) {
      client.abort();
      Threads.join(thread, Duration.ofMillis(50));
    }
    for (Object left : queue.toArray()) {
      discard((Due) left);
    }
    queue.clear();
  }

  /** Tells when each of a message's items is settled. */
  private static final class Receipt {
    private final AtomicInteger open;
    private final Runnable settled;

    Receipt(int items, Runnable settled) {
      this.open = new AtomicInteger(items);
      this.settled = settled;
      if (items == 0) {
        settled.run();
      }
    }

    void settleOne() {
      if (open.decrementAndGet() == 0) {
        settled.run();
      }
    }
  }

  private sealed interface Due extends Delayed {
    long at();

    long sequence();

    int items();

    void settle();

    @Override
    default long getDelay(TimeUnit unit) {
      return unit.convert(at() - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    @Override
    default int compareTo(Delayed other) {
      Due due = (Due) other;
      return at() == due.at()
          ? Long.compare(sequence(), due.sequence())
          : Long.signum(at() - due.at());
    }
  }

  private record Item(long at, long sequence, Change change, Receipt receipt) implements Due {
    @Override
    public int items() {
      return 1;
    }

    @Override
    public void settle() {
      receipt.settleOne();
    }
  }

  @SuppressWarnings("ArrayRecordComponent")
  private record Post(long at, long sequence, byte[] body, List<Receipt> receipts, int attempt)
      implements Due {
    @Override
    public int items() {
      return receipts.size();
    }

    @Override
    public void settle() {
      receipts.forEach(Receipt::settleOne);
    }
  }
}
