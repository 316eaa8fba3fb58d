package io.patchbay.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A running local Cloud API. It takes sends at {@code baseUrl()} + {@code
 * v25.0/{phone-number-id}/messages}, keeps a list of them, and posts signed webhooks to the
 * callback URL once one is set.
 *
 * <pre>{@code
 * try (var simulator = WhatsAppCloudSimulator.builder().accessToken("test-token").start()) {
 *   // point a client at simulator.baseUrl(), then:
 *   ReceivedMessage first = simulator.awaitReceived(1, Duration.ofSeconds(5)).get(0);
 * }
 * }</pre>
 *
 * <p>Thread-safe. Listens on 127.0.0.1 only. Close it: its threads are not all daemons.
 */
public final class WhatsAppCloudSimulator implements AutoCloseable {
  private final Clock clock;
  private final Directory directory;
  private final Tally tally = new Tally();
  private final Overrides overrides = new Overrides();
  private final Identifiers identifiers = new Identifiers();
  private final ReceivedLog log;
  private final Access access;
  private final SimulatedAccount account;
  private final CallbackClient callbackClient;
  private final WebhookQueue webhooks;
  private final InboundWebhooks inbound;
  private final HttpFace face;
  private final AtomicBoolean closed = new AtomicBoolean();

  WhatsAppCloudSimulator(SimulatorBuilder settings) {
    this.clock = settings.clock;
    this.directory = settings.directory();
    this.log = new ReceivedLog(settings.keep, tally);
    this.access =
        new Access(
            settings.accessToken,
            directory.appId(),
            settings.appSecret,
            settings.proofRequired,
            clock);
    UsageMeter usage = new UsageMeter(directory.accountId());
    GraphWorld world = new GraphWorld(settings, directory, access, identifiers);
    this.account = new SimulatedAccount(directory, access, usage, world);
    this.callbackClient =
        new CallbackClient(settings.appSecret, settings.verifyToken, settings.callbackTimeout);
    Consumer<SimulatorEvent> events = settings.guardedEvents();
    this.webhooks =
        new WebhookQueue(
            settings.webhookPolicy(), callbackClient, tally, clock, world.history::due, events);
    webhooks.callback(settings.callbackUrl);
    this.inbound = new InboundWebhooks(webhooks, directory, world.media, identifiers, clock);
    Limits limits = new Limits(clock, settings.messagesPerSecond, settings.pairLimit);
    StatusReporter reporter =
        new StatusReporter(
            webhooks,
            world.history,
            settings.statusDelay,
            settings.readReceipts ? StatusScript.TO_READ : StatusScript.TO_DELIVERED);
    RefusalAnswers refusals = new RefusalAnswers(usage, identifiers);
    MessagesEndpoint messages =
        new MessagesEndpoint(
            directory,
            new SendReader(world.media, world.templates),
            new SendGates(directory, limits, world.registrations, world.blocked),
            overrides,
            reporter,
            new SendLedger(log, tally, events),
            refusals,
            identifiers,
            clock,
            settings.statusesBeforeAnswer);
    try {
      this.face =
          new HttpFace(
              settings.port,
              new GraphRoutes(world.routes(messages, events), world.attachments, access, usage),
              refusals,
              new ControlPages(log, tally),
              overrides,
              tally,
              clock,
              events);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The simulator cannot listen on 127.0.0.1:%d; choose another port, or 0 for any free one"
              .formatted(settings.port),
          e);
    }
    webhooks.start();
    face.start();
  }

  /** Starts the configuration of a simulator; every setting has a default that works. */
  public static SimulatorBuilder builder() {
    return new SimulatorBuilder();
  }

  /** Where clients send to, without a version: {@code http://127.0.0.1:PORT/}. */
  public URI baseUrl() {
    return URI.create("http://127.0.0.1:" + face.port() + "/");
  }

  /** The newest messages that it received, oldest first, refused ones included; a copy. */
  public List<ReceivedMessage> received() {
    return log.all();
  }

  /**
   * The newest messages that it took, oldest first, also those whose sender was not told; a copy.
   */
  public List<ReceivedMessage> accepted() {
    return log.all().stream().filter(ReceivedMessage::accepted).toList();
  }

  /** Forgets the received messages, not their number and not the counts. */
  public void clearReceived() {
    log.clear();
  }

  /** The counts at this moment. */
  public SimulatorCounts counts() {
    return tally.snapshot();
  }

  /**
   * Waits until the counts satisfy a condition.
   *
   * @return false when the time was over, or the thread interrupted, first
   */
  public boolean await(Predicate<SimulatorCounts> condition, Duration atMost) {
    return tally.await(condition, atMost);
  }

  /**
   * Waits until at least {@code messages} have been received since the start, refused ones
   * included.
   *
   * @return all that are in the list by then
   * @throws IllegalStateException when the time is over first; says how many there were
   */
  public List<ReceivedMessage> awaitReceived(int messages, Duration atMost) {
    if (!tally.await(counts -> log.total() >= messages, atMost)) {
      throw new IllegalStateException(
          "Waited %s for %d messages, but only %d were received"
              .formatted(atMost, messages, log.total()));
    }
    return log.all();
  }

  /**
   * Waits until every webhook that is due or planned has been confirmed by the callback, given up
   * or discarded.
   *
   * @throws IllegalStateException when the time is over first; says how many items were left
   */
  public SimulatorCounts awaitWebhooksDelivered(Duration atMost) {
    if (!tally.await(counts -> counts.changesPending() == 0, atMost)) {
      throw new IllegalStateException(
          "Waited %s for the webhooks, but %d items are still to be confirmed"
              .formatted(atMost, tally.snapshot().changesPending()));
    }
    return tally.snapshot();
  }

  /**
   * Changes where webhooks go; null for nowhere, in which case what falls due is discarded and
   * counted.
   */
  public void callbackUrl(@Nullable URI url) {
    webhooks.callback(url == null ? null : SimulatorBuilder.checkedCallback(url));
  }

  /** Replaces the token that callers must present; the old one is refused with 190 from now on. */
  public void accessToken(String token) {
    access.accessToken(SimulatorBuilder.notBlank("accessToken", token));
  }

  /**
   * Treats the next sends as if they went to a magic recipient, whoever they go to. Replaces an
   * earlier order. With {@link MagicRecipient#RESET_BEFORE_READING} the connection is reset before
   * the body is read.
   *
   * @param sends how many, at least 0; 0 withdraws the order
   */
  public void treatNextAs(MagicRecipient recipient, int sends) {
    if (sends < 0) {
      throw new IllegalArgumentException(
          "The number of sends must not be negative, but it is " + sends);
    }
    overrides.treatNext(recipient, sends);
  }

  /** The account that is played: its media, templates, look-ups and token, for tests to change. */
  public SimulatedAccount account() {
    return account;
  }

  /**
   * Plays Meta's part of the subscription handshake with the callback URL. Blocks until it answers
   * or times out.
   *
   * @throws IllegalStateException when no callback URL is set
   */
  public CallbackCheck verifyCallback() {
    return callbackClient.verify(inbound.callback());
  }

  /**
   * Lets a person write to the first business number: posts an inbound text message.
   *
   * @param from the person's number, with or without {@code +}
   * @return the id of the inbound message
   * @throws IllegalStateException when no callback URL is set
   */
  public String replyFrom(String from, String text) {
    return replyFrom(from, text, null);
  }

  /**
   * The same, as an answer to a message of the business.
   *
   * @param inReplyTo the wamid of that message; null for none
   */
  public String replyFrom(String from, String text, @Nullable String inReplyTo) {
    SimulatedPerson person = person(from);
    return (inReplyTo == null ? person : person.answering(inReplyTo)).writes(text);
  }

  /**
   * Somebody who writes to the first business number: texts, media, choices, reactions, and more.
   *
   * @param number the person's number, with or without {@code +}
   */
  public SimulatedPerson person(String number) {
    return new SimulatedPerson(inbound, WaIds.digits(number), null, null);
  }

  /** What the platform tells about the account: templates, quality and more. */
  public SimulatedNews news() {
    return new SimulatedNews(inbound);
  }

  /**
   * Posts a webhook body as it is, signed, for payloads that the simulator cannot make itself.
   *
   * @throws IllegalStateException when no callback URL is set
   */
  public void postWebhook(String body) {
    inbound.callback();
    webhooks.add(body.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Cuts all connections, discards the webhooks that wait, and returns when all threads have ended.
   * May be called again. What was received and counted stays readable.
   */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      webhooks.close();
      face.close();
    }
  }

  /** Names the address, and no setting. */
  @Override
  public String toString() {
    return "WhatsAppCloudSimulator[" + baseUrl() + "]";
  }
}
