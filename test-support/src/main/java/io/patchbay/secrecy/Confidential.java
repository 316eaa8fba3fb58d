package io.patchbay.secrecy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What must not be shown: secrets, and phone numbers that are not known to be ids. */
final class Confidential {
  /** Others are words that may stand anywhere. */
  private static final Pattern SECRET = Pattern.compile("(?=.*[^a-z]).{7,}");

  /** How the secrets of this project's tests are called. */
  private static final Pattern USUAL =
      Pattern.compile("(?:test|demo)-(?:[a-z]+-)*(?:token|secret)\\b");

  /** Ten digits or more on their own are a phone number, unless they are known to be an id. */
  private static final Pattern NUMBER =
      Pattern.compile("(?<![0-9A-Za-z._-])[0-9]{10,15}(?![0-9A-Za-z_-]|\\.[0-9A-Za-z])");

  private final Set<String> secrets = ConcurrentHashMap.newKeySet();
  private final Set<String> ids = ConcurrentHashMap.newKeySet();

  /** With what the file {@code secrecy.properties} of the tests' resources lists. */
  static Confidential ofThisModule() {
    Properties listed = new Properties();
    try (InputStream file = Confidential.class.getResourceAsStream("/secrecy.properties")) {
      if (file != null) {
        listed.load(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Confidential confidential = new Confidential();
    words(listed, "secrets").forEach(confidential.secrets::add);
    words(listed, "ids").forEach(confidential.ids::add);
    return confidential;
  }

  private static Stream<String> words(Properties listed, String key) {
    return Stream.of(listed.getProperty(key, "").split("\\s+")).filter(word -> !word.isEmpty());
  }

  void secret(String text) {
    if (SECRET.matcher(text).matches()) {
      secrets.add(text);
    }
  }

  void id(String text) {
    ids.add(text);
  }

  /** Every secret and number that is shown, each with one of the lines that show it. */
  Collection<String> disclosures(Stream<String> texts) {
    Map<String, String> lines = new TreeMap<>();
    texts
        .flatMap(String::lines)
        .forEach(
            line -> found(line).forEach(what -> lines.putIfAbsent(what, what + " in: " + line)));
    return lines.values();
  }

  private Stream<String> found(String line) {
    Stream<String> numbers =
        NUMBER.matcher(line).results().map(MatchResult::group).filter(text -> !ids.contains(text));
    return Stream.of(
            secrets.stream().filter(line::contains),
            USUAL.matcher(line).results().map(MatchResult::group),
            numbers)
        .flatMap(found -> found);
  }
}
