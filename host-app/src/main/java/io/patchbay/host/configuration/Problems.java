package io.patchbay.host.configuration;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.patchbay.host.console.UserError;
import io.patchbay.host.console.Wording;
import io.patchbay.registry.config.ConfigurationProblem;
import io.patchbay.registry.config.ConfigurationProblem.Severity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Shows what is wrong with a configuration. */
public final class Problems {
  private Problems() {}

  /** Those that stop something from working. */
  public static List<ConfigurationProblem> errors(List<ConfigurationProblem> problems) {
    return problems.stream().filter(problem -> problem.severity() == Severity.ERROR).toList();
  }

  /** One paragraph for each problem: where and what, the value, and what to do. */
  public static String text(List<ConfigurationProblem> problems) {
    StringBuilder text = new StringBuilder();
    for (ConfigurationProblem problem : problems) {
      text.append(problem.severity() == Severity.ERROR ? "  error    " : "  warning  ");
      if (!problem.path().isEmpty()) {
        text.append(problem.path());
        text.append(problem.value() == null ? "" : " = " + problem.value());
        text.append("\n           ");
      }
      text.append(problem.message()).append('\n');
      if (!problem.suggestion().isEmpty()) {
        text.append("           -> ").append(problem.suggestion()).append('\n');
      }
    }
    return text.toString();
  }

  /** The same for machines. */
  public static JsonArray json(List<ConfigurationProblem> problems) {
    JsonArray array = new JsonArray();
    for (ConfigurationProblem problem : problems) {
      JsonObject object = new JsonObject();
      object.addProperty("severity", problem.severity().name().toLowerCase(Locale.ROOT));
      object.addProperty("workspace", problem.workspace());
      object.addProperty("path", problem.path());
      object.addProperty("value", problem.value());
      object.addProperty("message", problem.message());
      object.addProperty("suggestion", problem.suggestion());
      array.add(object);
    }
    return array;
  }

  /** What to do about a file that is not there; empty when it is. */
  public static String hint(Path file) {
    return Files.exists(file)
        ? ""
        : "Name a file with --config FILE or in "
            + ConfigurationPath.VARIABLE
            + "; the README shows what to write into it.\n'patchbay demo' needs none.\n";
  }

  /** An error that shows them all. */
  public static UserError asError(Path file, List<ConfigurationProblem> problems) {
    return new UserError(
        "The configuration "
            + file
            + " has "
            + Wording.count(problems.size(), "problem")
            + ":\n"
            + (text(problems) + hint(file)).stripTrailing());
  }
}
