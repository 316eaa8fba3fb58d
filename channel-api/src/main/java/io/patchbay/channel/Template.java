package io.patchbay.channel;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A text approved beforehand, filled in with parameters: the part that all template systems share.
 * A provider whose templates have more parts, such as headers and buttons, offers its own content
 * type.
 *
 * <p>Immutable.
 *
 * @param name the template's name or id at the provider
 * @param language the language tag under which it was approved, for example {@code en_US}
 * @param parameters the values for the body, all named or all by position
 */
public record Template(String name, String language, List<Parameter> parameters)
    implements Content {
  /**
   * Copies the list; refuses a mixture of named parameters and parameters by position.
   *
   * @throws IllegalArgumentException for what is refused
   */
  public Template {
    Names.notBlank("Template name", name);
    Names.notBlank("Template language", language);
    parameters = List.copyOf(parameters);
    long named = parameters.stream().filter(parameter -> parameter.name() != null).count();
    if (named != 0 && named != parameters.size()) {
      throw new IllegalArgumentException(
          "Template '" + name + "' mixes named parameters with parameters by position");
    }
  }

  /** A template whose body parameters are given by position. */
  public static Template of(String name, String language, String... values) {
    return new Template(
        name, language, List.of(values).stream().map(value -> new Parameter(null, value)).toList());
  }

  @Override
  public String toString() {
    return "Template[" + name + ", " + language + ", " + parameters.size() + " parameters]";
  }

  /**
   * One value.
   *
   * @param name the parameter's name; null when it is given by position
   * @param text the value
   */
  public record Parameter(@Nullable String name, String text) {
    @Override
    public String toString() {
      return "Parameter[" + (name == null ? "" : name + ", ") + Masking.text(text) + "]";
    }
  }
}
