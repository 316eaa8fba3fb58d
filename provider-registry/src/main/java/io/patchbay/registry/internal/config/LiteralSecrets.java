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
 * {@code toString} show them: credentials in addresses, values of parameters and header fields
 * whose names say that they are secret, and header fields and parts of a path that look like a key.
 * Stateless and thread-safe.
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

  private static final Pattern HEADER =
      Pattern.compile("(?<name>[!#$%&'*+.^_`|~0-9A-Za-z-]+):(?!//)(?<value>.*)");

  /** Less certain names than those above: what they name is a secret only if it looks like one. */
  private static final Pattern SECRET_HEADER =
      Pattern.compile(
          ".*(?:cookie|auth(?!or)|key|token|secret|session).*", Pattern.CASE_INSENSITIVE);

  private static final Pattern LETTERS_AND_DIGITS =
      Pattern.compile("(?=\\w*[0-9])(?=\\w*[A-Za-z])\\w{12,}");

  /**
   * Mixed as keys are: three digits at least, and an upper-case letter within. Words in camel case
   * have fewer digits; UUIDs and ids of accounts have no upper-case letter, or at their beginning.
   */
  private static final String KEY =
      "(?=(?:[A-Za-z_-]*[0-9]){3})(?=[\\w-]*[a-z])(?=[\\w-]*[a-z0-9][A-Z])[\\w-]{20,}";

  private static final Pattern KEY_IN_HEADER = Pattern.compile("(?<![\\w-])" + KEY);
  private static final Pattern KEY_IN_PATH = Pattern.compile("(?<=[^/:]/)" + KEY + "(?=[/?#]|$)");

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
    Matcher header = HEADER.matcher(text);
    if (header.matches()) {
      String value = header.group("value");
      boolean secret =
          SECRET_HEADER.matcher(header.group("name")).matches()
              && LETTERS_AND_DIGITS.matcher(value).find();
      return secret || KEY_IN_HEADER.matcher(value).find()
          ? Optional.of("the value of '" + header.group("name") + "'")
          : Optional.empty();
    }
    return text.contains("://") && KEY_IN_PATH.matcher(text).find()
        ? Optional.of("a part of its path that looks like a key")
        : Optional.empty();
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
