package io.patchbay.provider.whatsapp;

import io.patchbay.channel.Address;
import io.patchbay.channel.Content;
import io.patchbay.channel.InstanceId;
import io.patchbay.channel.PhoneNumber;
import io.patchbay.channel.Text;
import io.patchbay.channel.spi.ConnectionContext;
import io.patchbay.channel.spi.SendRequest;
import io.patchbay.channel.spi.Setting;
import io.patchbay.channel.spi.SettingType;
import io.patchbay.channel.spi.Settings;
import io.patchbay.channel.spi.SmsConnection;
import io.patchbay.secrecy.Shown;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import okhttp3.OkHttpClient;

/** Opens connections and makes requests for tests. */
final class Connections {
  static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-20T12:00:00Z"), ZoneOffset.UTC);
  static final String TOKEN = "test-token-never-shown";
  static final String SECRET = "test-app-secret-never-shown";
  static final String NUMBER_ID = "109876543210123";
  static final PhoneNumber ANNA = new PhoneNumber("14155551234");

  private Connections() {}

  /** Settings given as {@code key=value}; repeated keys give several values. */
  static Settings settings(String baseUrl, String... more) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    values.put("accessToken", List.of(TOKEN));
    values.put("phoneNumberId", List.of(NUMBER_ID));
    values.put("baseUrl", List.of(baseUrl));
    for (String setting : more) {
      String key = setting.substring(0, setting.indexOf('='));
      List<String> value =
          Arrays.stream(more)
              .filter(other -> other.startsWith(key + "="))
              .map(other -> other.substring(key.length() + 1))
              .toList();
      values.put(key, value);
    }
    for (Setting setting : new WhatsAppCloudProvider().descriptor().settings()) {
      List<String> given = values.getOrDefault(setting.key(), List.of());
      given.forEach(setting.type() == SettingType.SECRET ? Shown::secret : Shown::id);
    }
    return Shown.text(Settings.of(new WhatsAppCloudProvider().descriptor().settings(), values));
  }

  static SmsConnection open(String baseUrl, String... more) {
    return open(UnaryOperator.identity(), baseUrl, more);
  }

  static SmsConnection open(
      UnaryOperator<OkHttpClient.Builder> network, String baseUrl, String... more) {
    try {
      return new WatchedConnection(
          new WhatsAppCloudProvider(network).connect(context(settings(baseUrl, more))));
    } catch (RuntimeException e) {
      throw Shown.thrown(e);
    }
  }

  static ConnectionContext context(Settings settings) {
    return Shown.text(new ConnectionContext(new InstanceId("acme", "whatsapp"), settings, CLOCK));
  }

  static SendRequest text(String body) {
    return request(ANNA, Text.of(body), Duration.ofSeconds(20));
  }

  static SendRequest request(Address to, Content content) {
    return request(to, content, Duration.ofSeconds(20));
  }

  static SendRequest request(Address to, Content content, Duration timeout) {
    return new SendRequest(to, content, null, null, "", timeout);
  }
}
