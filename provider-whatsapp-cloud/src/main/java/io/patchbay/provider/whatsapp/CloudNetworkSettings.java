package io.patchbay.provider.whatsapp;

import io.patchbay.channel.spi.Setting;
import io.patchbay.channel.spi.SettingProblem;
import io.patchbay.channel.spi.Settings;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;

/**
 * How one connection uses the network: each has a pool and a proxy of its own. Immutable.
 *
 * <p>Without a proxy in the settings no HTTP proxy is used, whatever the process's system
 * properties say: they would count for every account alike.
 *
 * @param poolSize how many connections are kept that have nothing to do
 * @param keepAlive how long they are kept
 * @param pingInterval how often an HTTP/2 connection is tested; zero for never
 */
record NetworkSettings(Proxy proxy, int poolSize, Duration keepAlive, Duration pingInterval) {
  private static final String PROXY = "proxy";
  private static final String POOL_SIZE = "poolSize";
  private static final String KEEP_ALIVE = "keepAlive";
  private static final String PING_INTERVAL = "pingInterval";
  private static final int LARGEST_POOL = 1000;
  private static final Duration LONGEST = Duration.ofMinutes(10);

  static Setting[] schema() {
    return new Setting[] {
      Setting.url(PROXY)
          .label("Proxy")
          .help(
              "An HTTP proxy that every call of this connection goes through, as http://host:port;"
                  + " one that asks for a password is not supported. An HTTP proxy that the process's"
                  + " system properties name is never used.")
          .example("http://proxy.example:3128")
          .group("Advanced")
          .build(),
      Setting.number(POOL_SIZE)
          .label("Connection pool size")
          .help(
              "How many connections are kept for the next send, from 1 to 1000. It does not limit"
                  + " how many sends run at once.")
          .defaultValue("64")
          .group("Advanced")
          .build(),
      Setting.duration(KEEP_ALIVE)
          .label("Keep-alive")
          .help(
              "How long an idle connection is kept, at most ten minutes. It should be shorter than"
                  + " what gateways on the way allow. An HTTP/1.1 connection is tested before it is"
                  + " used again only after ten idle seconds, so write less than its own time where"
                  + " a server or proxy closes sooner than that: a send over a connection that is"
                  + " just being closed ends as unknown.")
          .defaultValue("1m")
          .group("Advanced")
          .build(),
      Setting.duration(PING_INTERVAL)
          .label("Ping interval")
          .help(
              "How often an HTTP/2 connection is tested while it is open, at most ten minutes; 0s"
                  + " switches it off. All sends share such a connection, so that a dead one costs"
                  + " every send until it is noticed: after one to two intervals.")
          .defaultValue("15s")
          .group("Advanced")
          .build()
    };
  }

  static List<SettingProblem> problems(Settings settings) {
    List<SettingProblem> problems = new ArrayList<>();
    settings
        .optionalText(PROXY)
        .filter(url -> !isPlainProxy(url))
        .ifPresent(
            url ->
                problems.add(
                    new SettingProblem(
                        PROXY,
                        "is not the plain http address of a proxy",
                        "write http://host:port without user name, password and path")));
    long size = settings.number(POOL_SIZE);
    if (size < 1 || size > LARGEST_POOL) {
      problems.add(
          new SettingProblem(POOL_SIZE, "is not between 1 and " + LARGEST_POOL, "for example 64"));
    }
    Duration keepAlive = settings.duration(KEEP_ALIVE);
    if (keepAlive.toMillis() < 1 || keepAlive.compareTo(LONGEST) > 0) {
      problems.add(
          new SettingProblem(
              KEEP_ALIVE, "is not between a millisecond and ten minutes", "for example 1m"));
    }
    Duration ping = settings.duration(PING_INTERVAL);
    if (!ping.isZero() && (ping.toMillis() < 1 || ping.compareTo(LONGEST) > 0)) {
      problems.add(
          new SettingProblem(
              PING_INTERVAL,
              "is neither 0s nor between a millisecond and ten minutes",
              "for example 15s"));
    }
    return problems;
  }

  private static boolean isPlainProxy(String text) {
    HttpUrl url = HttpUrl.parse(text);
    return url != null
        && !url.isHttps()
        && url.encodedPath().equals("/")
        && url.query() == null
        && url.fragment() == null
        && url.username().isEmpty()
        && url.password().isEmpty();
  }

  static NetworkSettings from(Settings settings) {
    return new NetworkSettings(
        settings
            .optionalText(PROXY)
            .map(HttpUrl::get)
            .map(NetworkSettings::proxy)
            .orElse(Proxy.NO_PROXY),
        (int) settings.number(POOL_SIZE),
        settings.duration(KEEP_ALIVE),
        settings.duration(PING_INTERVAL));
  }

  /** Its name is looked up whenever a connection is made, like any other. */
  private static Proxy proxy(HttpUrl url) {
    return new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(url.host(), url.port()));
  }

  OkHttpClient.Builder apply(OkHttpClient.Builder client) {
    return client
        .proxy(proxy)
        .connectionPool(new ConnectionPool(poolSize, keepAlive.toMillis(), TimeUnit.MILLISECONDS))
        .pingInterval(pingInterval);
  }

  boolean proxied() {
    return proxy.type() != Proxy.Type.DIRECT;
  }

  /** How to name the way to the server in a sentence; empty for the direct one. */
  String way() {
    return proxy.address() instanceof InetSocketAddress address
        ? " through the proxy " + address.getHostString() + ":" + address.getPort()
        : "";
  }
}
