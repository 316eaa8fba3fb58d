package io.patchbay.registry.routing;

import io.patchbay.registry.config.ConfigurationException;
import io.patchbay.registry.config.ConfigurationProblem;
import io.patchbay.registry.config.PublishReport;
import io.patchbay.registry.internal.config.SecretFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes a configuration file, and again whenever its content changes. When a secret file
 * changes, it publishes again what is in use, be it from the file or from the host itself.
 *
 * <p>It reads the contents in turn instead of asking the operating system for notices: those do not
 * come for files behind swapped symbolic links, on network file systems and in many containers, and
 * time stamps miss two edits within their resolution.
 *
 * <p>{@link #load} and {@link #poll} are for one thread at a time: the host's before it calls
 * {@link #watch}, those of its worker afterwards, one after the other.
 */
public final class ConfigurationFile implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ConfigurationFile.class);

  /** Room for tens of thousands of workspaces. */
  private static final int LARGEST_MEBIBYTES = 16;

  private final @Nullable Path file;
  private final ProviderRegistry registry;
  private final Consumer<? super PublishReport> listener;
  private final Object lock = new Object();
  private final AtomicBoolean looking = new AtomicBoolean();
  private @Nullable ScheduledFuture<?> polling;
  private boolean closed;
  private String seen = "";
  private String unreadable = "";

  /**
   * A file that nothing has been read of yet.
   *
   * @param file the configuration
   * @param registry takes it
   * @param listener told of every publication, the first included; what it throws is logged
   */
  public ConfigurationFile(
      Path file, ProviderRegistry registry, Consumer<? super PublishReport> listener) {
    this(registry, listener, file.toAbsolutePath());
  }

  private ConfigurationFile(
      ProviderRegistry registry,
      Consumer<? super PublishReport> listener,
      @Nullable Path absoluteFile) {
    this.file = absoluteFile;
    this.registry = registry;
    this.listener = listener;
  }

  /**
   * No file, but the secret files of what the host publishes itself.
   *
   * @param registry what is published there is looked after
   * @param listener told when a changed secret was published; what it throws is logged
   */
  public static ConfigurationFile ofHost(
      ProviderRegistry registry, Consumer<? super PublishReport> listener) {
    return new ConfigurationFile(registry, listener, null);
  }

  /**
   * Reads the file for the first time.
   *
   * @throws ConfigurationException when it is missing or is no configuration at all; the problems
   *     of single workspaces are in the report
   * @throws IllegalStateException when there is no file
   */
  public PublishReport load() {
    Path path = file;
    if (path == null) {
      throw new IllegalStateException("The host publishes the configuration: there is no file");
    }
    String text;
    try {
      text = read(path);
    } catch (IOException e) {
      throw new ConfigurationException(List.of(unreadable(path, e)));
    }
    PublishReport report = publish(path, text);
    ConfigurationException.throwUnlessApplied(report);
    return report;
  }

  /**
   * Starts looking for changes; does nothing once closed or when it is looking already.
   *
   * @param scheduler says when to look
   * @param worker looks and publishes, so that a provider that is slow to connect holds up nobody
   *     who shares the scheduler
   * @param interval how long from one look to the next; one that has not ended yet is not overtaken
   */
  public void watch(ScheduledExecutorService scheduler, Executor worker, Duration interval) {
    long millis = Math.max(1, interval.toMillis());
    synchronized (lock) {
      if (polling == null && !closed) {
        polling =
            scheduler.scheduleWithFixedDelay(
                () -> pollOn(worker), millis, millis, TimeUnit.MILLISECONDS);
      }
    }
  }

  private void pollOn(Executor worker) {
    if (looking.compareAndSet(false, true)) {
      try {
        worker.execute(this::pollQuietly);
      } catch (RejectedExecutionException e) {
        // The worker ends with the host; whoever still ticks must not believe that somebody looks.
        looking.set(false);
      }
    }
  }

  /** Whatever goes wrong once, the next look comes. */
  private void pollQuietly() {
    try {
      poll();
    } catch (Throwable e) {
      if (!isClosed()) {
        LOG.error("{}: looking for changes failed, will look again", name(), e);
      }
    } finally {
      looking.set(false);
    }
  }

  /** Looks once for changes and publishes them. */
  public void poll() {
    Path path = file;
    Optional<String> text = path == null ? Optional.empty() : readQuietly(path);
    if (path != null && text.isPresent() && !text.get().equals(seen)) {
      publish(path, text.get());
    } else {
      registry.refresh().ifPresent(this::tell);
    }
  }

  private Optional<String> readQuietly(Path path) {
    try {
      String text = read(path);
      unreadable = "";
      return Optional.of(text);
    } catch (IOException e) {
      ConfigurationProblem problem = unreadable(path, e);
      if (!problem.message().equals(unreadable)) {
        unreadable = problem.message();
        LOG.warn("{}; the configuration in use stays", problem.describe());
      }
      return Optional.empty();
    }
  }

  private boolean isClosed() {
    synchronized (lock) {
      return closed;
    }
  }

  private PublishReport publish(Path path, String text) {
    PublishReport report = registry.publish(text, directoryOf(path));
    seen = text;
    tell(report);
    return report;
  }

  private void tell(PublishReport report) {
    log(report);
    try {
      listener.accept(report);
    } catch (Throwable e) {
      LOG.warn("{}: a listener failed; the configuration is published all the same", name(), e);
    }
  }

  private void log(PublishReport report) {
    for (ConfigurationProblem problem : report.problems()) {
      LOG.warn("{}: {}", name(), problem.describe());
    }
    if (!report.applied()) {
      LOG.warn("{}: not taken; the configuration in use stays", name());
    } else if (!report.opened().isEmpty() || !report.retired().isEmpty()) {
      LOG.info("{}: opened {}, retired {}", name(), report.opened(), report.retired());
    }
  }

  private Object name() {
    return file == null ? "Secret files" : file;
  }

  static Path directoryOf(Path absoluteFile) {
    Path parent = absoluteFile.getParent();
    return parent == null ? absoluteFile : parent;
  }

  static String read(Path file) throws IOException {
    byte[] bytes = SecretFile.bytes(file, LARGEST_MEBIBYTES);
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
  }

  static ConfigurationProblem unreadable(Path file, IOException e) {
    String message = "The configuration file " + file + " ";
    if (e instanceof NoSuchFileException) {
      return problem(message + "does not exist", "create it, or name another file");
    }
    if (e instanceof CharacterCodingException) {
      return problem(message + "is not UTF-8 text", "save it as UTF-8");
    }
    if (Files.isDirectory(file)) {
      return problem(message + "is a directory", "name a file in it");
    }
    if (e.getClass() == FileSystemException.class && Files.exists(file)) {
      String reason = ((FileSystemException) e).getReason();
      return problem(
          message + "cannot be read: " + reason, "name a regular file of at most 16 MiB");
    }
    return problem(
        message + "cannot be read: " + e.getClass().getSimpleName(),
        "give the process the right to read it");
  }

  private static ConfigurationProblem problem(String message, String suggestion) {
    return ConfigurationProblem.error("", "", null, message, suggestion);
  }

  /** Stops looking for changes, for good. */
  @Override
  public void close() {
    synchronized (lock) {
      closed = true;
      if (polling != null) {
        polling.cancel(false);
      }
    }
  }
}
