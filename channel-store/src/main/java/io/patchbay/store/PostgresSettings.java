package io.patchbay.store;

import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which PostgreSQL to use, and how long to wait for it.
 *
 * <p>Immutable and thread-safe. Its text holds neither the URL nor a password.
 *
 * @param url {@code jdbc:postgresql://host:port/database} with any options of the driver but user
 *     and password, and without {@code @} and {@code ;}, beside which they may stand; several hosts
 *     with {@code targetServerType=primary} follow a failover
 * @param user who connects; null for what the driver takes by itself
 * @param password its password; null for none, as with a certificate or a file of passwords
 * @param schema where the tables are: small letters, digits and {@code _}. Each schema is a queue
 *     of its own, so that several can share a database
 * @param connections how many connections at most, from 2 on; a fifth of them, at least one, may
 *     count
 * @param connectWithin how long to wait for a connection
 * @param answerWithin how long to wait for the answer to one statement: a database that is gone
 *     without a word holds no thread longer than about this; to count may take 5 minutes
 */
public record PostgresSettings(
    String url,
    @Nullable String user,
    @Nullable String password,
    String schema,
    int connections,
    Duration connectWithin,
    Duration answerWithin) {
  /** The schema without another choice. */
  public static final String SCHEMA = "patchbay";

  private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_]{0,62}");

  /** What stands where a port belongs: the driver writes it to a log of its own. */
  private static final Pattern PORT =
      Pattern.compile("^jdbc:postgresql://[^/?]*:(?![0-9]{1,5}(?:[,/?]|$))");

  /** An address of IPv6. */
  private static final Pattern BRACKETS = Pattern.compile("\\[[0-9A-Fa-f:.]*\\]");

  /** Where a password ends is not looked for: it may hold every sign that ends another part. */
  private static final Pattern SECRET = Pattern.compile("(?i)[?&]user=|password|[@;]");

  private static final Duration SHORTEST = Duration.ofMillis(250);
  private static final Duration LONGEST = Duration.ofHours(1);

  /**
   * Checks everything but whether the database is there.
   *
   * @throws IllegalArgumentException when something is wrong; it does not repeat the URL
   */
  public PostgresSettings {
    if (!url.startsWith("jdbc:postgresql:")) {
      throw new IllegalArgumentException(
          "The URL of the database does not begin with jdbc:postgresql:");
    }
    if (SECRET.matcher(url).find()) {
      throw new IllegalArgumentException(
          "The URL of the database names a user or a password; set them by themselves");
    }
    if (PORT.matcher(BRACKETS.matcher(url).replaceAll("")).find()) {
      throw new IllegalArgumentException(
          "The URL of the database has something else than a number for a port; user and password"
              + " are set by themselves");
    }
    checkSchema(schema);
    if (connections < 2) {
      throw new IllegalArgumentException(
          "connections is " + connections + ", it has to be at least 2");
    }
    check("connectWithin", connectWithin);
    check("answerWithin", answerWithin);
  }

  static void checkSchema(String schema) {
    if (!NAME.matcher(schema).matches()) {
      throw new IllegalArgumentException(
          "The schema '"
              + schema
              + "' is not a name of up to 63 small letters, digits and _ that begins with no"
              + " digit");
    }
  }

  private static void check(String name, Duration value) {
    if (value.compareTo(SHORTEST) < 0 || value.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          name + " is " + value + ", outside " + SHORTEST + " to " + LONGEST);
    }
  }

  /** The schema {@link #SCHEMA}, 10 connections, 10 seconds to connect and 30 to answer. */
  public static PostgresSettings of(String url, @Nullable String user, @Nullable String password) {
    return new PostgresSettings(
        url, user, password, SCHEMA, 10, Duration.ofSeconds(10), Duration.ofSeconds(30));
  }

  /** The same in another schema. */
  public PostgresSettings withSchema(String other) {
    return new PostgresSettings(
        url, user, password, other, connections, connectWithin, answerWithin);
  }

  /** The same with another number of connections. */
  public PostgresSettings withConnections(int most) {
    return new PostgresSettings(url, user, password, schema, most, connectWithin, answerWithin);
  }

  /** The same with other patience. */
  public PostgresSettings withPatience(Duration toConnect, Duration toAnswer) {
    return new PostgresSettings(url, user, password, schema, connections, toConnect, toAnswer);
  }

  @Override
  public String toString() {
    return "PostgresSettings[schema " + schema + ", " + connections + " connections]";
  }
}
