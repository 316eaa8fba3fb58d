package io.patchbay.registry.internal.config;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Fills in {@code ${env:NAME}} and {@code ${file:PATH}}, and remembers which files were asked for,
 * so that they can be watched. Not thread-safe.
 */
public final class Placeholders {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}]*)}");

  private static final String HOW = "use ${env:NAME} or ${file:PATH}";

  private final Function<String, @Nullable String> environment;
  private final Path directory;
  private final Map<Path, String> files = new LinkedHashMap<>();

  public Placeholders(Function<String, @Nullable String> environment, Path directory) {
    this.environment = environment;
    this.directory = directory;
  }

  /** Says in its message why a placeholder cannot be filled in, and what to do. */
  static final class Unresolved extends Exception {
    private static final long serialVersionUID = 1L;

    private final String suggestion;

    Unresolved(String message, String suggestion) {
      super(message);
      this.suggestion = suggestion;
    }

    String suggestion() {
      return suggestion;
    }
  }

  /** Whether a text is one placeholder and nothing else, so that showing it reveals nothing. */
  static boolean isAll(String text) {
    return PLACEHOLDER.matcher(text).matches();
  }

  /** The files that were asked for, with a fingerprint of what each held when it was read. */
  Map<Path, String> files() {
    return files;
  }

  String resolve(String text) throws Unresolved {
    Matcher matcher = PLACEHOLDER.matcher(text);
    StringBuilder resolved = new StringBuilder();
    int end = 0;
    while (matcher.find()) {
      matcher.appendReplacement(
          resolved, Matcher.quoteReplacement(value(matcher.group(1), isAll(text))));
      end = matcher.end();
    }
    if (text.indexOf("${", end) >= 0) {
      throw new Unresolved("a placeholder is not closed", HOW);
    }
    return matcher.appendTail(resolved).toString();
  }

  private String value(String placeholder, boolean alone) throws Unresolved {
    if (placeholder.startsWith("env:")) {
      return fromEnvironment(placeholder.substring("env:".length()));
    }
    if (placeholder.startsWith("file:")) {
      return fromFile(placeholder.substring("file:".length()));
    }
    // Among other text it may be a part of a secret that holds such signs by chance.
    throw new Unresolved(
        alone
            ? "there is no placeholder ${" + placeholder + "}"
            : "it holds an unknown placeholder",
        HOW);
  }

  private String fromEnvironment(String name) throws Unresolved {
    String value = environment.apply(name);
    if (value == null || value.isBlank()) {
      throw new Unresolved(
          "the environment variable " + name + (value == null ? " is not set" : " is empty"),
          "set " + name + " for the process, or put the value into a file and use ${file:PATH}");
    }
    return value;
  }

  private String fromFile(String name) throws Unresolved {
    Path file;
    try {
      file = directory.resolve(name).normalize();
    } catch (InvalidPathException e) {
      throw new Unresolved("'" + name + "' is not a path", HOW);
    }
    files.put(file, Fingerprint.UNREADABLE);
    try {
      byte[] bytes = SecretFile.bytes(file);
      files.put(file, Fingerprint.of(bytes));
      String content = SecretFile.text(file, bytes);
      if (content.isEmpty()) {
        throw new Unresolved("the file " + file + " is empty", "write the secret into it");
      }
      return content;
    } catch (NoSuchFileException e) {
      throw new Unresolved(
          "the file " + file + " does not exist",
          "create it, or name it relative to the configuration file");
    } catch (IOException e) {
      String why =
          e instanceof FileSystemException refused && refused.getReason() != null
              ? refused.getReason()
              : e.getClass().getSimpleName();
      throw new Unresolved(
          "the file " + file + " cannot be read: " + why,
          "give the process a readable UTF-8 text file");
    }
  }
}
