package io.patchbay.provider.httpgateway;

import io.patchbay.channel.spi.SettingProblem;
import java.util.ArrayList;
import java.util.List;

/** Collects everything that is wrong with the settings. Not thread-safe. */
final class Problems {
  private final List<SettingProblem> all = new ArrayList<>();

  void add(String key, String message, String suggestion) {
    all.add(new SettingProblem(key, message, suggestion));
  }

  List<SettingProblem> all() {
    return List.copyOf(all);
  }
}
