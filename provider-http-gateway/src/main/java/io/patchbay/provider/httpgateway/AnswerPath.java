package io.patchbay.provider.httpgateway;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Where a value stands in an answer or a callback: a path for JSON and XML, a key for a form, a
 * regular expression for plain text.
 *
 * <p>A path is names with dots between them, {@code messages[0].id}; {@code [n]} is the n-th
 * element, counted from 0; {@code ['a.b']} is a name with any characters; {@code @name} at the end
 * is an attribute of XML.
 *
 * <p>Immutable and thread-safe.
 *
 * @param text as it was configured, which is also the key
 * @param steps of a path
 * @param expression for plain text
 */
record AnswerPath(String text, List<Step> steps, @Nullable Pattern expression) {
  private static final Pattern STEP =
      Pattern.compile("\\.?(@?)([\\p{L}_][\\p{L}\\p{N}_:-]*)|\\[([0-9]{1,5})]|\\['([^']+)']");

  /** One step of a path: into an element by name, or to the n-th of several. */
  record Step(@Nullable String name, int index, boolean attribute) {}

  AnswerPath {
    steps = List.copyOf(steps);
  }

  /**
   * Reads a location.
   *
   * @param problems gets what is wrong, as the end of a sentence about the setting
   */
  static AnswerPath parse(Format format, String text, Consumer<String> problems) {
    return switch (format) {
      case JSON, XML -> path(format, text, problems);
      case TEXT -> expression(text, problems);
      case FORM, QUERY -> new AnswerPath(text, List.of(), null);
    };
  }

  private static AnswerPath path(Format format, String text, Consumer<String> problems) {
    List<Step> steps = new ArrayList<>();
    Matcher matcher = STEP.matcher(text);
    int at = 0;
    while (at < text.length()) {
      boolean found = matcher.region(at, text.length()).lookingAt();
      boolean dot = found && text.charAt(at) == '.';
      boolean named = found && matcher.group(2) != null;
      if (!found || (named && dot == (at == 0))) {
        problems.accept(
            "is no path: it cannot be read from its character "
                + (at + 1)
                + " on; a path is written like messages[0].id");
        return new AnswerPath(text, List.of(), null);
      }
      steps.add(step(matcher));
      at = matcher.end();
    }
    boolean early = steps.stream().limit(Math.max(0, steps.size() - 1)).anyMatch(Step::attribute);
    boolean attribute = steps.stream().anyMatch(Step::attribute);
    if (early || (attribute && format != Format.XML)) {
      problems.accept("is no path: @ names an attribute of XML and stands at the end");
    }
    return new AnswerPath(text, steps, null);
  }

  private static Step step(Matcher matcher) {
    String name = matcher.group(2) == null ? matcher.group(4) : matcher.group(2);
    return name == null
        ? new Step(null, Integer.parseInt(matcher.group(3)), false)
        : new Step(name, 0, "@".equals(matcher.group(1)));
  }

  private static AnswerPath expression(String text, Consumer<String> problems) {
    try {
      Pattern expression = Pattern.compile(text, Pattern.MULTILINE);
      if (expression.matcher("").groupCount() < 1) {
        problems.accept("has no group: put the part to read between brackets, such as OK: (\\w+)");
      }
      return new AnswerPath(text, List.of(), expression);
    } catch (PatternSyntaxException e) {
      problems.accept("is no regular expression: " + e.getDescription());
      return new AnswerPath(text, List.of(), null);
    }
  }
}
