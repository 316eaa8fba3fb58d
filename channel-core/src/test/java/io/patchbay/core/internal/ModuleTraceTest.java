package io.patchbay.core.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.PhoneNumber;
import io.patchbay.channel.SmsMessage;
import io.patchbay.channel.spi.ConnectionContext;
import io.patchbay.channel.spi.ProviderDescriptor;
import io.patchbay.channel.spi.SmsConnection;
import io.patchbay.channel.spi.SmsProvider;
import io.patchbay.testkit.FakeProvider;
import io.patchbay.testsupport.TestLog;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ModuleTraceTest {
  private static final class Broken implements SmsProvider {
    @Override
    public ProviderDescriptor descriptor() {
      return FakeProvider.describe("broken").recipient(PhoneNumber.class).build();
    }

    @Override
    public SmsConnection connect(ConnectionContext context) {
      if (context.instance().name().equals("closed")) {
        throw new IllegalStateException("hush-4711", new ArithmeticException("hush-4712"));
      }
      return request -> {
        throw new UnsupportedOperationException("hush-4713");
      };
    }
  }

  @Test
  void theTraceOfAModulesExceptionIsLoggedWithoutItsMessages() {
    TestLog log = new TestLog();
    try (ChannelCore patchbay =
        ChannelCore.builder()
            .provider(new Broken())
            .configuration(
                """
                { "workspaces": { "acme": { "sms": { "defaultProvider": "open", "providers": {
                    "open": { "type": "broken" }, "closed": { "type": "broken" } } } } } }
                """,
                Path.of(""))
            .watchInterval(Duration.ZERO)
            .build()) {
      patchbay.channel().send("acme", SmsMessage.to("+14155550132").text("Hello").build());
    }

    String place = "\tat " + Broken.class.getName();
    assertThat(log.text())
        .contains(
            "The module of acme/closed failed:\njava.lang.IllegalStateException\n"
                + place
                + ".connect(")
        .contains("\nCaused by: java.lang.ArithmeticException\n" + place + ".connect(")
        .contains(
            "The module of acme/open failed:\njava.lang.UnsupportedOperationException\n"
                + place
                + ".lambda$connect$")
        .doesNotContain("hush");
  }
}
