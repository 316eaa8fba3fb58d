package io.patchbay.registry.plugin;

import io.patchbay.channel.spi.SmsProvider;
import io.patchbay.registry.internal.LinkageAdvice;
import io.patchbay.registry.internal.PluginClassLoader;
import io.patchbay.registry.internal.PluginContext;
import io.patchbay.registry.plugin.ProviderCatalog.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * One plug-in: a jar, or a folder with jars and classes.
 *
 * @param catalog its providers, and what is wrong with it
 * @param loader what to close in the end; null when nothing was loaded
 */
record Plugin(ProviderCatalog catalog, @Nullable PluginClassLoader loader) {
  private static final String SERVICES = "META-INF/services/" + SmsProvider.class.getName();
  private static final String API = SmsProvider.class.getName().replace('.', '/') + ".class";

  /** Loads what is there; whatever is wrong with it is in the catalogue. */
  static Plugin load(Path place) {
    List<Problem> broken = new ArrayList<>();
    List<Path> parts = parts(place, broken);
    parts.stream().filter(Plugin::isJar).forEach(jar -> open(place, jar, broken));
    if (!broken.isEmpty()) {
      return new Plugin(ProviderCatalog.of(List.of(), broken), null);
    }
    PluginClassLoader loader = new PluginClassLoader(name(place), parts);
    ProviderCatalog found =
        PluginContext.within(loader, () -> new ProviderDiscovery(loader).discover());
    if (found.entries().isEmpty() && found.problems().isEmpty()) {
      found = ProviderCatalog.of(List.of(), List.of(problem(place, noProvider(place, loader))));
    }
    if (loader.findResource(API) != null) {
      found =
          found.noting(
              problem(
                  place,
                  "it packs channel-api itself; what is used is "
                      + LinkageAdvice.apiVersion()
                      + ": depend on it with the scope 'provided'"));
    }
    return new Plugin(found, loader);
  }

  static boolean isJar(Path file) {
    return name(file).toLowerCase(Locale.ROOT).endsWith(".jar") && !Files.isDirectory(file);
  }

  private static String name(Path place) {
    return String.valueOf(place.getFileName());
  }

  private static Problem problem(Path place, String message) {
    return new Problem(name(place), place.toString(), message);
  }

  private static List<Path> parts(Path place, List<Problem> broken) {
    if (isJar(place)) {
      return List.of(place);
    }
    List<Path> parts = new ArrayList<>(List.of(place));
    try (Stream<Path> files = Files.list(place)) {
      files.filter(Plugin::isJar).sorted().forEach(parts::add);
    } catch (IOException | UncheckedIOException e) {
      broken.add(problem(place, "the folder cannot be listed: " + e));
    }
    return parts;
  }

  /** A class loader passes over what it cannot open without a word. */
  private static void open(Path place, Path jar, List<Problem> broken) {
    String which = jar.equals(place) ? "it" : name(jar);
    if (Files.exists(jar) && !Files.isRegularFile(jar)) {
      broken.add(problem(place, which + " is a pipe or a device: put a jar there"));
      return;
    }
    try {
      new JarFile(jar.toFile()).close();
    } catch (ZipException e) {
      broken.add(
          problem(
              place,
              which + " is no jar, or only a part of one (" + e.getMessage() + "): copy it anew"));
    } catch (IOException e) {
      broken.add(
          problem(
              place,
              which + " cannot be read (" + e + "): is it there, and may this user read it?"));
    }
  }

  private static String noProvider(Path place, PluginClassLoader loader) {
    String what = isJar(place) ? "it" : "neither it nor a jar in it";
    return loader.findResource(SERVICES) == null
        ? what
            + " has"
            + (isJar(place) ? " no " : " a ")
            + SERVICES
            + ": a provider's class is named in that file; a library belongs into a folder, with the"
            + " jar of its provider"
        : "its " + SERVICES + " names no class: write the name of the provider's class into it";
  }
}
