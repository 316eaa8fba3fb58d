package io.patchbay.registry.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How the connection to a database is protected, as its URL says it. The words are those of the <a
 * href="https://jdbc.postgresql.org/documentation/ssl/">PostgreSQL JDBC driver</a>, whose default
 * is {@code sslmode=prefer}.
 *
 * <p>Immutable and thread-safe.
 *
 * @param hosts the hosts of the database
 * @param mode the {@code sslmode} in force
 * @param encrypted whether nothing is ever sent without TLS
 * @param verified whether the database's certificate is checked, by {@code verify-full} with the
 *     host's name
 */
public record DatabaseTransport(
    List<String> hosts, String mode, boolean encrypted, boolean verified) {
  private static final Pattern HOSTS = Pattern.compile("jdbc:postgresql://([^/]*)/");
  private static final Pattern PORT = Pattern.compile(":\\d{1,5}$");
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[(::1|0:0:0:0:0:0:0:1)]");

  /** Copies the list. */
  public DatabaseTransport {
    hosts = List.copyOf(hosts);
  }

  static DatabaseTransport of(String url) {
    Matcher authority = HOSTS.matcher(url);
    List<String> hosts =
        authority.lookingAt()
            ? Arrays.stream(authority.group(1).split(",", -1))
                .map(host -> PORT.matcher(host).replaceFirst(""))
                .toList()
            : List.of();
    String mode = mode(url);
    boolean checked = !String.valueOf(option(url, "sslfactory")).endsWith(".NonValidatingFactory");
    boolean verified = checked && (mode.equals("verify-ca") || mode.equals("verify-full"));
    boolean encrypted = mode.equals("require") || mode.startsWith("verify-");
    return new DatabaseTransport(hosts, mode, encrypted, verified);
  }

  private static String mode(String url) {
    String mode = option(url, "sslmode");
    String ssl = option(url, "ssl");
    boolean full = ssl != null && (ssl.isEmpty() || ssl.equalsIgnoreCase("true"));
    return mode != null ? mode.toLowerCase(Locale.ROOT) : full ? "verify-full" : "prefer";
  }

  private static @Nullable String option(String url, String name) {
    Matcher option = Pattern.compile("[?&]" + name + "(?:=([^&]*))?(?=&|$)").matcher(url);
    return option.find() ? String.valueOf(option.group(1) == null ? "" : option.group(1)) : null;
  }

  /** Whether every host is this machine. */
  public boolean isLoopback() {
    return hosts.stream().allMatch(host -> LOOPBACK.matcher(host).matches());
  }

  /** One line for a person, without user and password. */
  public String describe() {
    String words =
        switch (mode) {
          case "verify-full" -> "encrypted, certificate and host name verified";
          case "verify-ca" -> "encrypted, certificate verified, host name not";
          case "require" -> "encrypted, certificate not verified";
          case "prefer" -> "encrypted if the database offers it, certificate not verified";
          case "allow" -> "encrypted only if the database demands it, certificate not verified";
          default -> "not encrypted";
        };
    boolean trusting = mode.startsWith("verify-") && !verified;
    return "PostgreSQL at "
        + String.join(", ", hosts)
        + ": "
        + (trusting ? "encrypted, certificate not verified" : words)
        + " (sslmode="
        + mode
        + ")";
  }
}
