package io.patchbay.content;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Texts of others in a form that every database takes: PostgreSQL refuses the character 0, and more
 * in an index than a third of a page; it would refuse them at every try, which would look like a
 * database that is away. What is stored and what is looked for have to take the same form.
 * Stateless and thread-safe.
 */
public final class Storable {
  /** The most that {@link #key} leaves as it is, in bytes of UTF-8; two fit into one index. */
  public static final int LONGEST_KEY = 1_000;

  private static final char REPLACEMENT = '\uFFFD';

  /** Of what is longer: enough to recognise it, whatever its characters need. */
  private static final int KEPT = 200;

  private Storable() {}

  /** A text that is in no index: without the character 0 and without half of a character. */
  public static String text(String text) {
    String taken = text.replace('\0', REPLACEMENT);
    return hasHalves(taken)
        ? new String(taken.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8)
        : taken;
  }

  /** What has no form in UTF-8; drivers replace it without a word. */
  private static boolean hasHalves(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        if (i + 1 == text.length()
            || !Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1))) {
          return true;
        }
        i++;
      }
    }
    return false;
  }

  /**
   * A text that is in an index: as above, and the beginning of one that is too long with a digest
   * of it all. The form of such a form is the same.
   */
  public static String key(String key) {
    String text = text(key);
    return fits(text) ? text : text(text.substring(0, KEPT)) + "#sha256:" + sha256(text);
  }

  /** Whether a text is a key as it is. */
  public static boolean isKey(String text) {
    return text.indexOf('\0') < 0 && !hasHalves(text) && fits(text);
  }

  private static boolean fits(String text) {
    return text.length() <= LONGEST_KEY
        && (text.length() <= LONGEST_KEY / 3
            || text.getBytes(StandardCharsets.UTF_8).length <= LONGEST_KEY);
  }

  private static String sha256(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
