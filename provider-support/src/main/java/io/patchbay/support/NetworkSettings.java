package io.patchbay.support;

import io.patchbay.channel.spi.Setting;
import io.patchbay.channel.spi.Settings;
import java.time.Duration;
import java.util.List;

/**
 * How one connection uses the network. Immutable and thread-safe.
 *
 * @param timeout of a whole call
 * @param keepAlive how long an idle connection is kept
 */
public record NetworkSettings(
    Duration connectTimeout, Duration timeout, Duration keepAlive, HttpProxy proxy) {
  /** The defaults of {@link #schema}. */
  public static final NetworkSettings DEFAULTS =
      new NetworkSettings(
          Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(4), HttpProxy.NONE);

  private static final String GROUP = "Network";

  /** The settings {@code connectTimeout}, {@code timeout}, {@code keepAlive} and {@code proxy}. */
  public static List<Setting> schema() {
    return List.of(
        time("connectTimeout", "Connect time-out", "How long to wait for a connection", "10s"),
        time("timeout", "Time-out", "How long a whole call may take", "30s"),
        time(
            "keepAlive",
            "Keep-alive",
            "How long an idle connection is kept for the next message. Write less than the gateway"
                + " keeps it: a send over a connection that is just being closed ends as unknown",
            "4s"),
        HttpProxy.setting(GROUP));
  }

  private static Setting time(String key, String label, String what, String defaultValue) {
    return Setting.duration(key)
        .label(label)
        .help(what + ": 1 ms to 10 min.")
        .defaultValue(defaultValue)
        .group(GROUP)
        .build();
  }

  /** The values of these settings; what is wrong with them is added to the problems. */
  public static NetworkSettings read(Settings settings, SettingProblems problems) {
    problems.addTimes(settings, "30s", "connectTimeout", "timeout", "keepAlive");
    return new NetworkSettings(
        settings.duration("connectTimeout"),
        settings.duration("timeout"),
        settings.duration("keepAlive"),
        HttpProxy.read(settings, problems));
  }
}
