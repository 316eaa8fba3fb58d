package io.patchbay.store.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RecentEventsTest extends EventStoreContract {
  @Override
  protected EventStore open() {
    return new RecentEvents(clock, 3, EventStore.CLAIM);
  }

  @Test
  void theEventsThatWereAskedForLeastRecentlyAreForgotten() {
    for (int i = 1; i <= 3; i++) {
      store.confirm(received("k" + i), "one");
    }
    store.claim(received("k1"), "one");
    store.confirm(received("k4"), "one");
    assertThat(store.claim(received("k1"), "one").state()).isEqualTo(Claim.State.CONFIRMED);
    assertThat(store.claim(received("k2"), "one").state()).isEqualTo(Claim.State.GRANTED);
  }

  @Test
  void eventsThemselvesAreNotKept() {
    assertThat(store.durable()).isFalse();
    assertThat(store.due(10)).isEmpty();
    assertThatThrownBy(() -> store.save(java.util.List.of(event("k1"))))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> new RecentEvents(clock, 0, EventStore.CLAIM))
        .hasMessage("At least 1 event has to be remembered, not 0");
  }

  @Test
  void aKeyIsKeptAsItsHash() {
    EventKey key = new EventKey(INSTANCE, "wamid.of-14155551234");
    assertThat(key.key()).startsWith("sha256:").hasSize(71);
    assertThat(key).isEqualTo(new EventKey(INSTANCE, "wamid.of-14155551234"));
    assertThat(key).isEqualTo(new EventKey(INSTANCE, key.key()));
    assertThat(key).isNotEqualTo(new EventKey(INSTANCE, "wamid.of-14155551235"));
    assertThat(new EventKey(INSTANCE, "k".repeat(100_000)).key()).hasSize(71);
  }
}
