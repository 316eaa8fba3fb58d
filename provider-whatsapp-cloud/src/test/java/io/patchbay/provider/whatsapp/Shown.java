package io.patchbay.provider.whatsapp;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Collection;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the code under test has shown in this whole run of the tests, by {@code toString} and by
 * exceptions, and what it must not show anywhere.
 */
final class Shown {
  private static final Queue<String> TEXTS = new ConcurrentLinkedQueue<>();
  private static final Set<String> SECRETS = ConcurrentHashMap.newKeySet();
  private static final Set<String> IDS = ConcurrentHashMap.newKeySet();

  static {
    // The samples' flow and catalogue.
    IDS.add("1034567890");
    IDS.add("367025965434465");
  }

  /** Others are words that may stand anywhere. */
  private static final Pattern SECRET = Pattern.compile(".{7,}");

  private static final Pattern WORD = Pattern.compile("[a-z]*");

  /** Ten digits or more on their own are a phone number, unless they are known to be an id. */
  private static final Pattern NUMBER =
      Pattern.compile("(?<![0-9A-Za-z._-])[0-9]{10,15}(?![0-9A-Za-z._-])");

  private Shown() {}

  /** Must never be shown. */
  static void secret(String text) {
    if (SECRET.matcher(text).matches() && !WORD.matcher(text).matches()) {
      SECRETS.add(text);
    }
  }

  /** May be shown although it looks like a phone number. */
  static void id(String text) {
    IDS.add(text);
  }

  static <T> T text(T object) {
    TEXTS.add(String.valueOf(object));
    return object;
  }

  static <T extends Throwable> T thrown(T failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    TEXTS.add(text.toString());
    return failure;
  }

  /** Every secret and number that was shown, each with one of the lines that show it. */
  static Collection<String> disclosures(String... more) {
    Map<String, String> lines = new TreeMap<>();
    Stream.concat(TEXTS.stream(), Stream.of(more))
        .flatMap(String::lines)
        .forEach(
            line -> found(line).forEach(what -> lines.putIfAbsent(what, what + " in: " + line)));
    return lines.values();
  }

  private static Stream<String> found(String line) {
    return Stream.concat(
        SECRETS.stream().filter(line::contains),
        NUMBER
            .matcher(line)
            .results()
            .map(MatchResult::group)
            .filter(number -> !IDS.contains(number)));
  }
}
