package io.patchbay.registry.internal;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Loads the classes of one plug-in. From the host it takes the API, its null annotations and the
 * logging facade, so that both mean the same by them; from Java what is Java's; everything else
 * from the plug-in and from nowhere else, so that a library of the host is never met by accident.
 * Thread-safe.
 */
public final class PluginClassLoader extends URLClassLoader {
  private static final String API = "io.patchbay.channel";
  private static final Set<String> SHARED =
      Set.of(
          API,
          "org.jspecify.annotations",
          "org.slf4j",
          "org.slf4j.event",
          "org.slf4j.helpers",
          "org.slf4j.spi");

  /** A host on the module path has its libraries in the same layer; these are Java's own. */
  private static final Set<String> JAVA =
      ModuleLayer.boot().modules().stream()
          .filter(module -> module.getName().matches("(java|jdk)\\..*"))
          .flatMap(module -> module.getPackages().stream())
          .collect(Collectors.toUnmodifiableSet());

  static {
    registerAsParallelCapable();
  }

  private final ClassLoader host;

  public PluginClassLoader(String name, List<Path> places) {
    super(name, urls(places), ClassLoader.getPlatformClassLoader());
    this.host = PluginClassLoader.class.getClassLoader();
  }

  private static URL[] urls(List<Path> places) {
    List<URL> urls = new ArrayList<>();
    for (Path place : places) {
      try {
        urls.add(place.toUri().toURL());
      } catch (MalformedURLException e) {
        throw new IllegalArgumentException("No plug-in can be loaded from " + place, e);
      }
    }
    return urls.toArray(URL[]::new);
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    String packageName = name.substring(0, Math.max(0, name.lastIndexOf('.')));
    if (SHARED.contains(packageName) || packageName.startsWith(API + ".")) {
      return host.loadClass(name);
    }
    if (JAVA.contains(packageName)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? findClass(name) : loaded;
    }
  }

  @Override
  public @Nullable URL getResource(String name) {
    URL own = findResource(name);
    return own == null ? super.getResource(name) : own;
  }
}
