package io.patchbay.support;

import io.patchbay.channel.spi.SettingProblem;
import io.patchbay.channel.spi.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Collects everything that is wrong with the settings. Not thread-safe. */
public final class SettingProblems {
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private final List<SettingProblem> all = new ArrayList<>();

  /** Adds a problem; an empty suggestion says that there is nothing to suggest. */
  public void add(String key, String message, String suggestion) {
    all.add(new SettingProblem(key, message, suggestion));
  }

  /** Adds a problem for each of these durations that is not from 1 ms to 10 min. */
  public void addTimes(Settings settings, String example, String... keys) {
    for (String key : keys) {
      Duration time = settings.duration(key);
      if (time.toMillis() < 1 || time.compareTo(LONGEST) > 0) {
        add(key, "is not between a millisecond and ten minutes", "for example " + example);
      }
    }
  }

  /** What was added so far. */
  public List<SettingProblem> all() {
    return List.copyOf(all);
  }
}
