package io.patchbay.provider.httpgateway;

import io.patchbay.support.UnrepresentableValue;
import java.util.Locale;
import java.util.function.Consumer;

/** What a request's body is written in. */
enum BodyType {
  /** JSON. */
  JSON("application/json; charset=utf-8"),
  /** A form. */
  FORM("application/x-www-form-urlencoded"),
  /** XML. */
  XML("application/xml; charset=utf-8");

  private final String contentType;

  BodyType(String contentType) {
    this.contentType = contentType;
  }

  static BodyType of(String setting) {
    return valueOf(setting.toUpperCase(Locale.ROOT));
  }

  /** The header's value, unless a header of the settings says otherwise. */
  String contentType() {
    return contentType;
  }

  /**
   * Reads a template of such a body, and tries it.
   *
   * @param digits whether phone numbers are plain digits
   * @param problems gets each problem, as the end of a sentence about the setting
   */
  RequestTemplate template(String text, boolean digits, Consumer<String> problems) {
    EscapeContext place =
        switch (this) {
          case JSON -> new JsonContext(digits);
          case FORM -> EscapeContext.percent();
          case XML -> new XmlContext();
        };
    boolean[] good = {true};
    RequestTemplate template =
        RequestTemplate.parse(
            text,
            place,
            problem -> {
              good[0] = false;
              problems.accept(problem);
            });
    if (good[0]) {
      tryOut(template, problems);
    }
    return template;
  }

  private void tryOut(RequestTemplate template, Consumer<String> problems) {
    if (this == FORM) {
      boolean encoded =
          template.written().stream()
              .allMatch(part -> part.matches("([-A-Za-z0-9_.~*+=&]|%[0-9A-Fa-f]{2})*"));
      if (!encoded) {
        problems.accept(
            "has characters outside of placeholders that a form writes otherwise, a space as %20");
      }
      return;
    }
    try {
      (this == JSON ? Format.JSON : Format.XML).read(template.fill(Values.sample()));
    } catch (UnrepresentableValue e) {
      problems.accept("cannot be filled: " + e.reason());
    } catch (Unreadable e) {
      problems.accept("is not well-formed once it is filled: " + e.reason());
    }
  }
}
