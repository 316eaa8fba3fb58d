package io.patchbay.delivery;

import io.patchbay.channel.Address;
import io.patchbay.channel.InstanceId;
import io.patchbay.channel.MessageId;
import io.patchbay.channel.PhoneText;
import io.patchbay.channel.Recipient;
import io.patchbay.channel.SendError;
import io.patchbay.channel.SmsMessage;
import io.patchbay.content.ContentCodec;
import io.patchbay.content.Storable;
import io.patchbay.core.internal.ChannelCore;
import io.patchbay.core.internal.send.Plan;
import io.patchbay.delivery.internal.LaneKey;
import io.patchbay.delivery.internal.NewMessage;
import io.patchbay.delivery.store.DeliveryStore;
import io.patchbay.delivery.store.MessageRecord;
import io.patchbay.registry.routing.Lease;
import io.patchbay.store.StorageException;
import io.patchbay.store.internal.AddressKey;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes messages over: each is on disk when {@code submit} returns, is sent at the pace that its
 * provider allows, is tried again where that is safe, and is followed to its end.
 *
 * <pre>{@code
 * DeliveryStore store = new DeliveryStore(SqliteDatabase.queue(Path.of("delivery.db"), clock));
 * try (Patchbay patchbay =
 *         Patchbay.builder()
 *             .configuration(Path.of("patchbay.json"))
 *             .eventListener("delivery", new DeliveryEvents(store))
 *             .build();
 *     Delivery delivery = Delivery.start(patchbay, store, DeliverySettings.defaults())) {
 *   delivery.submit("acme", SmsMessage.to("+1 415 555 1234").text("Hello").build());
 * }
 * }</pre>
 *
 * <p>Thread-safe. Several deliveries, in several processes, may share one database.
 */
