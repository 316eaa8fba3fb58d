package io.patchbay.integration;

import io.patchbay.Patchbay;
import io.patchbay.core.internal.ChannelCore;
import io.patchbay.simulator.WhatsAppCloudSimulator;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** Configurations and hosts that several flows start from. */
final class Hosts {
  static final String PHONE_NUMBER_ID = "109876543210123";
  static final String OTHER_PHONE_NUMBER_ID = "209876543210123";
  static final String TOKEN = "test-token";
  static final String ACCOUNT_SID = "AC" + "0".repeat(32);

  private Hosts() {}

  /** A host on a configuration of its own, with everything that is discovered on the class path. */
  static Patchbay.Builder host(String configuration) {
    return Patchbay.builder()
        .configuration(configuration, Path.of(""))
        .environment(Map.of("TOKEN", TOKEN, "APP_SECRET", "test-app-secret")::get)
        .drainTime(Duration.ofSeconds(5))
        .watchInterval(Duration.ZERO);
  }

  /** The same without the front door, for tests of what lies behind it. */
  static ChannelCore.Builder core(String configuration) {
    return ChannelCore.builder()
        .configuration(configuration, Path.of(""))
        .environment(Map.of("TOKEN", TOKEN, "APP_SECRET", "test-app-secret")::get)
        .drainTime(Duration.ofSeconds(5))
        .watchInterval(Duration.ZERO);
  }

  /** An instance of the WhatsApp provider that talks to a simulator. */
  static String whatsApp(WhatsAppCloudSimulator simulator, String phoneNumberId) {
    return """
        { "type": "whatsapp-cloud", "accessToken": "${env:TOKEN}", "phoneNumberId": "%s",
          "appSecret": "${env:APP_SECRET}", "verifyToken": "test-verify-token", "baseUrl": "%s" }\
        """
        .formatted(phoneNumberId, simulator.baseUrl());
  }

  /** An instance of the Twilio stub. */
  static String twilioStub() {
    return """
        { "type": "twilio-stub", "accountSid": "%s", "authToken": "test-auth-token",
          "from": "15005550006" }\
        """
        .formatted(ACCOUNT_SID);
  }

  static WhatsAppCloudSimulator simulator() {
    return WhatsAppCloudSimulator.builder()
        .accessToken(TOKEN)
        .phoneNumberId(PHONE_NUMBER_ID)
        .phoneNumberId(OTHER_PHONE_NUMBER_ID)
        .messagesPerSecond(100_000)
        .start();
  }
}
