package io.patchbay.provider.httpgateway;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.patchbay.channel.InstanceId;
import io.patchbay.channel.spi.ConnectionContext;
import io.patchbay.channel.spi.Settings;
import io.patchbay.channel.spi.SmsConnection;
import io.patchbay.testkit.Payloads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The examples of {@code docs/http-gateway.md} as settings. */
final class Examples {
  static final Instant NOW = Payloads.NOW;
  static final String SECRET = "test-callback-secret";
  static final String TOKEN = "test-token-0123456789";

  private Examples() {}

  /**
   * An example's settings.
   *
   * @param name json, form, text or xml
   * @param service where the gateway is, with a closing slash
   */
  static Map<String, List<String>> settings(
      String name, String service, String token, String secret) {
    JsonElement here = JsonParser.parseString(page(name));
    for (String step : List.of("workspaces", "acme", "sms", "providers", "sms")) {
      here = here.getAsJsonObject().get(step);
    }
    JsonObject instance = here.getAsJsonObject();
    Map<String, List<String>> settings = new LinkedHashMap<>();
    for (String key : instance.keySet()) {
      if (key.equals("type")) {
        continue;
      }
      JsonElement value = instance.get(key);
      JsonArray all = value.isJsonArray() ? value.getAsJsonArray() : new JsonArray();
      if (!value.isJsonArray()) {
        all.add(value);
      }
      List<String> texts = new ArrayList<>();
      for (JsonElement one : all) {
        texts.add(
            one.getAsString()
                .replace("https://sms.example.com/", service)
                .replace("${env:SMS_TOKEN}", token)
                .replace("${env:SMS_PASSWORD}", token)
                .replace("${env:SMS_CALLBACK_SECRET}", secret));
      }
      settings.put(key, texts);
    }
    return settings;
  }

  /** With secrets of the tests' own. */
  static Map<String, List<String>> settings(String name, String service) {
    return settings(name, service, TOKEN, SECRET);
  }

  private static String page(String name) {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("docs/http-gateway.md"))) {
      folder = Objects.requireNonNull(folder.getParent(), "not inside the project");
    }
    try {
      String page = Files.readString(folder.resolve("docs/http-gateway.md"));
      int marker = page.indexOf("<!-- example: " + name + " -->");
      int start = page.indexOf("```json\n", marker) + "```json\n".length();
      return page.substring(start, page.indexOf("```", start));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static SmsConnection connect(Map<String, List<String>> settings) {
    return connect(settings, Clock.fixed(NOW, ZoneOffset.UTC));
  }

  static SmsConnection connect(Map<String, List<String>> settings, Clock clock) {
    HttpGatewayProvider provider = new HttpGatewayProvider();
    return provider.connect(
        new ConnectionContext(
            new InstanceId("acme", "sms"),
            Settings.of(provider.descriptor().settings(), settings),
            clock));
  }

  /** The settings with some replaced; an empty one is taken away. */
  static Map<String, List<String>> with(Map<String, List<String>> settings, String... changes) {
    Map<String, List<String>> changed = new LinkedHashMap<>(settings);
    for (int i = 0; i < changes.length; i += 2) {
      if (changes[i + 1].isEmpty()) {
        changed.remove(changes[i]);
      } else {
        changed.put(changes[i], List.of(changes[i + 1]));
      }
    }
    return changed;
  }
}
