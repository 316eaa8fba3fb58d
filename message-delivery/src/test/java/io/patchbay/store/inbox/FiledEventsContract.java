package io.patchbay.store.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.AccountNotice;
import io.patchbay.channel.AddressChange;
import io.patchbay.channel.Category;
import io.patchbay.channel.ChannelEvent;
import io.patchbay.channel.Choice;
import io.patchbay.channel.DeliveryStatus;
import io.patchbay.channel.EventContext;
import io.patchbay.channel.GroupId;
import io.patchbay.channel.InboundContent;
import io.patchbay.channel.InboundMessage;
import io.patchbay.channel.InstanceId;
import io.patchbay.channel.MessageRef;
import io.patchbay.channel.PhoneNumber;
import io.patchbay.channel.PreferenceChange;
import io.patchbay.channel.Purpose;
import io.patchbay.channel.Retry;
import io.patchbay.channel.SendError;
import io.patchbay.channel.StatusUpdate;
import io.patchbay.channel.Text;
import io.patchbay.channel.Unrecognized;
import io.patchbay.channel.UserId;
import io.patchbay.store.internal.SqlDatabase;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every durable inbox must do besides. */
public abstract class FiledEventsContract extends EventStoreContract {
  private static final Instant AT = Instant.parse("2026-03-01T12:00:00.123456789Z");

  private final List<SqlDatabase> opened = new ArrayList<>();

  /** The same data as another process would open it. */
  protected abstract SqlDatabase database();

  @Override
  protected final EventStore open() {
    return open(FiledEvents.class.getClassLoader());
  }

  private EventStore open(ClassLoader contents) {
    SqlDatabase database = database();
    opened.add(database);
    return new FiledEvents(database, EventStore.CLAIM, contents);
  }

  @AfterEach
  void closeDatabases() {
    opened.forEach(SqlDatabase::close);
  }

  private void change(String sql) {
    opened.get(0).write(session -> session.update(sql));
  }

  @Test
  void whateverTheTextsOfAnEventHoldItIsKeptAndTold() {
    String odd = "a\0b" + "x".repeat(20_000);
    ChannelEvent message =
        new InboundMessage(
            "key" + odd,
            AT,
            "{}" + odd,
            odd,
            List.of(new UserId(odd)),
            odd,
            odd,
            odd,
            odd,
            Text.of(odd),
            Map.of(odd, odd));
    ReceivedEvent event =
        new ReceivedEvent(message, new EventContext(INSTANCE, "acme", Optional.empty()));

    store.save(List.of(event));

    assertThat(store.due(9)).extracting(PendingEvent::event).containsExactly(event);
    assertThat(store.claim(event.key(), "one").state()).isEqualTo(Claim.State.GRANTED);
    assertThat(store.erase(List.of(new UserId(odd)))).isEqualTo(1);
  }

  /** A content that only one provider knows of. */
  record Sticker(String pack, List<Integer> sizes) implements InboundContent {}

  private static List<ChannelEvent> everyKind() {
    SendError error =
        SendError.of(Category.MEDIA, "It failed")
            .retry(Retry.LATER)
            .code("131053")
            .retryAfter(Duration.ofSeconds(90))
            .documentation(URI.create("https://example.org/errors"))
            .build();
    return List.of(
        new StatusUpdate(
            "k1",
            AT,
            "{}",
            "id-1",
            DeliveryStatus.FAILED,
            "failed",
            "pb1.acme.m1.2",
            List.of(new PhoneNumber("14155551234"), new UserId("US.1001")),
            List.of(error),
            Map.of("price", "1")),
        message("k2", new Sticker("cats", List.of(1, 2))),
        message("k3", new Choice("yes", "Yes", null)),
        message("k4", null),
        new PreferenceChange(
            "k5", AT, "{}", List.of(new PhoneNumber("14155551234")), Purpose.MARKETING, false),
        new AddressChange(
            "k6", AT, "{}", List.of(new PhoneNumber("14155551234")), List.of(new GroupId("g"))),
        new AccountNotice(
            "k7",
            AT,
            "{\"a\": \"\u00fc\"}",
            "templates",
            "It was approved.",
            Map.of("event", "APPROVED")),
        new Unrecognized("k8", AT, "<raw & \"more\">", "why"));
  }

