package io.patchbay.registry.plugin;

import io.patchbay.registry.internal.PluginClassLoader;
import io.patchbay.registry.plugin.ProviderCatalog.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A directory of plug-ins: each jar in it is one, and each folder with the jars and classes in it.
 * Every plug-in has a class loader of its own, which takes nothing from the host but the API, the
 * null annotations and SLF4J: two plug-ins may bring different versions of one library. A broken
 * one is a problem of the catalogue, and the others work.
 *
 * <p>What begins with a dot, and files that are no jars, are not looked at. The directory is read
 * once: a plug-in is added or replaced by a restart.
 *
 * <p>Immutable and thread-safe.
 */
public final class PluginDirectory implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PluginDirectory.class);

  private final ProviderCatalog catalog;
  private final List<PluginClassLoader> loaders;

  private PluginDirectory(ProviderCatalog catalog, List<PluginClassLoader> loaders) {
    this.catalog = catalog;
    this.loaders = List.copyOf(loaders);
  }

  /**
   * Loads every plug-in of a directory, in the order of their names.
   *
   * @throws IllegalArgumentException when there is no such directory, or it cannot be listed
   */
  public static PluginDirectory open(Path directory) {
    List<Plugin> plugins = places(directory).stream().map(Plugin::load).toList();
    ProviderCatalog all =
        plugins.isEmpty()
            ? ProviderCatalog.of(List.of(), List.of(empty(directory)))
            : ProviderCatalog.of();
    for (Plugin plugin : plugins) {
      all = all.plus(plugin.catalog());
    }
    return new PluginDirectory(
        all, plugins.stream().map(Plugin::loader).filter(Objects::nonNull).toList());
  }

  private static List<Path> places(Path directory) {
    if (!Files.isDirectory(directory)) {
      throw new IllegalArgumentException(
          "The plug-in directory "
              + directory.toAbsolutePath()
              + (Files.exists(directory)
                  ? " is a file: name the directory that it is in"
                  : " does not exist: make it, or correct the path"));
    }
    try (Stream<Path> files = Files.list(directory.toAbsolutePath().normalize())) {
      return files
          .filter(file -> !String.valueOf(file.getFileName()).startsWith("."))
          .filter(file -> Files.isDirectory(file) || Plugin.isJar(file))
          .sorted()
          .toList();
    } catch (IOException | UncheckedIOException e) {
      throw new IllegalArgumentException(
          "The plug-in directory "
              + directory.toAbsolutePath()
              + " cannot be listed: may this user read it?",
          e);
    }
  }

  private static Problem empty(Path directory) {
    String place = directory.toAbsolutePath().normalize().toString();
    return new Problem(
        place, place, "there is no plug-in in it, neither a .jar nor a folder: put one there");
  }

  /** The providers of all plug-ins, and what is wrong with the others. */
  public ProviderCatalog catalog() {
    return catalog;
  }

  /**
   * Closes the jars. Classes that are not loaded yet cannot be loaded any more, so that connections
   * are to be closed before. Closing twice is the same as once.
   */
  @Override
  public void close() {
    List<String> left = new ArrayList<>();
    for (PluginClassLoader loader : loaders) {
      try {
        loader.close();
      } catch (IOException e) {
        left.add(loader.getName() + " (" + e + ")");
      }
    }
    if (!left.isEmpty()) {
      LOG.warn("These plug-ins are not closed: {}", left);
    }
  }
}
