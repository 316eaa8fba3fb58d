package io.patchbay.provider.httpgateway;

import io.patchbay.channel.spi.Setting;
import io.patchbay.channel.spi.Settings;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.time.Duration;
import java.util.List;
import okhttp3.HttpUrl;

/**
 * How one connection uses the network. Without a proxy in the settings none is used, whatever the
 * process's system properties say. Immutable.
 *
 * @param timeout of a whole call
 */
record NetworkSettings(Duration connectTimeout, Duration timeout, Duration keepAlive, Proxy proxy) {
  private static final String PROXY = "proxy";
  private static final Duration LONGEST = Duration.ofMinutes(10);
  private static final String GROUP = "Network";

  static List<Setting> schema() {
    return List.of(
        time("connectTimeout", "Connect time-out", "How long to wait for a connection", "10s"),
        time("timeout", "Time-out", "How long a whole call may take", "30s"),
        time(
            "keepAlive",
            "Keep-alive",
            "How long an idle connection is kept for the next message. Write less than the gateway"
                + " keeps it: a send over a connection that is just being closed ends as unknown",
            "4s"),
        Setting.url(PROXY)
            .label("Proxy")
            .help(
                "An HTTP proxy that every call goes through, as http://host:port; one that asks for"
                    + " a password is not supported.")
            .example("http://proxy.example:3128")
            .group(GROUP)
            .build());
  }

  private static Setting time(String key, String label, String what, String defaultValue) {
    return Setting.duration(key)
        .label(label)
        .help(what + ": 1 ms to 10 min.")
        .defaultValue(defaultValue)
        .group(GROUP)
        .build();
  }

  static NetworkSettings read(Settings settings, Problems problems) {
    for (String key : List.of("connectTimeout", "timeout", "keepAlive")) {
      Duration time = settings.duration(key);
      if (time.toMillis() < 1 || time.compareTo(LONGEST) > 0) {
        problems.add(key, "is not between a millisecond and ten minutes", "for example 30s");
      }
    }
    Proxy proxy = Proxy.NO_PROXY;
    HttpUrl url = settings.optionalText(PROXY).map(HttpUrl::parse).orElse(null);
    if (url != null && plain(url)) {
      proxy =
          new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(url.host(), url.port()));
    } else if (settings.has(PROXY)) {
      problems.add(
          PROXY,
          "is not the plain http address of a proxy",
          "write http://host:port without user name, password and path");
    }
    return new NetworkSettings(
        settings.duration("connectTimeout"),
        settings.duration("timeout"),
        settings.duration("keepAlive"),
        proxy);
  }

  private static boolean plain(HttpUrl url) {
    return !url.isHttps()
        && url.encodedPath().equals("/")
        && url.query() == null
        && url.fragment() == null
        && url.username().isEmpty()
        && url.password().isEmpty();
  }
}
