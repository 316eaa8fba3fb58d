package io.patchbay.registry;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes a configuration file, and again whenever its content or that of a secret file changes.
 *
 * <p>It reads the contents in turn instead of asking the operating system for notices: those do not
 * come for files behind swapped symbolic links, on network file systems and in many containers, and
 * time stamps miss two edits within their resolution.
 *
 * <p>{@link #load} and {@link #poll} are for one thread at a time: the host's before it calls
 * {@link #watch}, the scheduler's afterwards.
 */
public final class ConfigurationFile implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ConfigurationFile.class);

  private final Path file;
  private final ProviderRegistry registry;
  private final Consumer<? super PublishReport> listener;
  private final Object lock = new Object();
  private @Nullable ScheduledFuture<?> polling;
  private final Path directory;
  private String published = "";
  private Map<Path, String> secretFiles = Map.of();
  private String unreadable = "";

  /**
   * A file that nothing has been read of yet.
   *
   * @param file the configuration
   * @param registry takes it
   * @param listener told of every publication, the first included
   */
  public ConfigurationFile(
      Path file, ProviderRegistry registry, Consumer<? super PublishReport> listener) {
    this.file = file.toAbsolutePath();
    this.directory = directoryOf(this.file);
    this.registry = registry;
    this.listener = listener;
  }

  /**
   * Reads the file for the first time.
   *
   * @throws ConfigurationException when it is missing or is no configuration at all; the problems
   *     of single workspaces are in the report
   */
  public PublishReport load() {
    String text;
    try {
      text = read(file);
    } catch (IOException e) {
      throw new ConfigurationException(List.of(unreadable(e)));
    }
    PublishReport report = publish(text);
    ConfigurationException.throwUnlessApplied(report);
    return report;
  }

  /** Starts looking for changes. */
  public void watch(ScheduledExecutorService scheduler, Duration interval) {
    long millis = interval.toMillis();
    synchronized (lock) {
      if (polling == null) {
        polling =
            scheduler.scheduleWithFixedDelay(
                this::pollQuietly, millis, millis, TimeUnit.MILLISECONDS);
      }
    }
  }

  private void pollQuietly() {
    try {
      poll();
    } catch (RuntimeException | LinkageError e) {
      LOG.error("{}: looking for changes failed, will look again", file, e);
    }
  }

  /** Looks once for changes and publishes them. */
  public void poll() {
    String text;
    try {
      text = read(file);
    } catch (IOException e) {
      ConfigurationProblem problem = unreadable(e);
      if (!problem.message().equals(unreadable)) {
        unreadable = problem.message();
        LOG.warn("{}; the configuration in use stays", problem.describe());
      }
      return;
    }
    unreadable = "";
    if (!text.equals(published) || secretsChanged()) {
      publish(text);
    }
  }

  private PublishReport publish(String text) {
    PublishReport report = registry.publish(text, directory);
    published = text;
    secretFiles = report.files();
    log(report);
    listener.accept(report);
    return report;
  }

  private void log(PublishReport report) {
    for (ConfigurationProblem problem : report.problems()) {
      LOG.warn("{}: {}", file, problem.describe());
    }
    if (!report.applied()) {
      LOG.warn("{}: not taken; the configuration in use stays", file);
    } else if (!report.opened().isEmpty() || !report.retired().isEmpty()) {
      LOG.info("{}: opened {}, retired {}", file, report.opened(), report.retired());
    }
  }

  private boolean secretsChanged() {
    for (Map.Entry<Path, String> secret : secretFiles.entrySet()) {
      if (!Fingerprint.of(secret.getKey()).equals(secret.getValue())) {
        return true;
      }
    }
    return false;
  }

  static Path directoryOf(Path absoluteFile) {
    Path parent = absoluteFile.getParent();
    return parent == null ? absoluteFile : parent;
  }

  static String read(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8);
  }

  private ConfigurationProblem unreadable(IOException e) {
    return unreadable(file, e);
  }

  static ConfigurationProblem unreadable(Path file, IOException e) {
    String why =
        e instanceof NoSuchFileException
            ? "does not exist"
            : e instanceof CharacterCodingException
                ? "is not UTF-8 text"
                : Files.isDirectory(file) ? "is a directory" : "cannot be read (" + e + ")";
    return ConfigurationProblem.error(
        "",
        "",
        null,
        "The configuration file " + file + " " + why,
        "create it, or name another file");
  }

  /** Stops looking for changes. */
  @Override
  public void close() {
    synchronized (lock) {
      if (polling != null) {
        polling.cancel(false);
      }
    }
  }
}
