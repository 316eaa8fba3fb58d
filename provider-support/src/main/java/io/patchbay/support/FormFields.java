package io.patchbay.support;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Reads and writes names with values: a form's body ({@code application/x-www-form-urlencoded}) or
 * the query of an address. No exception quotes what was read. Stateless and thread-safe.
 */
public final class FormFields {
  private FormFields() {}

  /**
   * The first value of each name, in their order; what has no name or no equals sign is ignored.
   *
   * @throws IllegalArgumentException when a percent escape is broken
   */
  public static Map<String, String> first(String text) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String pair : text.split("&", -1)) {
      if (pair.indexOf('=') > 0) {
        fields.putIfAbsent(name(pair).strip(), value(pair));
      }
    }
    return fields;
  }

  /**
   * The value of each name, in their order; a name without an equals sign has an empty value.
   *
   * @throws IllegalArgumentException when a percent escape is broken, a name comes twice or there
   *     are too many
   */
  public static Map<String, String> unique(String text, int most) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String pair : text.split("&", -1)) {
      if (pair.isEmpty()) {
        continue;
      }
      if (fields.put(name(pair), value(pair)) != null) {
        throw new IllegalArgumentException("a parameter comes twice");
      }
      if (fields.size() > most) {
        throw new IllegalArgumentException("more than " + most + " parameters");
      }
    }
    return fields;
  }

  /** The first value of a name in the query of an address. */
  public static Optional<String> inQuery(URI address, String name) {
    return Optional.ofNullable(first(query(address)).get(name));
  }

  /** The query of an address without a name that not everybody who sees the rest may see. */
  public static String queryWithout(URI address, String name) {
    return Arrays.stream(query(address).split("&", -1))
        .filter(pair -> pair.indexOf('=') < 0 || name.isEmpty() || !name(pair).equals(name))
        .collect(Collectors.joining("&"));
  }

  /** The fields as one text, in their order. */
  public static String encode(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String query(URI address) {
    String query = address.getRawQuery();
    return query == null ? "" : query;
  }

  private static String name(String pair) {
    int equals = pair.indexOf('=');
    return decode(equals < 0 ? pair : pair.substring(0, equals));
  }

  private static String value(String pair) {
    int equals = pair.indexOf('=');
    return equals < 0 ? "" : decode(pair.substring(equals + 1));
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("a percent escape is broken");
    }
  }
}