  private static InboundMessage message(String key, @Nullable InboundContent content) {
    return new InboundMessage(
        key,
        AT,
        "{}",
        key,
        List.of(new PhoneNumber("14155551234"), new UserId("US.1001")),
        "to",
        "text",
        "Hello \ud83d\udc4b",
        "id-0",
        content,
        Map.of("referral", "ad"));
  }

  private void save(List<ChannelEvent> events) {
    save(store, events);
  }

  private static void save(EventStore store, List<ChannelEvent> events) {
    store.save(
        events.stream()
            .map(
                event ->
                    new ReceivedEvent(
                        event,
                        new EventContext(
                            INSTANCE, "leaf", MessageRef.parse("pb1.acme.m1.2"), "fake:sender-1")))
            .toList());
  }

  private List<ChannelEvent> due() {
    return store.due(100).stream().map(pending -> pending.event().event()).toList();
  }

  @Test
  void everyKindOfEventComesBackAsItWasAlsoAfterARestart() {
    save(everyKind());
    store.close();
    store = open();
    List<PendingEvent> due = store.due(100);
    assertThat(due).extracting(pending -> pending.event().event()).isEqualTo(everyKind());
    assertThat(due)
        .extracting(pending -> pending.event().context())
        .containsOnly(
            new EventContext(INSTANCE, "leaf", MessageRef.parse("pb1.acme.m1.2"), "fake:sender-1"));
    assertThat(due).extracting(PendingEvent::tries).containsOnly(0);
  }

  @Test
  void noKindOfEventIsForgotten() {
    List<String> kinds =
        Arrays.stream(ChannelEvent.class.getPermittedSubclasses())
            .map(Class::getSimpleName)
            .sorted()
            .toList();
    assertThat(EventJson.kinds()).isEqualTo(kinds);
    assertThat(everyKind().stream().map(event -> event.getClass().getSimpleName()).distinct())
        .containsExactlyInAnyOrderElementsOf(kinds);
  }

  private static String hash(String key) {
    return new EventKey(INSTANCE, key).key();
  }

  @Test
  void whatIsKnownIsPassedOver() {
    save(List.of(message("k1", null), message("k1", null)));
    save(List.of(message("k1", null), message("k2", null)));
    assertThat(due()).extracting(ChannelEvent::key).containsExactly("k1", "k2");
    store.finish(new EventKey(INSTANCE, "k1"));
    save(List.of(message("k1", null)));
    clock.advance(EventStore.CLAIM);
    assertThat(due()).extracting(ChannelEvent::key).containsExactly("k2");
  }

  @Test
  void whatIsGivenOutIsNotGivenOutAgainBeforeItsTime() {
    save(List.of(message("k1", null), message("k2", null)));
    assertThat(store.due(1)).hasSize(1);
    try (EventStore other = open()) {
      assertThat(other.due(100))
          .extracting(pending -> pending.event().event().key())
          .containsExactly("k2");
    }
    assertThat(due()).isEmpty();
    store.postpone(new EventKey(INSTANCE, "k1"), Duration.ofSeconds(5));
    clock.advance(Duration.ofSeconds(5).minusMillis(1));
    assertThat(due()).isEmpty();
    clock.advance(Duration.ofMillis(1));
    assertThat(store.due(100)).extracting(PendingEvent::tries).containsExactly(1);
    clock.advance(EventStore.CLAIM);
    assertThat(due()).as("of a process that has died").hasSize(2);
  }

