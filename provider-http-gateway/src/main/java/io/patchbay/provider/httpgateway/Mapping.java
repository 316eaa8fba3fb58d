package io.patchbay.provider.httpgateway;

import io.patchbay.support.SettingProblems;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** Reads a repeated setting whose values are {@code NAME=VALUE}. */
final class Mapping {
  private Mapping() {}

  /**
   * Reads all lines, in their order.
   *
   * @param value reads what stands behind the last {@code =}, and reports what is wrong with it
   */
  static <V> Map<String, V> parse(
      String key,
      List<String> lines,
      BiFunction<String, Consumer<String>, Optional<V>> value,
      SettingProblems problems) {
    Map<String, V> map = new LinkedHashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      String at = lines.size() == 1 ? key : key + "[" + i + "]";
      int equals = line.lastIndexOf('=');
      if (equals < 1) {
        problems.add(at, "is not NAME=VALUE", "for example 17=RATE_LIMITED");
        continue;
      }
      String name = line.substring(0, equals).strip();
      Optional<V> read =
          value.apply(line.substring(equals + 1).strip(), message -> problems.add(at, message, ""));
      if (read.isPresent() && map.putIfAbsent(name, read.get()) != null) {
        problems.add(at, "maps '" + name + "' a second time", "keep one of the two");
      }
    }
    return map;
  }
}
