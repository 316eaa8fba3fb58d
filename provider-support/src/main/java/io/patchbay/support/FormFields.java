package io.patchbay.provider.httpgateway;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The query of a webhook's address. */
final class Query {
  private Query() {}

  /** The first value of a key; empty too for one that is broken. */
  static Optional<String> value(URI address, String key) {
    return Arrays.stream(raw(address).split("&", -1))
        .filter(pair -> name(pair).equals(key))
        .findFirst()
        .map(pair -> decoded(pair.substring(pair.indexOf('=') + 1)));
  }

  /** The query without a key, which is not for everybody who sees the rest. */
  static String without(URI address, String key) {
    return Arrays.stream(raw(address).split("&", -1))
        .filter(pair -> key.isEmpty() || !name(pair).equals(key))
        .collect(Collectors.joining("&"));
  }

  private static String raw(URI address) {
    String query = address.getRawQuery();
    return query == null ? "" : query;
  }

  private static String name(String pair) {
    int equals = pair.indexOf('=');
    return equals < 0 ? "" : decoded(pair.substring(0, equals));
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
