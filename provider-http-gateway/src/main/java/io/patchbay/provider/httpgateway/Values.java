package io.patchbay.provider.httpgateway;

import java.util.EnumMap;
import java.util.Map;

/**
 * What placeholders stand for in one request. {@code toString} names them without their values.
 *
 * <p>Immutable and thread-safe.
 */
final class Values {
  private final Map<Placeholder, String> values;

  Values(Map<Placeholder, String> values) {
    this.values = new EnumMap<>(values);
  }

  /** Values of the usual kind, with every character that has to be escaped, to try a template. */
  static Values sample() {
    Map<Placeholder, String> samples = new EnumMap<>(Placeholder.class);
    for (Placeholder placeholder : Placeholder.values()) {
      samples.put(placeholder, "a \"'\\<>&%]]>\u00e9\n");
    }
    samples.put(Placeholder.TO, "14155550100");
    samples.put(Placeholder.SEGMENTS, "1");
    return new Values(samples);
  }

  String of(Placeholder placeholder) {
    String value = values.get(placeholder);
    if (value == null) {
      throw new IllegalStateException("Nothing stands for " + placeholder.written());
    }
    return value;
  }

  @Override
  public String toString() {
    return "Values" + values.keySet();
  }
}
