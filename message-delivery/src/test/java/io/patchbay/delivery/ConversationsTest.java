package io.patchbay.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.Address;
import io.patchbay.channel.Content;
import io.patchbay.channel.PhoneNumber;
import io.patchbay.channel.SendOutcome;
import io.patchbay.channel.spi.ConnectionContext;
import io.patchbay.channel.spi.ConversationRules;
import io.patchbay.channel.spi.ProviderDescriptor;
import io.patchbay.channel.spi.SendRequest;
import io.patchbay.channel.spi.Sender;
import io.patchbay.channel.spi.SmsConnection;
import io.patchbay.channel.spi.SmsProvider;
import io.patchbay.core.internal.ChannelCore;
import io.patchbay.delivery.store.DeliveryStore;
import io.patchbay.delivery.store.Usage;
import io.patchbay.store.consent.ConversationWindows;
import io.patchbay.store.consent.RecentConversations;
import io.patchbay.store.internal.SqliteDatabase;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConversationsTest {
  @TempDir Path directory;
  private final RecentConversations windows = new RecentConversations();

  /** Makes a difference between answers and others, and carries both. */
  private static final class Chatty implements SmsProvider {
    private final Line line = new Line();

    @Override
    public ProviderDescriptor descriptor() {
      ProviderDescriptor own = line.descriptor();
      return new ProviderDescriptor(
          own.id(),
          own.name(),
          own.documentation(),
          own.settings(),
          own.contents(),
          own.recipients(),
          Set.of(ConversationRules.class),
          own.referenceLength());
    }

    @Override
    public SmsConnection connect(ConnectionContext context) {
      SmsConnection own = line.connect(context);
      return new SmsConnection() {
        @Override
        public SendOutcome send(SendRequest request) {
          return own.send(request);
        }

        @Override
        public Sender sender(@Nullable String from) {
          return own.sender(from);
        }

        @Override
        public <C> Optional<C> capability(Class<C> type) {
          ConversationRules rules =
              new ConversationRules() {
                @Override
                public Duration window() {
                  return Duration.ofHours(24);
                }

                @Override
                public boolean needsWindow(Content content) {
                  return false;
                }
              };
          return type.isInstance(rules) ? Optional.of(type.cast(rules)) : Optional.empty();
        }
      };
    }
  }

  private Usage.People sent(ConversationWindows known, String... numbers) {
    try (DeliveryStore store =
            new DeliveryStore(
                SqliteDatabase.queue(directory.resolve(SqliteDatabase.QUEUE), Clock.systemUTC()));
        ChannelCore patchbay =
            ChannelCore.builder()
                .provider(new Chatty())
                .configuration(Desk.ONE_LINE, directory)
                .dataDirectory(directory)
                .watchInterval(Duration.ZERO)
                .peopleStores(stores -> stores.withWindows(known))
                .build();
        Delivery delivery = Delivery.start(patchbay, store, DeliverySettings.defaults())) {
      for (String number : numbers) {
        delivery.submit("acme", Desk.message("to-" + number, "+" + number));
      }
      Desk.await(
          () -> store.counts().stream().allMatch(one -> one.state() == DeliveryState.ACCEPTED),
          () -> "sent " + store.counts());
      return store.usage(null).senders().get(0);
    }
  }

  private void heard(String number, Duration ago) {
    windows.heard("line:acme/a", List.of(new PhoneNumber(number)), Instant.now().minus(ago));
  }

  @Test
  void whoHasWrittenLatelyCountsForNoLimit() {
    heard("14155550101", Duration.ofHours(23));
    heard("14155550102", Duration.ofHours(25));

    Usage.People people = sent(windows, "14155550101", "14155550102", "14155550103");

    assertThat(people)
        .extracting(Usage.People::inside, Usage.People::outside, Usage.People::unknown)
        .containsExactly(1L, 2L, 1L);
  }

  /** Fails at every look. */
  private static final class Broken implements ConversationWindows {
    @Override
    public void heard(String sender, Collection<? extends Address> person, Instant at) {}

    @Override
    public Optional<Instant> lastHeard(String sender, Collection<? extends Address> person) {
      throw new IllegalStateException("+14155550101");
    }

    @Override
    public Map<String, Instant> all(Collection<? extends Address> person) {
      return Map.of();
    }

    @Override
    public int erase(Collection<? extends Address> person) {
      return 0;
    }

    @Override
    public int erase(String sender, Collection<? extends Address> person) {
      return 0;
    }
  }

  @Test
  void storesThatFailKeepNoMessageBack() {
    Usage.People people = sent(new Broken(), "14155550101");

    assertThat(people.unknown()).isEqualTo(1);
  }
}
