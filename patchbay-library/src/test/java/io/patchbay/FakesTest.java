package io.patchbay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.patchbay.channel.Category;
import io.patchbay.channel.InstanceId;
import io.patchbay.channel.SendOutcome;
import io.patchbay.channel.SendResult;
import io.patchbay.channel.SmsMessage;
import io.patchbay.channel.Template;
import io.patchbay.channel.Text;
import io.patchbay.registry.plugin.ProviderCatalog;
import io.patchbay.testkit.RecordingChannel;
import io.patchbay.testkit.RecordingProvider;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The fakes in a host's test. */
class FakesTest {
  private static final SmsMessage HELLO =
      SmsMessage.to("+1 415 555 0132")
          .content(Text.of("Hello"))
          .content(Template.of("hi", "en"))
          .build();

  /** Something that a provider of this test offers. */
  interface Quota {
    String left();
  }

  private static Patchbay host(RecordingProvider provider) {
    return Patchbay.builder()
        .catalog(ProviderCatalog.of(provider))
        .configuration(RecordingProvider.CONFIGURATION, Path.of(""))
        .build();
  }

  @Test
  void aHostSendsThroughARecordingProvider() {
    RecordingProvider provider = new RecordingProvider();
    provider.then(RecordingProvider.rejected(Category.WINDOW_CLOSED));
    try (Patchbay patchbay = host(provider)) {
      SendResult result = patchbay.channel().send("acme", HELLO);

      assertThat(result.outcome().accepted()).isTrue();
      assertThat(provider.requests())
          .extracting(request -> (Object) request.content().getClass())
          .containsExactly(Text.class, Template.class);
      assertThat(provider.openConnections()).isEqualTo(1);
    }
    assertThat(provider.openConnections()).isZero();
  }

  @Test
  void delaysAndFailuresAreScripted() {
    RecordingProvider provider =
        new RecordingProvider()
            .thenAfter(Duration.ofMillis(20))
            .then(
                request -> {
                  throw new IllegalStateException("scripted");
                })
            .then(RecordingProvider.unknown());
    try (Patchbay patchbay = host(provider)) {
      SendResult slow = patchbay.channel().send("acme", HELLO);
      assertThat(slow.outcome().accepted()).isTrue();
      assertThat(slow.attempts().get(0).took()).isGreaterThanOrEqualTo(Duration.ofMillis(20));
      assertThat(patchbay.channel().send("acme", HELLO).outcome())
          .isInstanceOf(SendOutcome.Unknown.class);
      assertThat(patchbay.channel().send("acme", HELLO).outcome())
          .isInstanceOf(SendOutcome.Unknown.class);
      assertThat(patchbay.channel().send("acme", HELLO).outcome().accepted()).isTrue();
    }
  }

  @Test
  void aChannelOfItsOwnNeedsNothingElse() {
    InstanceId instance = new InstanceId("acme", "any");
    RecordingChannel channel = new RecordingChannel().then(RecordingProvider.unknown());
    channel.offering(Quota.class, () -> "17");

    assertThat(channel.send("acme", HELLO).outcome()).isInstanceOf(SendOutcome.Unknown.class);
    assertThat(channel.sendAsync("acme", HELLO).toCompletableFuture().join().outcome().accepted())
        .isTrue();
    assertThat(channel.sent())
        .containsExactly(
            new RecordingChannel.Sent("acme", HELLO), new RecordingChannel.Sent("acme", HELLO));
    assertThat(channel.use(instance, Quota.class, Quota::left)).isEqualTo("17");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> channel.use(instance, Runnable.class, work -> ""))
        .withMessage("acme/any offers no Runnable; script it with offering(…)");
  }
}
