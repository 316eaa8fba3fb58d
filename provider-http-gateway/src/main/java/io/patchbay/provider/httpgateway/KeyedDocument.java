package io.patchbay.provider.httpgateway;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keys and values: a form's body, a query, or one pair a line. Of several values of one key the
 * first counts.
 */
record KeyedDocument(Map<String, String> values, String raw) implements Document {
  static KeyedDocument parse(String text) throws Unreadable {
    Map<String, String> values = new LinkedHashMap<>();
    for (String pair : text.strip().split("[&\\r\\n]+", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        values.putIfAbsent(
            decoded(pair.substring(0, equals)).strip(), decoded(pair.substring(equals + 1)));
      }
    }
    if (values.isEmpty()) {
      throw new Unreadable("no keys and values");
    }
    return new KeyedDocument(values, text);
  }

  private static String decoded(String text) throws Unreadable {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new Unreadable("a broken percent sign");
    }
  }

  @Override
  public @Nullable String text(Location location) {
    return values.get(location.text());
  }

  @Override
  public List<Document> items(@Nullable Location location) {
    return List.of(this);
  }

  /** Without the values. */
  @Override
  public String toString() {
    return "KeyedDocument" + values.keySet();
  }
}
