package io.patchbay.host.configuration;

import io.patchbay.Patchbay;
import io.patchbay.host.console.UserError;
import io.patchbay.registry.plugin.PluginDirectory;
import io.patchbay.registry.plugin.ProviderCatalog;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The providers of one run of the program: those on the class path, and the plug-ins of the
 * directories that the person named. They are looked for when the first is asked for. Not
 * thread-safe.
 */
public final class InstalledProviders implements AutoCloseable {
  private final Set<Path> directories = new LinkedHashSet<>();
  private final List<PluginDirectory> opened = new ArrayList<>();
  private @Nullable ProviderCatalog catalog;

  /** Adds a directory of plug-ins; naming one twice is the same as once. */
  public void plugins(Path directory) {
    directories.add(directory.toAbsolutePath().normalize());
  }

  /**
   * All of them.
   *
   * @throws UserError when a directory does not exist or cannot be listed
   */
  public ProviderCatalog catalog() {
    ProviderCatalog found = catalog;
    if (found == null) {
      found = ProviderCatalog.discover(InstalledProviders.class.getClassLoader());
      for (Path directory : directories) {
        found = found.plus(open(directory).catalog());
      }
      catalog = found;
    }
    return found;
  }

  private PluginDirectory open(Path directory) {
    try {
      PluginDirectory plugins = PluginDirectory.open(directory);
      opened.add(plugins);
      return plugins;
    } catch (IllegalArgumentException e) {
      throw new UserError(e.getMessage() + ".");
    }
  }

  /** A host that has these providers, and that is to be closed before this. */
  public Patchbay.Builder host() {
    return Patchbay.builder().catalog(catalog());
  }

  /**
   * What did not load, and remarks on what did; empty when all is well. For every command but the
   * one that lists the providers, which shows it itself.
   */
  public String complaints() {
    StringBuilder text = new StringBuilder();
    catalog().problems().forEach(problem -> tell(text, "not loaded", problem));
    catalog().notes().forEach(note -> tell(text, "note", note));
    return text.toString();
  }

  private static void tell(StringBuilder text, String what, ProviderCatalog.Problem problem) {
    text.append("provider ").append(what).append(": ").append(problem.subject());
    text.append("\n  from ").append(place(problem.origin()));
    text.append("\n  ").append(problem.message()).append('\n');
  }

  /** Where a provider comes from, as a path where it is one: people read and paste these. */
  public static String place(String origin) {
    try {
      return origin.startsWith("file:") ? Path.of(URI.create(origin)).toString() : origin;
    } catch (IllegalArgumentException | FileSystemNotFoundException e) {
      return origin;
    }
  }

  @Override
  public void close() {
    opened.forEach(PluginDirectory::close);
  }
}
