package io.patchbay.support;

import io.patchbay.channel.spi.Setting;
import io.patchbay.channel.spi.Settings;
import java.net.InetSocketAddress;
import java.net.Proxy;
import okhttp3.HttpUrl;

/**
 * The HTTP proxy of one connection. Without one in the settings none is used, whatever the
 * process's system properties say: they would count for every account alike.
 *
 * <p>Immutable and thread-safe.
 */
public record HttpProxy(Proxy proxy) {
  /** No proxy. */
  public static final HttpProxy NONE = new HttpProxy(Proxy.NO_PROXY);

  private static final String KEY = "proxy";

  /** The setting {@code proxy}. */
  public static Setting setting(String group) {
    return Setting.url(KEY)
        .label("Proxy")
        .help(
            "An HTTP proxy that every call of this connection goes through, as http://host:port;"
                + " one that asks for a password is not supported. An HTTP proxy that the process's"
                + " system properties name is never used.")
        .example("http://proxy.example:3128")
        .group(group)
        .build();
  }

  /** The proxy of the settings. Its name is looked up when a connection is made. */
  public static HttpProxy read(Settings settings, SettingProblems problems) {
    HttpUrl url = settings.optionalText(KEY).map(HttpUrl::parse).orElse(null);
    if (url != null && plain(url)) {
      return new HttpProxy(
          new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(url.host(), url.port())));
    }
    if (settings.has(KEY)) {
      problems.add(
          KEY,
          "is not the plain http address of a proxy",
          "write http://host:port without user name, password and path");
    }
    return NONE;
  }

  private static boolean plain(HttpUrl url) {
    return !url.isHttps()
        && url.encodedPath().equals("/")
        && url.query() == null
        && url.fragment() == null
        && url.username().isEmpty()
        && url.password().isEmpty();
  }

  /** Whether there is a proxy. */
  public boolean used() {
    return proxy.type() != Proxy.Type.DIRECT;
  }

  /** {@code " through the proxy HOST:PORT"}, for a sentence; empty without a proxy. */
  public String description() {
    return proxy.address() instanceof InetSocketAddress address
        ? " through the proxy " + address.getHostString() + ":" + address.getPort()
        : "";
  }
}
