package io.patchbay.provider.httpgateway;

import io.patchbay.channel.spi.Secret;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes secrets and message texts out of what the gateway wrote: many quote the request in their
 * errors.
 *
 * <p>Immutable and thread-safe.
 */
final class Redaction {
  private static final String HIDDEN = "****";

  /** Shorter pieces of a text are words that any error may have. */
  private static final int SHORTEST_PIECE = 8;

  private static final int LONGEST_DETAILS = 500;
  private static final Pattern CONTROLS = Pattern.compile("[\\p{Cntrl}\\s]+");

  private final Set<String> secrets = new LinkedHashSet<>();

  /**
   * For these secrets.
   *
   * @param basic user name and password with a colon between them; null without them
   */
  Redaction(Collection<Secret> secrets, @Nullable String basic) {
    secrets.forEach(secret -> addForms(secret.reveal()));
    if (basic != null) {
      this.secrets.add(Base64.getEncoder().encodeToString(basic.getBytes(StandardCharsets.UTF_8)));
    }
  }

  private void addForms(String secret) {
    secrets.addAll(forms(secret));
    secrets.add(secret.replace("/", "\\/"));
  }

  /** Whether one of the secrets stands in a text. */
  boolean secretIn(String text) {
    return secrets.stream().anyMatch(text::contains);
  }

  /** The text without secrets, on one line and not too long. */
  String clean(String text) {
    String clean = text;
    for (String secret : secrets) {
      clean = clean.replace(secret, HIDDEN);
    }
    clean = CONTROLS.matcher(clean).replaceAll(" ").strip();
    return clean.length() > LONGEST_DETAILS ? clean.substring(0, LONGEST_DETAILS) : clean;
  }

  /** The text without secrets and without pieces of the message. */
  String clean(String text, String message) {
    String clean = text;
    for (String form : forms(message)) {
      clean = without(clean, form);
    }
    return clean(clean);
  }

  /** The ways in which a text may be quoted. */
  private static Set<String> forms(String text) {
    Set<String> forms = new LinkedHashSet<>();
    forms.add(text);
    forms.add(URLEncoder.encode(text, StandardCharsets.UTF_8));
    for (Escape escape : List.of(Escape.PERCENT, Escape.JSON_STRING, Escape.XML)) {
      try {
        forms.add(escape.apply(text));
      } catch (Unfit e) {
        // What cannot be written so cannot be quoted so.
      }
    }
    return forms;
  }

  /** Hides every piece of the message, or the message itself where it is shorter than a piece. */
  private static String without(String text, String message) {
    int piece = Math.min(SHORTEST_PIECE, message.length());
    StringBuilder clean = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      int length = common(text, at, message, piece);
      if (length == 0) {
        clean.append(text.charAt(at));
        at++;
      } else {
        clean.append(HIDDEN);
        at += length;
      }
    }
    return clean.toString();
  }

  /** How long the piece of the message is that stands at a place of the text; 0 for too short. */
  private static int common(String text, int at, String message, int piece) {
    if (at + piece > text.length()) {
      return 0;
    }
    int longest = 0;
    String start = text.substring(at, at + piece);
    int found = message.indexOf(start);
    while (found >= 0) {
      int length = piece;
      while (at + length < text.length()
          && found + length < message.length()
          && text.charAt(at + length) == message.charAt(found + length)) {
        length++;
      }
      longest = Math.max(longest, length);
      found = message.indexOf(start, found + 1);
    }
    return longest;
  }
}
