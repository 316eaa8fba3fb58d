package io.patchbay.registry.internal.config;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.patchbay.channel.spi.Secret;
import io.patchbay.channel.spi.Setting;
import io.patchbay.content.Suggestion;
import io.patchbay.registry.config.ConfigurationProblem;
import io.patchbay.registry.config.DeliveryConfiguration;
import io.patchbay.registry.config.ServerConfiguration;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the top-level section {@code server}. Used once. */
public final class ServerReader {
  public static final String KEY = "server";

  private static final Setting PUBLIC_BASE_URL =
      Setting.url("publicBaseUrl")
          .label("Public base URL")
          .help(
              "The address by which providers reach this host; webhooks arrive below it, and"
                  + " signatures cover it.")
          .example("https://messages.example.com")
          .build();

  private static final Setting API_KEYS =
      Setting.secret("apiKeys")
          .label("API keys")
          .help(
              "What callers of /v1 prove themselves with: 16 characters or more, each key good;"
                  + " without one /v1 stays closed.")
          .repeated()
          .build();

  public static final List<Setting> SETTINGS = List.of(PUBLIC_BASE_URL, API_KEYS);

  private static final List<String> KEYS =
      Stream.concat(SETTINGS.stream().map(Setting::key), Stream.of(DeliveryReader.KEY)).toList();
  private static final int SHORTEST_KEY = 16;

  /** Up to the last {@code @}: an unescaped password may have any character, that one too. */
  private static final Pattern CREDENTIALS = Pattern.compile("(?s)^([a-zA-Z]+://)?.*@");

  private static final Pattern QUERY = Pattern.compile("(?s)[?#].*");

  private static final String MASKED = "****";

  private final Placeholders placeholders;
  private final List<ConfigurationProblem> problems = new ArrayList<>();

  ServerReader(Placeholders placeholders) {
    this.placeholders = placeholders;
  }

  /**
   * The section as it was read.
   *
   * @param configuration what it says; null when there is an error in it
   * @param problems everything wrong in it
   */
  public record Section(
      @Nullable ServerConfiguration configuration, List<ConfigurationProblem> problems) {}

  /** Reads what the part about the queue says of a database. */
  public static DatabaseReader database(Placeholders placeholders) {
    return new DatabaseReader(KEY + "." + DeliveryReader.KEY, placeholders);
  }

  Section read(@Nullable JsonElement element) {
    if (element == null) {
      return new Section(ServerConfiguration.none(), List.of());
    }
    if (!element.isJsonObject()) {
      report(KEY, null, "is not an object", "write { \"publicBaseUrl\": \"https://...\" }");
      return new Section(null, List.copyOf(problems));
    }
    JsonObject section = element.getAsJsonObject();
    for (String key : section.keySet()) {
      if (!KEYS.contains(key)) {
        // Shown without its value: it may be a misspelt secret.
        report(KEY + "." + key, MASKED, "is not a key here", Suggestion.sentence(KEYS, key));
      }
    }
    URI base = publicBaseUrl(section.get(PUBLIC_BASE_URL.key()));
    List<Secret> keys = apiKeys(section.get(API_KEYS.key()));
    DeliveryReader queue = new DeliveryReader(KEY + "." + DeliveryReader.KEY);
    DeliveryConfiguration delivery = queue.read(section.get(DeliveryReader.KEY));
    problems.addAll(queue.problems());
    DatabaseReader database = database(placeholders);
    database.read(section.get(DeliveryReader.KEY));
    problems.addAll(database.problems());
    ServerConfiguration read =
        problems.isEmpty() ? new ServerConfiguration(base, keys, delivery) : null;
    problems.addAll(database.warnings());
    return new Section(read, List.copyOf(problems));
  }

  private @Nullable URI publicBaseUrl(@Nullable JsonElement element) {
    if (element == null) {
      return null;
    }
    String path = KEY + "." + PUBLIC_BASE_URL.key();
    Optional<String> text = text(path, element);
    if (text.isEmpty()) {
      return null;
    }
    Optional<URI> url = baseUrl(text.get());
    if (url.isEmpty()) {
      report(
          path,
          "\"" + masked(element.getAsString()) + "\"",
          "is not the address of a host",
          "write http:// or https://, a host and, if there is one, a path; no user, no password and"
              + " no query");
    }
    return url.orElse(null);
  }

  private static String masked(String url) {
    String bare = CREDENTIALS.matcher(url).replaceFirst("$1" + MASKED + "@");
    return QUERY.matcher(bare).replaceFirst("?" + MASKED);
  }

  private static Optional<URI> baseUrl(String text) {
    try {
      String bare = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
      URI url = URI.create(bare);
      boolean good =
          PUBLIC_BASE_URL.problemWith(text).isEmpty()
              && url.getHost() != null
              && url.getRawUserInfo() == null
              && url.getRawQuery() == null
              && url.getRawFragment() == null;
      return good ? Optional.of(url) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private List<Secret> apiKeys(@Nullable JsonElement element) {
    List<Secret> keys = new ArrayList<>();
    String path = KEY + "." + API_KEYS.key();
    if (element == null) {
      return keys;
    }
    if (!element.isJsonArray()) {
      apiKey(path, element).ifPresent(keys::add);
      return keys;
    }
    int index = 0;
    for (JsonElement item : element.getAsJsonArray()) {
      apiKey(path + "[" + index++ + "]", item).ifPresent(keys::add);
    }
    return keys;
  }

  private Optional<Secret> apiKey(String path, JsonElement element) {
    Optional<String> text = text(path, element);
    if (text.isPresent() && !text.get().matches("[!-~]{" + SHORTEST_KEY + ",}")) {
      report(
          path,
          Placeholders.isAll(element.getAsString()) ? "\"" + element.getAsString() + "\"" : MASKED,
          "is not "
              + SHORTEST_KEY
              + " or more letters, digits and signs of ASCII, without white space",
          "make one with: openssl rand -hex 32");
      return Optional.empty();
    }
    return text.map(Secret::new);
  }

  private Optional<String> text(String path, JsonElement element) {
    if (!(element instanceof JsonPrimitive primitive && primitive.isString())) {
      report(path, null, "is not a text", "write it in quotes");
      return Optional.empty();
    }
    try {
      return Optional.of(placeholders.resolve(primitive.getAsString()));
    } catch (Placeholders.Unresolved e) {
      report(path, null, String.valueOf(e.getMessage()), e.suggestion());
      return Optional.empty();
    }
  }

  private void report(String at, @Nullable String value, String message, String suggestion) {
    problems.add(ConfigurationProblem.error("", at, value, message, suggestion));
  }
}
