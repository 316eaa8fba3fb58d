package io.patchbay.provider.whatsapp.internal.graph;

import io.patchbay.channel.spi.Setting;
import io.patchbay.channel.spi.Settings;
import io.patchbay.support.HttpProxy;
import io.patchbay.support.SettingProblems;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;

/**
 * How one connection uses the network: each has a pool and a proxy of its own. Immutable.
 *
 * @param poolSize how many connections are kept that have nothing to do
 * @param keepAlive how long they are kept
 * @param pingInterval how often an HTTP/2 connection is tested; zero for never
 */
public record CloudNetworkSettings(
    HttpProxy proxy, int poolSize, Duration keepAlive, Duration pingInterval) {
  private static final String POOL_SIZE = "poolSize";
  private static final String KEEP_ALIVE = "keepAlive";
  private static final String PING_INTERVAL = "pingInterval";
  private static final int LARGEST_POOL = 1000;
  private static final Duration LONGEST = Duration.ofMinutes(10);

  static Setting[] schema() {
    return new Setting[] {
      HttpProxy.setting("Advanced"),
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

  static CloudNetworkSettings read(Settings settings, SettingProblems problems) {
    long size = settings.number(POOL_SIZE);
    if (size < 1 || size > LARGEST_POOL) {
      problems.add(POOL_SIZE, "is not between 1 and " + LARGEST_POOL, "for example 64");
    }
    problems.addTimes(settings, "1m", KEEP_ALIVE);
    Duration ping = settings.duration(PING_INTERVAL);
    if (!ping.isZero() && (ping.toMillis() < 1 || ping.compareTo(LONGEST) > 0)) {
      problems.add(
          PING_INTERVAL,
          "is neither 0s nor between a millisecond and ten minutes",
          "for example 15s");
    }
    return new CloudNetworkSettings(
        HttpProxy.read(settings, problems), (int) size, settings.duration(KEEP_ALIVE), ping);
  }

  public OkHttpClient.Builder apply(OkHttpClient.Builder client) {
    return client
        .proxy(proxy.proxy())
        .connectionPool(new ConnectionPool(poolSize, keepAlive.toMillis(), TimeUnit.MILLISECONDS))
        .pingInterval(pingInterval);
  }
}
