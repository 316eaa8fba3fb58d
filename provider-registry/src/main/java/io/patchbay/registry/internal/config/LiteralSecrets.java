package io.patchbay.registry.internal.config;

import io.patchbay.channel.spi.Setting;
import io.patchbay.channel.spi.SettingType;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds secrets that are written out in settings that are not secret, where files, listings and
 * {@code toString} show them: credentials in addresses, and values of parameters and header fields
 * whose names say that they are secret. Stateless and thread-safe.
 */
final class LiteralSecrets {
  /** The placeholders of the configuration, and those that a provider fills in by itself. */
  private static final Pattern FILLED_IN =
      Pattern.compile("\\$\\{[^}]*}|\\{[A-Za-z][A-Za-z0-9._-]*}");

  private static final String MARK = "\uFFFC";

  private static final Pattern CREDENTIALS =
      Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://(?<user>[^/?#\\s:@]*)(?<password>:[^/?#\\s]*)?@");

  private static final Pattern NAMED =
      Pattern.compile(
          "(?<![A-Za-z0-9_.-])(?<name>[A-Za-z0-9_.-]{0,30}?(?:authorization|token|secret|password|passwd"
              + "|passphrase|(?<![A-Za-z])(?:pass|pwd|key)|credentials?"
              + "|(?:api|app|auth|access|account|private|subscription)[-_.]?key))[\"']?\\s*[:=>]\\s*[\"']?(?<value>[^\"'&<>;,\\r"
              + "\\n"
              + "]+)",
          Pattern.CASE_INSENSITIVE);

  /** A word of a provider's table, such as {@code bad_token=AUTHENTICATION}, or a flag. */
  private static final Pattern HARMLESS = Pattern.compile("[A-Z_]+|true|false|null|\\s*");

  private LiteralSecrets() {}

  /** Names the kind of secret that a text holds, without the secret; empty when there is none. */
  static Optional<String> in(String written) {
    String text = FILLED_IN.matcher(written).replaceAll(MARK);
    Matcher address = CREDENTIALS.matcher(text);
    while (address.find()) {
      String password = address.group("password");
      if (isLiteral(password == null ? address.group("user") : password.substring(1))) {
        return Optional.of("credentials in its address");
      }
    }
    Matcher named = NAMED.matcher(text);
    while (named.find()) {
      if (isLiteral(named.group("value"))) {
        return Optional.of("the value of '" + named.group("name") + "'");
      }
    }
    return Optional.empty();
  }

  private static boolean isLiteral(String value) {
    return !value.contains(MARK) && !HARMLESS.matcher(value).matches();
  }

  /** What to do about one. */
  static String remedy(List<Setting> schema) {
    String secret =
        schema.stream()
            .filter(setting -> setting.type() == SettingType.SECRET)
            .map(Setting::key)
            .collect(Collectors.joining(", "));
    return "take it out and write ${env:NAME} or ${file:PATH} in its place"
        + (secret.isEmpty() ? "" : "; settings that are kept secret: " + secret);
  }
}
