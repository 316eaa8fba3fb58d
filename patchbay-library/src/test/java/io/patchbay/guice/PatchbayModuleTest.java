package io.patchbay.guice;

import static io.patchbay.testsupport.ConfigurationText.workspace;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Inject;
import com.google.inject.Injector;
import com.google.inject.ProvisionException;
import com.google.inject.multibindings.Multibinder;
import io.patchbay.Patchbay;
import io.patchbay.channel.Attempt;
import io.patchbay.channel.ChannelEventListener;
import io.patchbay.channel.InstanceId;
import io.patchbay.channel.MessageRef;
import io.patchbay.channel.SendListener;
import io.patchbay.channel.SmsChannel;
import io.patchbay.channel.SmsMessage;
import io.patchbay.channel.Unrecognized;
import io.patchbay.channel.WebhookRequest;
import io.patchbay.channel.spi.SmsProvider;
import io.patchbay.channel.spi.WebhookResult;
import io.patchbay.core.Guard;
import io.patchbay.registry.config.ConfigurationException;
import io.patchbay.testkit.FakeProvider;
import io.patchbay.testsupport.Conditions;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PatchbayModuleTest {
  @TempDir Path directory;

  private static final String JSON =
      "{\"workspaces\": {"
          + workspace(
              "acme",
              "\"defaultProvider\": \"one\", \"fallback\": [\"two\"], \"providers\": {\"one\":"
                  + " {}, \"two\": {}}")
          + "}}";

  private final FakeProvider one = new FakeProvider("one");
  private final FakeProvider two = new FakeProvider("two");
  private final List<String> seen = new ArrayList<>();

  private static final class Host {
    private final SmsChannel channel;

    @Inject
    Host(SmsChannel channel) {
      this.channel = channel;
    }
  }

  private final class Contributions extends AbstractModule {
    @Override
    protected void configure() {
      Multibinder<SmsProvider> providers = Multibinder.newSetBinder(binder(), SmsProvider.class);
      providers.addBinding().toInstance(one);
      providers.addBinding().toInstance(two);
      Multibinder.newSetBinder(binder(), Guard.class)
          .addBinding()
          .toInstance(
              send -> {
                seen.add("guard");
                return Optional.empty();
              });
      Multibinder.newSetBinder(binder(), SendListener.class)
          .addBinding()
          .toInstance(
              new SendListener() {
                @Override
                public void finished(MessageRef message, Attempt attempt) {
                  seen.add("sent by " + attempt.instance());
                }
              });
      Multibinder.newSetBinder(binder(), ChannelEventListener.class)
          .addBinding()
          .toInstance((event, context) -> seen.add("event " + event.key()));
    }
  }

  @Test
  void whatOtherModulesContributeTakesPart() {
    Injector injector =
        Guice.createInjector(
            new PatchbayModule(() -> Patchbay.builder().configuration(JSON, directory)),
            new Contributions());
    try (Patchbay patchbay = injector.getInstance(Patchbay.class)) {
      Host host = injector.getInstance(Host.class);
      host.channel.send("acme", SmsMessage.to("+14155551234").text("x").build());
      assertThat(seen).containsExactly("guard", "sent by acme/one");
      one.newest("acme", "one")
          .webhooks(
              request ->
                  WebhookResult.accepted(List.of(new Unrecognized("k", Instant.EPOCH, "", "x"))));
      host.channel.receive(
          new InstanceId("acme", "one"),
          WebhookRequest.of("POST", URI.create("https://example.org/"), Map.of(), new byte[0]));
      Conditions.await("the event is told", () -> seen.contains("event k"));
      assertThat(patchbay.registry().catalog().ids()).containsExactly("one", "two");
    }
  }

  @Test
  void thereIsOnePatchbayAndItsChannel() {
    Injector injector =
        Guice.createInjector(
            new PatchbayModule(() -> Patchbay.builder().configuration(JSON, directory)),
            new Contributions());
    try (Patchbay patchbay = injector.getInstance(Patchbay.class)) {
      assertThat(injector.getInstance(Patchbay.class)).isSameAs(patchbay);
      assertThat(injector.getInstance(SmsChannel.class))
          .isSameAs(injector.getInstance(SmsChannel.class))
          .isSameAs(patchbay.channel());
    }
  }

  @Test
  void itWorksWithoutContributions() {
    Injector injector = Guice.createInjector(new PatchbayModule(Patchbay::builder));
    try (Patchbay patchbay = injector.getInstance(Patchbay.class)) {
      assertThat(patchbay.registry().catalog().ids()).isEmpty();
    }
  }

  @Test
  void aConfigurationThatIsMissingFailsTheInjectionWithItsMessage() {
    Injector injector =
        Guice.createInjector(
            new PatchbayModule(
                () -> Patchbay.builder().configuration(Path.of("/nowhere/patchbay.json"))));
    assertThatThrownBy(() -> injector.getInstance(SmsChannel.class))
        .isInstanceOf(ProvisionException.class)
        .hasCauseInstanceOf(ConfigurationException.class)
        .hasMessageContaining("The configuration file /nowhere/patchbay.json does not exist");
  }
}
