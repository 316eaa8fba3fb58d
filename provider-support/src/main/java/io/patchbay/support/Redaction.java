package io.patchbay.support;

import io.patchbay.channel.spi.Secret;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Removes secrets and message texts from what others wrote: many services quote the request in
 * their errors.
 *
 * <p>Immutable and thread-safe.
 */
public final class Redaction {
  private static final String HIDDEN = "****";

  /** Shorter pieces of a text are words that any error may have. */
  private static final int SHORTEST_PIECE = 8;

  private static final int LONGEST_DETAILS = 500;

  /** How much of a text is looked at: much of it may be the message, which is hidden. */
  private static final int LOOKED_AT = 4_000;

  private static final Pattern CONTROLS = Pattern.compile("[\\p{Cntrl}\\s]+");

  private final Set<String> secrets = new LinkedHashSet<>();
  private final int longest;

  /** For these secrets, in every form in which a text may quote them. */
  public Redaction(Collection<Secret> secrets) {
    secrets.forEach(secret -> addForms(secret.reveal()));
    longest = this.secrets.stream().mapToInt(String::length).max().orElse(0);
  }

  private void addForms(String secret) {
    secrets.addAll(forms(secret));
    secrets.add(secret.replace("/", "\\/"));
  }

  /** Whether a text contains one of the secrets. */
  public boolean secretIn(String text) {
    return secrets.stream().anyMatch(text::contains);
  }

  /** The text without secrets, and otherwise as it is. */
  public String withoutSecrets(String text) {
    String clean = text;
    for (String secret : secrets) {
      clean = clean.replace(secret, HIDDEN);
    }
    return clean;
  }

  /** The text without secrets, on one line and not too long. */
  public String clean(String text) {
    return oneLine(shortened(text));
  }

  /** The text without secrets and without pieces of the message. */
  public String clean(String text, String message) {
    String clean = shortened(text);
    for (String form : forms(message)) {
      clean = without(clean, form);
    }
    return oneLine(clean);
  }

  /**
   * Without secrets, and cut before anything else is looked for: a gateway may answer at any
   * length. Of what is cut the last part may be a part of a secret, and goes as well.
   */
  private String shortened(String text) {
    boolean cut = text.length() > LOOKED_AT + longest;
    String clean = withoutSecrets(cut ? text.substring(0, LOOKED_AT + longest) : text);
    return cut ? clean.substring(0, Math.max(0, clean.length() - longest)) : clean;
  }

  private static String oneLine(String text) {
    String line = CONTROLS.matcher(text).replaceAll(" ").strip();
    return line.length() > LONGEST_DETAILS ? line.substring(0, LONGEST_DETAILS) : line;
  }

  /** The ways in which a text may be quoted. */
  private static Set<String> forms(String text) {
    Set<String> forms = new LinkedHashSet<>();
    forms.add(text);
    forms.add(URLEncoder.encode(text, StandardCharsets.UTF_8));
    for (Escape escape : List.of(Escape.PERCENT, Escape.JSON_STRING, Escape.XML)) {
      try {
        forms.add(escape.apply(text));
      } catch (UnrepresentableValue e) {
        // What cannot be written so cannot be quoted so.
      }
    }
    return forms;
  }

  /**
   * Hides every piece of the message, or the message itself where it is shorter than a piece. Takes
   * time for the length of both and not for their product.
   */
  private static String without(String text, String message) {
    int piece = Math.min(SHORTEST_PIECE, message.length());
    Map<String, BitSet> places = new HashMap<>();
    for (int at = 0; at + piece <= text.length(); at++) {
      places.computeIfAbsent(text.substring(at, at + piece), start -> new BitSet()).set(at);
    }
    BitSet found = new BitSet();
    for (int at = 0; at + piece <= message.length(); at++) {
      BitSet here = places.remove(message.substring(at, at + piece));
      if (here != null) {
        found.or(here);
      }
    }
    StringBuilder clean = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      if (!found.get(at)) {
        clean.append(text.charAt(at));
        at++;
        continue;
      }
      int end = at + piece;
      for (int next = found.nextSetBit(at + 1); next >= 0 && next < end; ) {
        end = next + piece;
        next = found.nextSetBit(next + 1);
      }
      clean.append(HIDDEN);
      at = end;
    }
    return clean.toString();
  }
}
