package io.patchbay.host.configuration;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import io.patchbay.host.console.UserError;
import io.patchbay.registry.config.ConfigurationProblem;
import io.patchbay.registry.editing.ConfigurationEditor;
import io.patchbay.registry.routing.ConfigurationChecker;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes another instance the default of a workspace, in the file, so that every host that watches
 * the file follows. Nothing is written unless the result is at least as good as before.
 */
public final class DefaultSwitch {
  private static final long LARGEST = 16L << 20;

  private final ConfigurationChecker checker;

  /** A switch that judges by this checker. */
  public DefaultSwitch(ConfigurationChecker checker) {
    this.checker = checker;
  }

  /**
   * What was done.
   *
   * @param previous the default that stood there; null when the workspace named none of its own
   * @param changed whether the file was written
   * @param remaining what was wrong before and still is
   */
  public record Outcome(
      @Nullable String previous, boolean changed, List<ConfigurationProblem> remaining) {
    /** Copies the list. */
    public Outcome {
      remaining = List.copyOf(remaining);
    }
  }

  /**
   * Changes the file.
   *
   * @throws UserError when it cannot be read or written, or would be worse than before; it is
   *     unchanged then
   */
  public Outcome apply(Path file, String workspace, String instance) {
    String before = read(file);
    Path directory = file.toAbsolutePath().resolveSibling("");
    List<ConfigurationProblem> problemsBefore = checker.check(before, directory);
    List<ConfigurationProblem> whole =
        Problems.errors(problemsBefore).stream()
            .filter(problem -> problem.workspace().isEmpty() && !problem.ofServer())
            .toList();
    if (!whole.isEmpty()) {
      throw Problems.asError(file, whole);
    }
    String after;
    try {
      after = ConfigurationEditor.setDefault(before, workspace, instance);
    } catch (IllegalArgumentException e) {
      throw new UserError(String.valueOf(e.getMessage()));
    }
    List<ConfigurationProblem> problemsAfter = checker.check(after, directory);
    List<ConfigurationProblem> fresh = new ArrayList<>(Problems.errors(problemsAfter));
    fresh.removeAll(problemsBefore);
    if (!fresh.isEmpty()) {
      throw new UserError(
          "With '"
              + instance
              + "' as the default of '"
              + workspace
              + "' the configuration would not work; nothing was changed:\n"
              + Problems.text(fresh).stripTrailing());
    }
    if (after.equals(before)) {
      return new Outcome(previous(before, workspace), false, problemsAfter);
    }
    write(file, before, after);
    return new Outcome(previous(before, workspace), true, problemsAfter);
  }

  /** Read from a text that has passed the checker. */
  private static @Nullable String previous(String json, String workspace) {
    JsonElement sms =
        JsonParser.parseString(json)
            .getAsJsonObject()
            .getAsJsonObject("workspaces")
            .getAsJsonObject(workspace)
            .get("sms");
    JsonElement name = sms instanceof JsonObject object ? object.get("defaultProvider") : null;
    return name instanceof JsonPrimitive ? name.getAsString() : null;
  }

  private static String read(Path file) {
    if (Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file)) {
      throw new UserError(
          "The configuration file " + file + " is a pipe or a device; name a regular file.");
    }
    try {
      if (Files.size(file) > LARGEST) {
        throw new UserError("The configuration file " + file + " is larger than 16 MiB.");
      }
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      throw new UserError(
          "The configuration file " + file + " does not exist; name another with --config FILE.");
    } catch (CharacterCodingException e) {
      throw new UserError("The configuration file " + file + " is not UTF-8 text.");
    } catch (IOException e) {
      throw new UserError(
          "The configuration file "
              + file
              + (Files.isDirectory(file) ? " is a directory." : " cannot be read: " + e + "."));
    }
  }

  private static void write(Path file, String before, String after) {
    try {
      if (!Files.readString(file, StandardCharsets.UTF_8).equals(before)) {
        throw new UserError(
            "The configuration file "
                + file
                + " was changed by somebody else meanwhile; nothing was written. Try again.");
      }
      AtomicFile.replace(file, after.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UserError(
          "The configuration file "
              + file
              + " cannot be replaced: "
              + e
              + ". It is as it was; the folder must be writable.");
    }
  }
}