  @Test
  void nothingIsLateBecauseTheClockWasSetBack() {
    save(List.of(message("new", null), message("late", null)));
    assertThat(store.due(1)).hasSize(1);
    store.postpone(new EventKey(INSTANCE, "new"), Duration.ofSeconds(5));
    EventKey late = new EventKey(INSTANCE, "late");
    assertThat(store.claim(late, "listener").state()).isEqualTo(Claim.State.GRANTED);

    clock.advance(Duration.ofHours(-5));

    assertThat(due()).extracting(ChannelEvent::key).containsExactlyInAnyOrder("new", "late");
    assertThat(due()).as("not twice").isEmpty();
    assertThat(store.claim(late, "listener").state()).isEqualTo(Claim.State.GRANTED);
    assertThat(store.claim(late, "listener").state()).isEqualTo(Claim.State.BUSY);
  }

  @Test
  void aConfirmedEventIsRecognisedForAWhileWithoutItsContent() {
    save(List.of(message("k1", null)));
    store.finish(new EventKey(INSTANCE, "k1"));
    assertThat(count("SELECT count(*) FROM event WHERE body IS NOT NULL OR people IS NOT NULL"))
        .isZero();
    clock.advance(FiledEvents.RETENTION);
    save(List.of(message("k2", null)));
    assertThat(count("SELECT count(*) FROM event WHERE key = '" + hash("k1") + "'")).isEqualTo(1);
    clock.advance(Duration.ofMillis(1));
    save(List.of(message("k3", null)));
    assertThat(count("SELECT count(*) FROM event WHERE key = '" + hash("k1") + "'")).isZero();
    assertThat(count("SELECT count(*) FROM event")).isEqualTo(2);
  }

  private int count(String sql) {
    return opened.get(0).read(session -> session.all(sql, row -> row.getInt(1))).get(0);
  }

  @Test
  void aContentWhoseClassIsGoneIsLeftOut() {
    save(List.of(message("k1", new Sticker("cats", List.of()))));
    try (EventStore other = open(new URLClassLoader(new URL[0], null))) {
      InboundMessage read = (InboundMessage) other.due(1).get(0).event().event();
      assertThat(read.content()).isNull();
      assertThat(read.text()).isEqualTo("Hello \ud83d\udc4b");
    }
  }

  @Test
  void aNameOfSomethingElseIsNeverMade() {
    save(List.of(message("k1", new Sticker("cats", List.of()))));
    change(
        "UPDATE event SET body = replace(body, '"
            + Sticker.class.getName()
            + "', 'java.util.ArrayList')");
    assertThat(((InboundMessage) due().get(0)).content()).isNull();
  }

  @Test
  void anUnreadableEventKeepsNothingElseBack() {
    save(List.of(message("k1", null), message("k2", null)));
    change("UPDATE event SET body = '{' WHERE key = '" + hash("k1") + "'");
    assertThat(due()).extracting(ChannelEvent::key).containsExactly("k2");
  }

  @Test
  void whatIsHeldOfAPersonIsToldAndErased() {
    save(List.of(message("k1", null), everyKind().get(7)));
    assertThat(store.about(List.of(new UserId("US.1001"))))
        .hasSize(1)
        .allSatisfy(text -> assertThat(text).contains("Hello"));
    assertThat(store.about(List.of(new UserId("US.9")))).isEmpty();
    assertThat(store.erase(List.of(new PhoneNumber("14155551234")))).isEqualTo(1);
    assertThat(store.about(List.of(new UserId("US.1001")))).isEmpty();
    assertThat(due()).extracting(ChannelEvent::key).containsExactly("k8");
    assertThat(Optional.of(store.claim(new EventKey(INSTANCE, "gone"), "one").state()))
        .as("an event that is not there any more")
        .contains(Claim.State.CONFIRMED);
  }

