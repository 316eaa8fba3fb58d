package io.patchbay.provider.whatsapp.internal.graph;

import io.patchbay.channel.Category;
import io.patchbay.channel.Scope;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known about each of Meta's error codes, from the resource {@code errors.tsv}. Immutable.
 *
 * @see <a href="https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes">Meta's
 *     error codes</a>
 */
public final class ErrorCatalog {
  private static final int FIRST_PERMISSION = 200;
  private static final int LAST_PERMISSION = 299;

  private final Map<String, Entry> entries;

  private ErrorCatalog(Map<String, Entry> entries) {
    this.entries = entries;
  }

  static ErrorCatalog load() {
    try (InputStream stream = ErrorCatalog.class.getResourceAsStream("errors.tsv")) {
      Map<String, Entry> entries = new LinkedHashMap<>();
      new BufferedReader(
              new InputStreamReader(
                  Objects.requireNonNull(stream, "errors.tsv"), StandardCharsets.UTF_8))
          .lines()
          .skip(1)
          .forEach(line -> add(entries, line.split("\t", -1)));
      return new ErrorCatalog(entries);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void add(Map<String, Entry> entries, String[] columns) {
    entries.put(
        columns[0],
        new Entry(
            Category.valueOf(columns[1]),
            Resend.valueOf(columns[2].toUpperCase(Locale.ROOT)),
            Scope.valueOf(columns[3].toUpperCase(Locale.ROOT)),
            columns[4].isEmpty() ? null : Duration.parse(columns[4]),
            columns[5]));
  }

  /** The codes, for tests; {@code 100/33} stands for code 100 with subcode 33. */
  Map<String, Entry> entries() {
    return Map.copyOf(entries);
  }

  /**
   * Looks a code up.
   *
   * @param code Meta's code
   * @param subcode Meta's subcode; only one decides anything, and the catalogue lists it
   */
  Optional<Entry> find(@Nullable String code, @Nullable String subcode) {
    if (code == null) {
      return Optional.empty();
    }
    Entry entry = entries.get(code + "/" + subcode);
    if (entry == null) {
      entry = entries.get(code);
    }
    if (entry == null && isPermission(code)) {
      entry = entries.get(String.valueOf(FIRST_PERMISSION));
    }
    return Optional.ofNullable(entry);
  }

  /** Meta reserves a range for missing permissions. */
  private static boolean isPermission(String code) {
    if (!code.matches("[0-9]{3}")) {
      return false;
    }
    int number = Integer.parseInt(code);
    return number >= FIRST_PERMISSION && number <= LAST_PERMISSION;
  }

  /** What a code says about sending the message again. */
  enum Resend {
    NEVER,
    BACKOFF,
    LATER,
    /** It may have been accepted. */
    UNKNOWN
  }

  /**
   * One code.
   *
   * @param pause how long Meta's documentation says to wait
   * @param remedy one sentence for a person
   */
  record Entry(
      Category category, Resend resend, Scope scope, @Nullable Duration pause, String remedy) {}
}
