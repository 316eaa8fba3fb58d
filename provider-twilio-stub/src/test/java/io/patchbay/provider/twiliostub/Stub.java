package io.patchbay.provider.twiliostub;

import io.patchbay.channel.InstanceId;
import io.patchbay.channel.PhoneNumber;
import io.patchbay.channel.SendError;
import io.patchbay.channel.SendOutcome;
import io.patchbay.channel.Text;
import io.patchbay.channel.spi.ConnectionContext;
import io.patchbay.channel.spi.SendRequest;
import io.patchbay.channel.spi.Settings;
import io.patchbay.channel.spi.SmsConnection;
import io.patchbay.secrecy.Shown;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A connection of the stub under a clock of its own, and the words that the tests share. */
final class Stub {
  static final String ACCOUNT = "AC" + "0".repeat(32);
  static final String SERVICE = "MG" + "0".repeat(32);
  static final String TOKEN = "test-token";
  static final String FROM = "+15005550006";
  static final String TO = "14155550123";

  final MovingClock clock = new MovingClock();
  final SmsConnection connection;

  private Stub(Map<String, List<String>> values) {
    connection = new TwilioStubProvider().connect(context(settings(values), clock));
  }

  static Stub sendingFrom(String... numbers) {
    return new Stub(Map.of("from", List.of(numbers)));
  }

  static Stub with(Map<String, List<String>> values) {
    return new Stub(values);
  }

  static Settings settings(Map<String, List<String>> values) {
    Map<String, List<String>> all = new LinkedHashMap<>();
    all.put("accountSid", List.of(ACCOUNT));
    all.put("authToken", List.of(TOKEN));
    all.putAll(values);
    return Shown.text(Settings.of(new TwilioStubProvider().descriptor().settings(), all));
  }

  static ConnectionContext context(Settings settings, MovingClock clock) {
    return Shown.text(new ConnectionContext(new InstanceId("acme", "text"), settings, clock));
  }

  static SendRequest request(String to, String body, @Nullable String from, String reference) {
    return new SendRequest(
        new PhoneNumber(to), Text.of(body), from, null, reference, Duration.ofSeconds(5));
  }

  SendOutcome send(String to, String body) {
    return Shown.text(connection.send(request(to, body, null, "")));
  }

  SendOutcome.Accepted accepted(String body, String reference) {
    return (SendOutcome.Accepted) Shown.text(connection.send(request(TO, body, null, reference)));
  }

  SendError refused(String to, @Nullable String from) {
    return ((SendOutcome.Rejected) Shown.text(connection.send(request(to, "Hello", from, ""))))
        .cause();
  }

  TwilioStubMessages messages() {
    return connection.capability(TwilioStubMessages.class).orElseThrow();
  }
}
