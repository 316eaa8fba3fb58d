package io.patchbay.delivery.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.DeliveryStatus;
import io.patchbay.channel.InstanceId;
import io.patchbay.channel.MessageId;
import io.patchbay.channel.MessageRef;
import io.patchbay.channel.spi.Rate;
import io.patchbay.delivery.DeliveryState;
import io.patchbay.delivery.SubmitOptions;
import io.patchbay.delivery.internal.ClaimRequest;
import io.patchbay.delivery.internal.ClaimedMessage;
import io.patchbay.delivery.internal.Conversation;
import io.patchbay.delivery.internal.Lane;
import io.patchbay.delivery.internal.LaneKey;
import io.patchbay.delivery.internal.NewMessage;
import io.patchbay.delivery.internal.StatusNews;
import io.patchbay.delivery.store.Conclusion.Answer;
import io.patchbay.delivery.store.Conclusion.Next;
import io.patchbay.delivery.store.Conclusion.Outcome;
import io.patchbay.store.internal.SqlDatabase;
import io.patchbay.testkit.MutableClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A store over one of the databases, with a clock that stands still, and words for its tests. */
abstract class StoreRig {
  static final LaneKey LANE = new LaneKey("acme", null, null, null);
  static final String SENDER = "line:acme/a";
  static final Duration AHEAD = Duration.ofMillis(200);
  static final Duration LEASE = Duration.ofSeconds(30);
  static final Duration SETTLE = Duration.ofMinutes(15);
  static final Rate PAIR = new Rate(1, Duration.ofSeconds(6), 45);

  final MutableClock clock = new MutableClock(Instant.parse("2026-03-01T12:00:00Z"));
  private final List<DeliveryStore> opened = new ArrayList<>();
  DeliveryStore store;

  /** The database of this test, opened once more. */
  abstract SqlDatabase open(Clock clock);

  @BeforeEach
  void open() {
    store = another();
  }

  @AfterEach
  void close() {
    opened.forEach(DeliveryStore::close);
  }

  /** Another process that uses the same database. */
  DeliveryStore another() {
    DeliveryStore other = new DeliveryStore(open(clock));
    opened.add(other);
    return other;
  }

  /** A text that PostgreSQL takes into no index, however well it is packed. */
  static String longText() {
    return new Random(7)
        .ints(10_000, 'a', 'z' + 1)
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
  }

  static NewMessage message(String id, String recipient, SubmitOptions options) {
    return new NewMessage(id, LANE, "p:" + recipient, "body of " + id, "print of " + id, options);
  }

  static NewMessage message(String id, String recipient) {
    return message(id, recipient, SubmitOptions.defaults());
  }

  /** Messages to a recipient each. */
  void submit(String... ids) {
    List<NewMessage> messages = new ArrayList<>();
    for (String id : ids) {
      messages.add(message(id, "of-" + id));
    }
    store.submit(messages);
  }

  void submit(NewMessage message) {
    store.submit(List.of(message));
  }

  long lane() {
    List<Lane> lanes = store.readyLanes();
    assertThat(lanes).hasSize(1);
    return lanes.get(0).id();
  }

  static ClaimRequest request(long lane, int most, @Nullable Rate rate, @Nullable Rate pair) {
    return request(lane, SENDER, most, rate, pair);
  }

  static ClaimRequest request(
      long lane, String sender, int most, @Nullable Rate rate, @Nullable Rate pair) {
    return new ClaimRequest(
        lane,
        new InstanceId("acme", "a"),
        "line",
        sender,
        rate,
        pair,
        most,
        AHEAD,
        LEASE,
        "host-1");
  }

  List<ClaimedMessage> claim(int most) {
    return store.readyLanes().isEmpty()
        ? List.of()
        : store.claim(request(lane(), most, null, null)).messages();
  }

  ClaimedMessage claimOne() {
    List<ClaimedMessage> claimed = claim(1);
    assertThat(claimed).hasSize(1);
    return claimed.get(0);
  }

  static List<String> ids(List<ClaimedMessage> messages) {
    return messages.stream().map(ClaimedMessage::id).toList();
  }

  Answer answer(Outcome outcome, @Nullable String providerMessageId) {
    long now = clock.millis();
    String reason = outcome == Outcome.ACCEPTED ? null : "because";
    return new Answer(
        outcome,
        "acme/a",
        "line",
        0,
        providerMessageId,
        now,
        now,
        reason,
        Conversation.CLOSED,
        Map.of());
  }

  Conclusion conclusion(
      ClaimedMessage message,
      @Nullable Answer answer,
      DeliveryState state,
      @Nullable Duration pause) {
    Duration settle = state == DeliveryState.UNKNOWN ? SETTLE : null;
    String reason = state == DeliveryState.ACCEPTED ? null : "because";
    return new Conclusion(
        message, answer, new Next(state, pause, settle, null, 1, 0, 0, null, reason));
  }

  void conclude(Conclusion conclusion) {
    store.conclude(List.of(conclusion), List.of());
  }

  void accepted(ClaimedMessage message, String providerMessageId) {
    conclude(
        conclusion(
            message, answer(Outcome.ACCEPTED, providerMessageId), DeliveryState.ACCEPTED, null));
  }

  void unknown(ClaimedMessage message) {
    conclude(conclusion(message, answer(Outcome.UNKNOWN, null), DeliveryState.UNKNOWN, null));
  }

  void refused(ClaimedMessage message) {
    conclude(conclusion(message, answer(Outcome.REJECTED, null), DeliveryState.FAILED, null));
  }

  void refusedForNow(ClaimedMessage message, Duration wait) {
    conclude(conclusion(message, answer(Outcome.REJECTED, null), DeliveryState.QUEUED, wait));
  }

  static MessageRef ref(String id, int attempt) {
    return new MessageRef("acme", new MessageId(id), attempt);
  }

  StatusNews news(String providerMessageId, @Nullable MessageRef ref, DeliveryStatus status) {
    return new StatusNews("acme/a", providerMessageId, ref, status, clock.millis(), null, null);
  }

  boolean heard(String providerMessageId, @Nullable MessageRef ref, DeliveryStatus status) {
    return store.heard(news(providerMessageId, ref, status));
  }

  MessageRecord record(String id) {
    return store.find("acme", id).orElseThrow();
  }

  DeliveryState state(String id) {
    return record(id).state();
  }

  @Nullable DeliveryStatus progress(String id) {
    return record(id).progress();
  }

  int sweep() {
    return store.sweep(SETTLE);
  }

  /** Does the same in several threads that begin at once. */
  static <T> List<T> together(List<Callable<T>> work) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(work.size());
    try {
      CyclicBarrier start = new CyclicBarrier(work.size());
      List<Future<T>> running = new ArrayList<>();
      for (Callable<T> one : work) {
        running.add(
            threads.submit(
                () -> {
                  start.await();
                  return one.call();
                }));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> one : running) {
        results.add(one.get(2, TimeUnit.MINUTES));
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }
}
