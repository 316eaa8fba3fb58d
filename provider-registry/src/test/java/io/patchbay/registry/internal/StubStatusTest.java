package io.patchbay.registry.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.ChannelEvent;
import io.patchbay.channel.DeliveryStatus;
import io.patchbay.channel.StatusUpdate;
import io.patchbay.channel.spi.ProviderDescriptor;
import io.patchbay.channel.spi.Settings;
import io.patchbay.channel.spi.WebhookResult;
import io.patchbay.testkit.FakeProvider;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A stub whose module marks nothing: what it reports is of messages that were never sent. */
class StubStatusTest {
  private static final StatusUpdate DELIVERED =
      new StatusUpdate(
          "key",
          Instant.EPOCH,
          "",
          "id",
          DeliveryStatus.DELIVERED,
          "delivered",
          null,
          List.of(),
          List.of(),
          Map.of("segments", "1"));

  private static Bounds of(ProviderDescriptor provider) {
    Settings settings = Settings.of(provider.settings(), Map.of());
    return new Bounds(
        InstanceSecrets.of(provider, settings), new ContentSize(), provider.sendsNothing());
  }

  private static boolean nothingSent(ChannelEvent event) {
    return ((StatusUpdate) event).nothingSent();
  }

  @Test
  void aStatusOfAStubIsOneOfAMessageThatWasNeverSent() {
    Bounds bounds = of(FakeProvider.describe("stub").sendsNothing().build());

    assertThat(bounds.webhook(WebhookResult.accepted(List.of(DELIVERED))).events())
        .allMatch(StubStatusTest::nothingSent);
    assertThat(bounds.history(List.of(DELIVERED)))
        .allMatch(StatusUpdate::nothingSent)
        .allMatch(status -> "1".equals(status.details().get("segments")));
  }

  @Test
  void aStatusOfAnotherProviderIsAsItsModuleSays() {
    Bounds bounds = of(FakeProvider.describe("fake").build());

    assertThat(bounds.webhook(WebhookResult.accepted(List.of(DELIVERED))).events())
        .noneMatch(StubStatusTest::nothingSent);
  }
}
