package io.patchbay.store.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Values for {@code IN (?, ?)}. The places are as many as the next power of two, the last value
 * fills those that are left: lists of every length need a handful of statements, which stay
 * prepared. A list without values is in nothing.
 *
 * <p>Immutable and thread-safe.
 */
public final class ValueList {
  private final List<@Nullable Object> values;

  private ValueList(List<@Nullable Object> values) {
    this.values = values;
  }

  /** A list of these. */
  public static ValueList of(Collection<String> values) {
    List<@Nullable Object> padded = new ArrayList<>(values);
    if (padded.isEmpty()) {
      padded.add(null);
    }
    Object last = padded.get(padded.size() - 1);
    while (Integer.bitCount(padded.size()) > 1) {
      padded.add(last);
    }
    return new ValueList(padded);
  }

  /** {@code IN} and its places. */
  public String in() {
    return "IN (?" + ", ?".repeat(values.size() - 1) + ")";
  }

  /** The values of a statement in order, those of lists one by one. */
  public static @Nullable Object[] flat(@Nullable Object... parts) {
    List<@Nullable Object> all = new ArrayList<>();
    for (Object part : parts) {
      all.addAll(part instanceof ValueList list ? list.values : Arrays.asList(part));
    }
    return all.toArray();
  }
}
