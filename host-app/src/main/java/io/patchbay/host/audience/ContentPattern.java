package io.patchbay.host.audience;

import io.patchbay.channel.Content;
import io.patchbay.channel.Template;
import io.patchbay.channel.Text;
import io.patchbay.host.console.UserError;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What to say to everybody, with places for each person's own values: a text, a template, or a text
 * and a template for those to whom free text may not be sent. Immutable.
 */
final class ContentPattern {
  private static final Pattern NAMED = Pattern.compile("([a-z][a-z0-9_]*)=(.*)", Pattern.DOTALL);

  /** A parameter of the template; a null name means that it counts by its position. */
  private record Parameter(@Nullable String name, TextPattern value) {}

  private final List<Content> contents;
  private final @Nullable TextPattern text;
  private final @Nullable String template;
  private final String language;
  private final List<Parameter> parameters;

  private ContentPattern(
      List<Content> contents,
      @Nullable TextPattern text,
      @Nullable String template,
      String language,
      List<Parameter> parameters) {
    this.contents = contents;
    this.text = text;
    this.template = template;
    this.language = language;
    this.parameters = List.copyOf(parameters);
  }

  /**
   * Reads the options of the command line.
   *
   * @throws UserError when they contradict each other or the columns
   */
  static ContentPattern of(MessageOptions options, Columns columns) {
    return of(
        options,
        options.text() == null ? null : TextPattern.parse(options.text(), columns, "--text"),
        value -> TextPattern.parse(value, columns, "--parameter"));
  }

  /** Takes every text as it is written: braces mean nothing. */
  static ContentPattern literal(MessageOptions options) {
    return of(
        options,
        options.text() == null ? null : TextPattern.literal(options.text()),
        TextPattern::literal);
  }

  private static ContentPattern of(
      MessageOptions options,
      @Nullable TextPattern text,
      Function<String, TextPattern> parameterPattern) {
    List<Parameter> parameters = new ArrayList<>();
    for (String written : options.parameters()) {
      Matcher named = NAMED.matcher(written);
      boolean byName = named.matches();
      String value =
          byName ? named.group(2) : written.startsWith("=") ? written.substring(1) : written;
      parameters.add(new Parameter(byName ? named.group(1) : null, parameterPattern.apply(value)));
    }
    long named = parameters.stream().filter(parameter -> parameter.name() != null).count();
    if (named != 0 && named != parameters.size()) {
      throw new UserError(
          "Some --parameter have a name and some do not; a template takes either all by name or all"
              + " by position. Write =VALUE for a value by position that holds '='.");
    }
    return new ContentPattern(
        options.contents(), text, options.template(), options.language(), parameters);
  }

  /** The columns that are needed and empty in a row. */
  List<String> missing(AudienceRow row) {
    List<String> missing = new ArrayList<>();
    if (text != null) {
      missing.addAll(text.missing(row));
    }
    parameters.forEach(parameter -> missing.addAll(parameter.value().missing(row)));
    return missing.stream().distinct().toList();
  }

  /** What to say to the person of a row, in order of preference. */
  List<Content> fill(AudienceRow row) {
    List<Content> all = new ArrayList<>(contents);
    if (text != null) {
      all.add(Text.of(text.fill(row)));
    }
    if (template != null) {
      all.add(
          new Template(
              template,
              language,
              parameters.stream()
                  .map(
                      parameter ->
                          new Template.Parameter(parameter.name(), parameter.value().fill(row)))
                  .toList()));
    }
    return all;
  }
}
