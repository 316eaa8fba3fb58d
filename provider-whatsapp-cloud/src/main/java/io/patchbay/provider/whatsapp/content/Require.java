package io.patchbay.provider.whatsapp.content;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What makes a record usable at all; breaking it is a mistake in the calling program. */
final class Require {
  private Require() {}

  static void notBlank(String what, String value) {
    if (value.isBlank()) {
      throw new IllegalArgumentException(what + " is empty");
    }
  }

  static <T> List<T> notEmpty(String what, List<T> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException(what + ": none given");
    }
    return List.copyOf(values);
  }

  static void one(String what, @Nullable Object... values) {
    long given = Stream.of(values).filter(Objects::nonNull).count();
    if (given != 1) {
      throw new IllegalArgumentException(what + ": exactly one part is needed, not " + given);
    }
  }

  /** A copy that keeps the order. */
  static <V> Map<String, V> copy(Map<String, V> values) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }
}
