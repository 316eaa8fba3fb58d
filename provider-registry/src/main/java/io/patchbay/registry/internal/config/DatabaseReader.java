package io.patchbay.registry.internal.config;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.patchbay.channel.spi.Secret;
import io.patchbay.channel.spi.Setting;
import io.patchbay.registry.config.ConfigurationProblem;
import io.patchbay.registry.config.DatabaseConfiguration;
import io.patchbay.registry.config.DatabaseTransport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the part {@code delivery} of the section {@code server} says of a database. Used once.
 */
public final class DatabaseReader {
  private static final String SHAPE = "jdbc:postgresql://host:5432/database";

  private static final Setting URL =
      Setting.text("database")
          .label("Database")
          .help(
              "The JDBC URL of a PostgreSQL that keeps the queue, people and events for several"
                  + " hosts; files beside the configuration unless given.")
          .pattern("jdbc:postgresql://.+")
          .example(SHAPE)
          .build();

  private static final Setting USER =
      Setting.text("databaseUser")
          .label("Database user")
          .help("Who connects to the database.")
          .example("patchbay")
          .build();

  private static final Setting PASSWORD =
      Setting.secret("databasePassword")
          .label("Database password")
          .help("The password of the database's user.")
          .build();

  public static final List<Setting> SETTINGS = List.of(URL, USER, PASSWORD);

  /** Hosts with ports, a database and options of the driver. */
  private static final Pattern WHOLE =
      Pattern.compile(
          "jdbc:postgresql://(?<host>[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(:\\d{1,5})?"
              + "(,([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(:\\d{1,5})?)*/[^/?\\s]+(\\?\\S*)?");

  /** Where a password ends is not looked for: it may hold every sign that ends another part. */
  private static final Pattern CREDENTIALS = Pattern.compile("(?i)[?&]user=|password|[@;]");

  private static final String MASKED = "****";

  private final String path;
  private final Placeholders placeholders;
  private final List<ConfigurationProblem> problems = new ArrayList<>();
  private final List<ConfigurationProblem> warnings = new ArrayList<>();

  DatabaseReader(String path, Placeholders placeholders) {
    this.path = path;
    this.placeholders = placeholders;
  }

  /** The errors in it. */
  public List<ConfigurationProblem> problems() {
    return List.copyOf(problems);
  }

  /** What works, though it is not safe. */
  List<ConfigurationProblem> warnings() {
    return List.copyOf(warnings);
  }

  /** What it says; null when it names no database, or there is an error in it. */
  public @Nullable DatabaseConfiguration read(@Nullable JsonElement element) {
    if (element == null || !element.isJsonObject()) {
      // Told of by who reads the rest of the part.
      return null;
    }
    JsonObject section = element.getAsJsonObject();
    Optional<String> url = text(section, URL).flatMap(text -> url(section, text));
    Optional<String> user = text(section, USER);
    Optional<String> password = text(section, PASSWORD);
    if (!section.has(URL.key())) {
      alone(section, USER);
      alone(section, PASSWORD);
    }
    if (url.isEmpty() || !problems.isEmpty()) {
      return null;
    }
    DatabaseConfiguration found =
        new DatabaseConfiguration(
            url.get(), user.orElse(null), password.map(Secret::new).orElse(null));
    warnOfPlain(found.transport());
    return found;
  }

  private void warnOfPlain(DatabaseTransport transport) {
    if (!transport.encrypted() && !transport.isLoopback()) {
      warnings.add(
          ConfigurationProblem.warning(
              "",
              path + "." + URL.key(),
              null,
              "may send passwords and messages over the network without encryption (sslmode="
                  + transport.mode()
                  + ")",
              "add ?sslmode=verify-full and, for a certificate authority of your own,"
                  + " &sslrootcert=FILE"));
    }
  }

  private void alone(JsonObject section, Setting setting) {
    if (section.has(setting.key())) {
      report(setting, null, "says nothing without a database", "add database: \"" + SHAPE + "\"");
    }
  }

  private Optional<String> url(JsonObject section, String url) {
    String written = section.get(URL.key()).getAsString();
    if (CREDENTIALS.matcher(url).find()) {
      report(
          URL,
          shown(written),
          "holds a user or a password",
          "take them out and write them into databaseUser and databasePassword, the password as"
              + " ${file:PATH} or ${env:NAME}");
      return Optional.empty();
    }
    if (!WHOLE.matcher(url).matches()) {
      report(URL, shown(written), "is not the address of a PostgreSQL", "write " + SHAPE);
      return Optional.empty();
    }
    return Optional.of(url);
  }

  /** What cannot be read may hold a password in a place that is not known here. */
  private static String shown(String written) {
    return Placeholders.isAll(written) ? "\"" + written + "\"" : MASKED;
  }

  private Optional<String> text(JsonObject section, Setting setting) {
    JsonElement element = section.get(setting.key());
    if (element == null) {
      return Optional.empty();
    }
    if (!(element instanceof JsonPrimitive primitive && primitive.isString())) {
      report(setting, null, "is not a text", "write it in quotes");
      return Optional.empty();
    }
    try {
      String text = placeholders.resolve(primitive.getAsString());
      if (text.isBlank()) {
        report(setting, null, "is empty", "write it, or leave " + setting.key() + " out");
        return Optional.empty();
      }
      return Optional.of(text);
    } catch (Placeholders.Unresolved e) {
      report(setting, null, String.valueOf(e.getMessage()), e.suggestion());
      return Optional.empty();
    }
  }

  private void report(Setting setting, @Nullable String value, String message, String suggestion) {
    problems.add(
        ConfigurationProblem.error("", path + "." + setting.key(), value, message, suggestion));
  }
}
