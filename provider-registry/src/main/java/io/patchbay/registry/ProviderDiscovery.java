package io.patchbay.registry;

import io.patchbay.channel.spi.ProviderDescriptor;
import io.patchbay.channel.spi.SmsProvider;
import io.patchbay.registry.ProviderCatalog.Entry;
import io.patchbay.registry.ProviderCatalog.Problem;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Walks a {@link ServiceLoader} past broken entries. Errors come from {@code hasNext}, from {@code
 * next} and from {@code get}, and after each the iterator stands behind the broken entry; a linkage
 * error does not name the provider's class, so the services files are read once more to tell whose
 * it was.
 */
final class ProviderDiscovery {
  /** An iterator that fails without advancing must not hang the host. */
  private static final int MOST_FAILURES = 1_000;

  private final ClassLoader loader;
  private final List<Entry> entries = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();
  private final Set<String> loaded = new HashSet<>();
  private final List<Throwable> unexplained = new ArrayList<>();

  ProviderDiscovery(ClassLoader loader) {
    this.loader = loader;
  }

  ProviderCatalog discover() {
    Iterator<ServiceLoader.Provider<SmsProvider>> iterator =
        ServiceLoader.load(SmsProvider.class, loader).stream().iterator();
    while (unexplained.size() < MOST_FAILURES) {
      try {
        if (!iterator.hasNext()) {
          break;
        }
        construct(iterator.next());
      } catch (ServiceConfigurationError | LinkageError e) {
        unexplained.add(e);
      }
    }
    explain();
    return ProviderCatalog.of(entries, problems);
  }

  private void construct(ServiceLoader.Provider<SmsProvider> found) {
    Class<? extends SmsProvider> type = found.type();
    loaded.add(type.getName());
    try {
      describe(found.get(), entries, problems);
    } catch (ServiceConfigurationError | LinkageError e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      problems.add(new Problem(type.getName(), origin(type), "its constructor failed: " + cause));
    }
  }

  /** Adds the provider with its descriptor, or the reason why it has none. */
  @SuppressWarnings("CatchAndPrintStackTrace")
  static void describe(SmsProvider provider, List<Entry> entries, List<Problem> problems) {
    Class<?> type = provider.getClass();
    try {
      ProviderDescriptor descriptor = provider.descriptor();
      if (descriptor == null) {
        problems.add(new Problem(type.getName(), origin(type), "descriptor() gave null"));
      } else {
        entries.add(new Entry(provider, descriptor, origin(type)));
      }
    } catch (RuntimeException | LinkageError e) {
      problems.add(new Problem(type.getName(), origin(type), "descriptor() failed: " + e));
    }
  }

  private void explain() {
    Set<String> explained = new HashSet<>();
    declared()
        .forEach(
            (className, file) -> {
              if (!loaded.contains(className)) {
                String reason = whyNotLoaded(className);
                if (!reason.isEmpty()) {
                  explained.add(className);
                  problems.add(new Problem(className, file, reason));
                }
              }
            });
    for (Throwable error : unexplained) {
      String message = String.valueOf(error.getMessage());
      boolean known =
          error instanceof LinkageError
              ? !explained.isEmpty()
              : explained.stream().anyMatch(message::contains);
      if (!known) {
        problems.add(new Problem("META-INF/services", "the class path", message));
      }
    }
  }

  private String whyNotLoaded(String className) {
    try {
      Class<?> type = Class.forName(className, false, loader);
      if (!SmsProvider.class.isAssignableFrom(type)) {
        return "it does not implement " + SmsProvider.class.getName();
      }
      boolean constructible =
          Stream.of(type.getConstructors()).anyMatch(found -> found.getParameterCount() == 0);
      return constructible ? "" : "it has no public constructor without parameters";
    } catch (ClassNotFoundException e) {
      return "there is no such class";
    } catch (UnsupportedClassVersionError e) {
      return "it was compiled for a newer Java than " + Runtime.version().feature();
    } catch (LinkageError e) {
      return "it does not link: " + e;
    }
  }

  /** The classes that services files name, with the file that names each. */
  private Map<String, String> declared() {
    Map<String, String> declared = new LinkedHashMap<>();
    try {
      String name = "META-INF/services/" + SmsProvider.class.getName();
      for (URL file : Collections.list(loader.getResources(name))) {
        for (String line : lines(file)) {
          declared.putIfAbsent(line, file.toString());
        }
      }
    } catch (IOException e) {
      problems.add(new Problem("META-INF/services", "the class path", "cannot be listed: " + e));
    }
    return declared;
  }

  private List<String> lines(URL file) {
    try {
      URLConnection connection = file.openConnection();
      connection.setUseCaches(false);
      try (BufferedReader reader =
          new BufferedReader(
              new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
        return reader
            .lines()
            .map(line -> line.replaceFirst("#.*", "").strip())
            .filter(line -> line.matches("[\\p{javaJavaIdentifierPart}.]+"))
            .toList();
      }
    } catch (IOException e) {
      return List.of();
    }
  }

  private static String origin(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    URL location = source == null ? null : source.getLocation();
    return location == null ? "the host" : location.toString();
  }
}
