package io.patchbay.store.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.EventContext;
import io.patchbay.channel.InboundMessage;
import io.patchbay.channel.InstanceId;
import io.patchbay.channel.PhoneNumber;
import io.patchbay.channel.Text;
import io.patchbay.testsupport.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store of events must do. */
public abstract class EventStoreContract {
  static final InstanceId INSTANCE = new InstanceId("acme", "whatsapp");

  /** By which claims expire. */
  protected final ManualClock clock = new ManualClock();

  EventStore store;

  /** A store; where it is durable, of the same events each time. */
  protected abstract EventStore open();

  @BeforeEach
  void openStore() {
    store = open();
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  static ReceivedEvent event(String key) {
    InboundMessage message =
        new InboundMessage(
            key,
            Instant.EPOCH,
            "{}",
            key,
            List.of(new PhoneNumber("14155551234")),
            "109876543210123",
            "text",
            "Hello",
            null,
            Text.of("Hello"),
            Map.of());
    return new ReceivedEvent(message, new EventContext(INSTANCE, "acme", Optional.empty()));
  }

  /** An event that the store knows of, where it has to. */
  EventKey received(String key) {
    ReceivedEvent event = event(key);
    if (store.durable()) {
      store.save(List.of(event));
    }
    return event.key();
  }

  private Claim.State claim(EventKey event, String listener) {
    return store.claim(event, listener).state();
  }

  @Test
  void aConfirmedListenerIsNotToldAgainAndOthersAre() {
    EventKey event = received("k1");
    assertThat(claim(event, "one")).isEqualTo(Claim.State.GRANTED);
    assertThat(claim(event, "one")).isEqualTo(Claim.State.BUSY);
    store.confirm(event, "one");
    assertThat(claim(event, "one")).isEqualTo(Claim.State.CONFIRMED);
    assertThat(claim(event, "two")).isEqualTo(Claim.State.GRANTED);
    assertThat(claim(received("k2"), "one")).isEqualTo(Claim.State.GRANTED);
  }

  @Test
  void aReleasedClaimIsGrantedAgain() {
    EventKey event = received("k1");
    store.release(event, "one", store.claim(event, "one").token());
    assertThat(claim(event, "one")).isEqualTo(Claim.State.GRANTED);
  }

  @Test
  void aClaimExpires() {
    EventKey event = received("k1");
    store.claim(event, "one");
    clock.advance(EventStore.CLAIM.minusMillis(1));
    assertThat(claim(event, "one")).isEqualTo(Claim.State.BUSY);
    clock.advance(Duration.ofMillis(1));
    assertThat(claim(event, "one")).isEqualTo(Claim.State.GRANTED);
  }

  @Test
  void whoseClaimHasExpiredCannotReleaseThatOfAnother() {
    EventKey event = received("k1");
    long first = store.claim(event, "one").token();
    clock.advance(EventStore.CLAIM);
    long second = store.claim(event, "one").token();
    store.release(event, "one", first);
    assertThat(claim(event, "one")).isEqualTo(Claim.State.BUSY);
    store.release(event, "one", second);
    store.claim(event, "one");
    store.release(event, "one", first);
    assertThat(claim(event, "one")).as("tokens do not come back").isEqualTo(Claim.State.BUSY);
  }

  @Test
  void whoseClaimHasExpiredCanStillConfirm() {
    EventKey event = received("k1");
    store.claim(event, "one");
    clock.advance(EventStore.CLAIM);
    long second = store.claim(event, "one").token();
    store.confirm(event, "one");
    store.release(event, "one", second);
    assertThat(claim(event, "one")).isEqualTo(Claim.State.CONFIRMED);
  }

  @Test
  void ofManyThreadsOneIsGranted() throws Exception {
    EventKey event = received("k1");
    ExecutorService pool = Executors.newFixedThreadPool(20);
    try {
      List<Callable<Claim.State>> claims = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        claims.add(() -> claim(event, "one"));
      }
      int granted = 0;
      for (Future<Claim.State> claim : pool.invokeAll(claims)) {
        granted += claim.get() == Claim.State.GRANTED ? 1 : 0;
      }
      assertThat(granted).isEqualTo(1);
    } finally {
      pool.shutdownNow();
    }
  }
}
