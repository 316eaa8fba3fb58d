package io.patchbay.registry.plugin;

import io.patchbay.channel.spi.ProviderDescriptor;
import io.patchbay.channel.spi.SmsProvider;
import io.patchbay.registry.internal.ForeignCalls;
import io.patchbay.registry.internal.LinkageAdvice;
import io.patchbay.registry.internal.ModuleTrace;
import io.patchbay.registry.plugin.ProviderCatalog.Entry;
import io.patchbay.registry.plugin.ProviderCatalog.Problem;
import java.io.IOException;
import java.net.URL;
import java.security.CodeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * Walks a {@link ServiceLoader} past broken entries. Errors come from {@code hasNext}, from {@code
 * next} and from {@code get}, and after each the iterator stands behind the broken entry; a linkage
 * error does not name the provider's class, so the services files are read once more to tell whose
 * it was. Used by one thread.
 */
public final class ProviderDiscovery {
  /** An iterator that fails without advancing must not hang the host. */
  private static final int MOST_FAILURES = 1_000;

  private static final int LONGEST = 2_000;

  /** A constructor and {@code descriptor} do no I/O. */
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final ClassLoader loader;
  private final Duration limit;
  private final List<Entry> entries = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();
  private final Set<String> loaded = new HashSet<>();
  private final List<Throwable> unexplained = new ArrayList<>();

  public ProviderDiscovery(ClassLoader loader) {
    this(loader, LIMIT);
  }

  public ProviderDiscovery(ClassLoader loader, Duration limit) {
    this.loader = loader;
    this.limit = limit;
  }

  public ProviderCatalog discover() {
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
    FutureTask<ProviderCatalog> task = new FutureTask<>(() -> load(found, type));
    Thread thread = new Thread(task, "patchbay-load-" + type.getName());
    thread.setDaemon(true);
    thread.start();
    try {
      ProviderCatalog one = task.get(limit.toNanos(), TimeUnit.NANOSECONDS);
      entries.addAll(one.entries());
      problems.addAll(one.problems());
    } catch (TimeoutException e) {
      problems.add(
          new Problem(
              type.getName(),
              origin(type),
              "its constructor or descriptor() has not ended after "
                  + limit.toSeconds()
                  + " s and is left behind. "
                  + ForeignCalls.REMEDY));
    } catch (ExecutionException e) {
      throw new IllegalStateException("Loading ends with a value", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      problems.add(new Problem(type.getName(), origin(type), "interrupted while it was loaded"));
    }
  }

  private static ProviderCatalog load(
      ServiceLoader.Provider<SmsProvider> found, Class<? extends SmsProvider> type) {
    List<Entry> described = new ArrayList<>();
    List<Problem> wrong = new ArrayList<>();
    try {
      describe(found.get(), described, wrong);
    } catch (ServiceConfigurationError | LinkageError e) {
      Throwable cause = rootCause(e);
      ModuleTrace.log(type.getName(), cause);
      wrong.add(
          new Problem(
              type.getName(),
              origin(type),
              "its constructor failed: " + shortened(cause) + LinkageAdvice.on(cause)));
    }
    return ProviderCatalog.of(described, wrong);
  }

  private static String shortened(Throwable error) {
    String text = String.valueOf(error);
    return text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
  }

  private static Throwable rootCause(Throwable error) {
    Throwable cause = error.getCause();
    if (cause == null) {
      return error;
    }
    return cause instanceof ExceptionInInitializerError && cause.getCause() != null
        ? cause.getCause()
        : cause;
  }

  /**
   * Adds the provider with its descriptor, or the reason why it has none. Authors in other
   * languages throw checked exceptions and errors too, and none may harm the other providers.
   */
  static void describe(SmsProvider provider, List<Entry> entries, List<Problem> problems) {
    Class<?> type = provider.getClass();
    try {
      ProviderDescriptor descriptor = provider.descriptor();
      if (descriptor == null) {
        problems.add(new Problem(type.getName(), origin(type), "descriptor() gave null"));
      } else {
        entries.add(new Entry(provider, descriptor, origin(type)));
      }
    } catch (Throwable e) {
      ModuleTrace.log(type.getName(), e);
      problems.add(
          new Problem(
              type.getName(),
              origin(type),
              "descriptor() failed: " + shortened(e) + LinkageAdvice.on(e)));
    }
  }

  private void explain() {
    Set<String> explained = new HashSet<>();
    for (ServicesFile file : servicesFiles()) {
      if (!file.problem().isEmpty()) {
        explained.add(file.location());
        problems.add(new Problem(file.location(), file.location(), file.problem()));
      }
      for (String className : file.classNames()) {
        String reason = loaded.contains(className) ? "" : whyNotLoaded(className);
        if (!reason.isEmpty() && explained.add(className)) {
          problems.add(new Problem(className, file.location(), reason));
        }
      }
    }
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

  private List<ServicesFile> servicesFiles() {
    try {
      return ServicesFile.all(loader);
    } catch (IOException e) {
      problems.add(new Problem("META-INF/services", "the class path", "cannot be listed: " + e));
      return List.of();
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
      return e.getCause() instanceof IOException unreadable
          ? "its class cannot be read: " + unreadable
          : "there is no such class";
    } catch (UnsupportedClassVersionError e) {
      return "it was compiled for a newer Java than "
          + Runtime.version().feature()
          + LinkageAdvice.on(e);
    } catch (LinkageError e) {
      return "it does not link: " + e + LinkageAdvice.on(e);
    }
  }

  private static String origin(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    URL location = source == null ? null : source.getLocation();
    return location == null ? "the host" : location.toString();
  }
}
