package io.patchbay.registry.internal.config;

import io.patchbay.channel.Masking;
import io.patchbay.channel.spi.Setting;
import io.patchbay.channel.spi.SettingType;
import io.patchbay.content.Suggestion;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Shows a value that was refused as far as it can be no secret: people paste a token into the line
 * above or below the one that it belongs to. Stateless and thread-safe.
 */
public final class ShownValue {
  private static final int LONGEST_WHOLE = 12;
  private static final int START = 4;
  private static final String HIDDEN = "****";

  /** A secret that takes an ordinary word takes nearly everything, and tells nothing by it. */
  private static final String ORDINARY = "word";

  private static final Pattern NUMBER = Pattern.compile("[+0-9(). /-]+");

  private ShownValue() {}

  /** A value that is compared with names, of which one that is nearly right is shown whole. */
  public static String among(Collection<String> names, String written) {
    return Suggestion.among(names, written).isPresent()
        ? quoted(written, '"')
        : plain(written, '"');
  }

  /** As {@link #among}, in the single quotes of a name inside a sentence. */
  public static String named(Collection<String> names, String written) {
    return Suggestion.among(names, written).isPresent()
        ? quoted(written, '\'')
        : plain(written, '\'');
  }

  /**
   * A value of a setting.
   *
   * @param schema every setting of the same provider: one of its secrets may be meant
   * @param written what stands in the file, in which a placeholder shows nothing
   */
  static String of(List<Setting> schema, String written) {
    if (Placeholders.isAll(written) || isOrigin(written)) {
      return quoted(written, '"');
    }
    if (schema.stream().anyMatch(setting -> isSecretLike(setting, written))) {
      return written.length() <= LONGEST_WHOLE ? HIDDEN : start(written, '"');
    }
    return plain(written, '"');
  }

  private static String plain(String written, char quote) {
    boolean whole = written.length() <= LONGEST_WHOLE || NUMBER.matcher(written).matches();
    return whole ? quoted(written, quote) : start(written, quote);
  }

  private static boolean isSecretLike(Setting setting, String written) {
    return setting.type() == SettingType.SECRET
        && setting.problemWith(ORDINARY).isPresent()
        && setting.problemWith(written).isEmpty();
  }

  /** An address without a user, a path or a query, of which each may be secret. */
  private static boolean isOrigin(String written) {
    try {
      URI uri = new URI(written);
      return uri.getHost() != null
          && uri.getRawUserInfo() == null
          && (uri.getRawPath().isEmpty() || uri.getRawPath().equals("/"))
          && uri.getRawQuery() == null
          && uri.getRawFragment() == null;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static String start(String written, char quote) {
    int length = written.codePointCount(0, written.length());
    int end = written.offsetByCodePoints(0, Math.min(START, length));
    return quote + written.substring(0, end) + "..." + quote + " (" + length + " characters)";
  }

  private static String quoted(String written, char quote) {
    return quote + Masking.numbersIn(written) + quote;
  }
}
