package io.patchbay.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A configuration file for tests: WhatsApp at a simulator, and the stub. */
final class SampleWorkspace {
  static final String TWILIO =
      "\"text\": { \"type\": \"twilio-stub\", \"accountSid\":"
          + " \"AC00000000000000000000000000000000\", \"authToken\": \"test-auth-token\", \"from\":"
          + " \"+15005550006\" }";

  private SampleWorkspace() {}

  /** A workspace acme, region US, with whatsapp as its default and text as its fallback. */
  static String json(String baseUrl) {
    return """
    { "workspaces": { "acme": { "sms": {
        "defaultProvider": "whatsapp", "defaultRegion": "US", "fallback": ["text"],
        "providers": {
          "whatsapp": { "type": "whatsapp-cloud", "baseUrl": "%s",
                        "accessToken": "test-token", "phoneNumberId": "109876543210123" },
          %s } } } } }
    """
        .formatted(baseUrl, TWILIO);
  }

  /** The same without the stub as the fallback, which is warned of. */
  static String withoutFallback(String baseUrl) {
    return json(baseUrl).replace("\"fallback\": [\"text\"],", "");
  }

  static Path write(Path folder, String json) throws IOException {
    return Files.writeString(folder.resolve("patchbay.json"), json, StandardCharsets.UTF_8);
  }
}