public final class Delivery implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
  private static final int BATCH = 500;
  private static final long IDLE_SECONDS = 10;
  private static final Duration CLOSING = Duration.ofSeconds(30);

  private final ChannelCore patchbay;
  private final DeliveryStore store;
  private final MessageCodec codec;
  private final Recorder recorder;
  private final Pauses pauses;
  private final Dispatcher dispatcher;
  private final Blocks blocks;
  private final SenderQuestions senders;
  private final Upkeep upkeep;
  private final Rounds rounds;
  private final AtomicBoolean closed = new AtomicBoolean();

  private Delivery(ChannelCore patchbay, DeliveryStore store, DeliverySettings settings) {
    this.patchbay = patchbay;
    this.store = store;
    codec = new MessageCodec(ContentCodec.of(patchbay.registry().catalog().contents()));
    RetryRules rules = new RetryRules(settings, () -> ThreadLocalRandom.current().nextDouble());
    ScheduledThreadPoolExecutor timer =
        new ScheduledThreadPoolExecutor(1, named("patchbay-delivery-timer"));
    recorder = new Recorder(store, this::wake);
    Rates rates = new Rates();
    Inquiry inquiry = new Inquiry(patchbay);
    blocks = new Blocks(store, patchbay, settings, System::nanoTime);
    senders = new SenderQuestions(store, patchbay, inquiry, rates, settings, System::nanoTime);
    upkeep =
        new Upkeep(
            store,
            patchbay,
            inquiry,
            blocks,
            senders,
            new StatusQuestions(store, patchbay, inquiry, settings, System::nanoTime),
            this::configurationChanged,
            Delivery::named);
    Settler settler =
        new Settler(store, patchbay, settings, new FailedLater(store, patchbay, codec));
    rounds = new Rounds(store, settings, settler, upkeep, this::wake, Delivery::named);
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            settings.maxThreads(),
            settings.maxThreads(),
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            named("patchbay-delivery-send"));
    threads.allowCoreThreadTimeOut(true);
    InFlight inFlight = new InFlight(settings.maxInFlight(), settings.maxThreads());
    Courier courier = new Courier(patchbay, codec, rules, new Conversations(patchbay));
    pauses = new Pauses(settings.laterTries());
    dispatcher =
        new Dispatcher(
            store,
            patchbay,
            settings,
            new Sending(store, courier, recorder, blocks, pauses, inFlight, threads, timer),
            inFlight,
            rates,
            blocks,
            senders,
            ProcessHandle.current().pid() + "-" + UUID.randomUUID().toString().substring(0, 8));
  }

  private static ThreadFactory named(String name) {
    AtomicInteger count = new AtomicInteger();
    return work -> {
      Thread thread = new Thread(work, name + "-" + count.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }

  /**
   * Begins to send what waits and what will be handed over.
   *
   * @param patchbay what to send through; close it after this
   * @param store where messages are kept; close it after this
   */
  public static Delivery start(
      ChannelCore patchbay, DeliveryStore store, DeliverySettings settings) {
    Delivery delivery = new Delivery(patchbay, store, settings);
    delivery.open();
    return delivery;
  }

  private void open() {
    int back = store.unpark(this::readable);
    if (back > 0) {
      LOG.info("{} parked messages can be sent now", back);
    }
    recorder.start();
    dispatcher.start();
    rounds.start();
  }

  private boolean readable(String body) {
    try {
      codec.read("any", body);
      return true;
    } catch (RuntimeException e) {
      return false;
    }
  }

  /**
   * Looks for messages to send now, as after the commit of a transaction of the host in which
   * messages were submitted. Without it they are found within a second.
   */
  public void wake() {
    dispatcher.wake();
  }

  /** Hands a message over, with the default options. */
  public Submission submit(String workspace, SmsMessage message) {
    return submit(workspace, message, SubmitOptions.defaults());
  }

  /**
   * Hands a message over: it is on disk when this returns. The same message again changes nothing.
   *
   * @throws MessageRejectedException when it could never be sent, for what is wrong with the
   *     message itself: a number that is none, a content or a sender that no configured way takes,
   *     a workspace or an instance that is not configured; its id stays free
   * @throws MessageConflictException when another message was handed over with this id
   * @throws IllegalArgumentException when no provider that is here lists a content, the workspace
   *     is no name, or a sender or provider that the message names is none: longer than {@link
   *     Storable#LONGEST_KEY}, or with the character 0
   * @throws io.patchbay.store.StorageException when it could not be written down, or the file with
   *     opt-outs was removed or replaced, see {@link ChannelCore#checkPeople}
   */
  public Submission submit(String workspace, SmsMessage message, SubmitOptions options) {
    return only(workspace, message, submit(List.of(new Outgoing(workspace, message, options))));
  }

  /**
   * Submits a message within the host's transaction, with the default options, see {@link
   * #submit(Connection, List)}.
   *
   * @throws MessageRejectedException as {@link #submit(String, SmsMessage, SubmitOptions)}
   * @throws MessageConflictException as {@link #submit(String, SmsMessage, SubmitOptions)}
   */
  public Submission submit(Connection connection, String workspace, SmsMessage message) {
    return only(
        workspace,
        message,
        submit(connection, List.of(new Outgoing(workspace, message, SubmitOptions.defaults()))));
  }

  private static Submission only(
      String workspace, SmsMessage message, List<Submission> submissions) {
    Submission submission = submissions.get(0);
    SendError error = submission.error();
    if (error != null) {
      throw new MessageRejectedException(workspace, message.id(), error);
    }
    if (submission.result() == Submission.Result.CONFLICT) {
      throw new MessageConflictException(workspace, message.id());
    }
    return submission;
  }

  /**
   * Hands messages over in one transaction: all that are not rejected are on disk when this
   * returns, or none when it throws, as above. What became of each is in the order of the messages.
   */
  public List<Submission> submit(List<Outgoing> messages) {
    List<Submission> submissions = submit(messages, store::submit);
    dispatcher.wake();
    return submissions;
  }

  /**
   * Submits messages within a transaction of the host: they are queued when the host commits it,
   * and were never submitted when it is rolled back or the process ends before. They are sent
   * within a second of the commit; {@link #wake} after the commit sends them without delay.
   *
   * <p>Nothing is committed here, and the connection keeps its search path. A {@link
   * io.patchbay.delivery.store.DeliveryListener} does not learn of these messages before they are
   * sent. A transaction that stays open for long may keep others waiting that submit a message with
   * the same id, or the first message of the same workspace, provider and sender.
   *
   * @param connection leads to the database of this queue, without auto-commit; it stays open
   * @throws IllegalArgumentException when the connection commits by itself, and as {@link
   *     #submit(String, SmsMessage, SubmitOptions)}
   * @throws IllegalStateException when the queue is in SQLite or closed
   * @throws io.patchbay.store.StorageException when they could not be written; the transaction can
   *     then only be rolled back
   */
  public List<Submission> submit(Connection connection, List<Outgoing> messages) {
    return submit(messages, rows -> store.submit(connection, rows));
  }

  private List<Submission> submit(
      List<Outgoing> messages, Function<List<NewMessage>, List<Submission>> writer) {
    if (closed.get()) {
      throw new IllegalStateException("Delivery is closed; nothing was handed over");
    }
    patchbay.checkPeople();
    List<NewMessage> rows = new ArrayList<>(messages.size());
    List<@Nullable Submission> rejected = new ArrayList<>(messages.size());
    for (Outgoing one : messages) {
      Plan plan = patchbay.pipeline().plan(one.workspace(), one.message());
      NewMessage row = row(one, plan);
      Submission rejection =
          patchbay.pipeline().refusal(plan).map(error -> rejection(one, row, error)).orElse(null);
      rejected.add(rejection);
      if (rejection == null) {
        rows.add(row);
      }
    }
    Iterator<Submission> taken = writer.apply(rows).iterator();
    return rejected.stream().map(one -> one == null ? taken.next() : one).toList();
  }

  /** What was taken before stays taken, although the configuration would not take it any more. */
  private @Nullable Submission rejection(Outgoing one, NewMessage row, SendError error) {
    return store.holds(row)
        ? null
        : new Submission(one.workspace(), one.message().id(), Submission.Result.REJECTED, error);
  }

  /**
   * Hands over any number of messages, some hundreds in one transaction. When it throws, those that
   * the listener was told of are on disk; handing over all of them again is safe.
   *
   * @param messages read only as far as they are written
   * @param each told what became of each, in order
   */
  public void submitAll(Iterator<Outgoing> messages, Consumer<? super Submission> each) {
    List<Outgoing> batch = new ArrayList<>(BATCH);
    while (messages.hasNext()) {
      batch.add(messages.next());
      if (batch.size() == BATCH || !messages.hasNext()) {
        submit(batch).forEach(each);
        batch.clear();
      }
    }
  }

  private NewMessage row(Outgoing one, Plan plan) {
    SmsMessage message = one.message();
    MessageCodec.Stored stored = codec.write(message);
    LaneKey lane = new LaneKey(one.workspace(), message.provider(), Senders.of(message), null);
    return new NewMessage(
        message.id().value(),
        lane,
        recipient(plan),
        stored.body(),
        stored.fingerprint(),
        one.options());
  }

  /** One key for every spelling; without a configuration a number cannot be read yet. */
  private static String recipient(Plan plan) {
    Recipient recipient = plan.message().to();
    Address to = plan.to();
    if (to != null) {
      return AddressKey.of(to);
    }
    return recipient instanceof PhoneText typed
        ? "t:" + typed.text()
        : AddressKey.of((Address) recipient);
  }

  /**
   * Takes a message back.
   *
   * @return false when it is not there or does not wait any more
   */
  public boolean cancel(String workspace, MessageId id) {
    return store.cancel(workspace, id.value());
  }

  /**
   * Sets another moment before which a message is not sent.
   *
   * @return false when it is not there or does not wait any more
   */
  public boolean reschedule(String workspace, MessageId id, Instant notBefore) {
    boolean moved = store.reschedule(workspace, id.value(), notBefore);
    dispatcher.wake();
    return moved;
  }

  /**
   * Puts a dead letter back into the queue. One of which nobody can tell whether it was sent may
   * arrive twice then.
   *
   * @return false when it is not there or is no dead letter
   */
  public boolean requeue(String workspace, MessageId id) {
    boolean back = store.requeue(workspace, id.value());
    dispatcher.wake();
    return back;
  }

  /** What is known of a message; empty when it was never handed over. */
  public Optional<MessageRecord> find(String workspace, MessageId id) {
    return store.find(workspace, id.value());
  }

  /** Where messages are kept. */
  public DeliveryStore store() {
    return store;
  }

  /** How many messages are being sent by this process. */
  public int inFlight() {
    return dispatcher.inFlight();
  }

  /**
   * Takes an instance into use again, in every process on this database: ends its block, and what
   * its senders were told to wait for.
   *
   * @return whether something was ended
   */
  public boolean resume(InstanceId instance) {
    boolean resumed = patchbay.blocked(instance).isPresent();
    blocks.resume(instance);
    // Also those that another process has used, or that were used over another instance since.
    Set<String> paused = new TreeSet<>(senders.of(instance));
    paused.addAll(store.pacedSendersOf(instance));
    for (String sender : paused) {
      resumed |= store.resume(sender);
    }
    dispatcher.wakeAll();
    return resumed;
  }

  /**
   * Asks providers now for what they do not tell by themselves, and returns when all have answered
   * or cannot be asked; blocks on I/O. Of messages without a status the oldest hundred of each
   * instance are asked for. An instance that is being asked already is waited for, and not asked
   * again.
   *
   * @throws io.patchbay.store.StorageException when what they say cannot be written down
   */
  public void askProviders() {
    upkeep.run();
  }

  /**
   * Looks at everything that waits again: call it when the configuration has changed. Senders that
   * this process has seen paused until somebody acts go on when their instance was configured anew.
   */
  public void configurationChanged() {
    try {
      pauses.overtaken(this::generation).forEach(store::resume);
    } catch (StorageException e) {
      LOG.warn("Senders that were configured anew stay paused, until they are resumed", e);
    }
    dispatcher.wakeAll();
  }

  private long generation(InstanceId instance) {
    try (Lease lease = patchbay.registry().lease(instance).orElse(null)) {
      return lease == null ? -1 : lease.generation();
    }
  }

  /**
   * Takes nothing more, waits for what is being sent, for 30 seconds at most, writes down how it
   * ended, and leaves the rest in the queue. Closing twice is the same as once.
   */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      rounds.stop();
      dispatcher.close(CLOSING);
      recorder.close(CLOSING);
      rounds.awaitEnd(CLOSING);
    }
  }
}