  /** A workspace below may have been addressed through its parent's instance. */
  @Test
  void whatIsHeldIsToldAndErasedByWorkspace() {
    List<UserId> ann = List.of(new UserId("US.1001"));
    store.save(
        List.of(
            new ReceivedEvent(
                message("k1", null), new EventContext(INSTANCE, "leaf", Optional.empty())),
            new ReceivedEvent(
                message("k2", null),
                new EventContext(new InstanceId("beta", "whatsapp"), "beta", Optional.empty()))));
    assertThat(store.workspaces(ann)).containsExactlyInAnyOrder("acme", "leaf", "beta");
    assertThat(store.workspaces(List.of(new UserId("US.9")))).isEmpty();
    assertThat(store.about(ann, "leaf")).hasSize(1).isEqualTo(store.about(ann, "acme"));
    assertThat(store.about(ann, "twin")).isEmpty();
    assertThat(store.erase(ann, "twin")).isZero();
    assertThat(store.erase(ann, "acme")).isEqualTo(1);
    assertThat(store.workspaces(ann)).containsExactly("beta");
    change("UPDATE event SET body = '{' WHERE body IS NOT NULL");
    assertThat(store.workspaces(ann)).as("of an unreadable event").isEmpty();
    assertThat(store.about(ann)).hasSize(1);
  }

  @Test
  void whatManyHoldOfAPersonIsToldToTheLast() {
    List<ChannelEvent> many = new ArrayList<>();
    for (int i = 0; i < 1_001; i++) {
      many.add(message("k" + i, null));
    }
    save(many);
    assertThat(store.about(List.of(new UserId("US.1001")))).hasSize(1_001);
  }

  @Test
  void ofTwoHostsThatClaimAtOnceOneIsGranted() throws Exception {
    try (EventStore other = open()) {
      for (int i = 0; i < 25; i++) {
        EventKey event = received("k" + i);
        List<Claim> claims =
            atOnce(() -> store.claim(event, "one"), () -> other.claim(event, "one"));
        assertThat(claims)
            .extracting(Claim::state)
            .containsExactlyInAnyOrder(Claim.State.GRANTED, Claim.State.BUSY);
      }
      clock.advance(EventStore.CLAIM);
      EventKey event = new EventKey(INSTANCE, "k0");
      List<Claim> claims = atOnce(() -> store.claim(event, "one"), () -> other.claim(event, "one"));
      assertThat(claims)
          .as("of a host that has died")
          .extracting(Claim::state)
          .containsExactlyInAnyOrder(Claim.State.GRANTED, Claim.State.BUSY);
    }
  }

  @Test
  void ofTwoHostsThatLookAtOnceEachEventGoesToOne() throws Exception {
    try (EventStore other = open()) {
      for (int i = 0; i < 15; i++) {
        save(List.of(message(i + "a", null), message(i + "b", null), message(i + "c", null)));
        List<List<PendingEvent>> given = atOnce(() -> store.due(2), () -> other.due(2));
        List<String> keys =
            Stream.concat(given.stream().flatMap(List::stream), store.due(100).stream())
                .map(one -> one.event().event().key())
                .toList();
        assertThat(keys).containsExactlyInAnyOrder(i + "a", i + "b", i + "c");
      }
    }
  }

  @Test
  void twoHostsThatGetTheSameWebhookKeepItsEventsOnce() throws Exception {
    List<ChannelEvent> one = List.of(message("k1", null), message("k2", null));
    List<ChannelEvent> turned = List.of(message("k2", null), message("k1", null));
    try (EventStore other = open()) {
      atOnce(
          () -> {
            save(store, one);
            return 1;
          },
          () -> {
            save(other, turned);
            return 1;
          });
    }
    assertThat(count("SELECT count(*) FROM event")).isEqualTo(2);
  }

  private static <T> List<T> atOnce(Callable<T> one, Callable<T> other) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      List<T> results = new ArrayList<>();
      for (Future<T> each : threads.invokeAll(List.of(one, other))) {
        results.add(each.get());
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }
}
