package io.patchbay.provider.httpgateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.spi.Rate;
import io.patchbay.channel.spi.SmsConnection;
import io.patchbay.provider.httpgateway.testing.CallbackSigner;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What hosts see of a connection. */
class HttpGatewayProviderTest {
  private static Map<String, List<String>> json(String... changes) {
    return Examples.with(Examples.settings("json", "https://sms.example.com/"), changes);
  }

  @Test
  void connectionsOfOneNamedAccountShareTheirSender() {
    String key = Examples.connect(json("account", "acme")).sender(null).key();
    assertThat(key).isEqualTo("sms.example.com:acme:Example");
    assertThat(Examples.connect(json("account", "other")).sender(null).key()).isNotEqualTo(key);
    assertThat(Examples.connect(json("account", "acme")).sender("+15005550006").key())
        .isEqualTo("sms.example.com:acme:+15005550006");
    assertThat(Examples.connect(json()).sender(null).key())
        .as("when only a secret tells accounts apart")
        .isEmpty();
  }

  @Test
  void theRateIsThatOfTheSettings() {
    assertThat(Examples.connect(json()).sender(null).rate()).isNull();
    assertThat(Examples.connect(json("messagesPerSecond", "7")).sender(null).rate())
        .isEqualTo(Rate.perSecond(7));
  }

  @Test
  void nothingShowsASecret() {
    SmsConnection connection =
        Examples.connect(
            json(
                "authentication", "basic", "token", "", "username", "acme", "password", "test-pw"));
    assertThat(connection + CallbackSigner.basic("u", Examples.SECRET).toString())
        .isEqualTo("GatewayConnection[RequestSettings[POST, JSON]]CallbackSigner[Authorization]");
  }
}
