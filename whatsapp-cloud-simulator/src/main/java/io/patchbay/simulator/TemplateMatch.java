package io.patchbay.simulator;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Compares the parameters of a message with the template that it names: 132000 where their number
 * differs, 132012 where their form does, 131008 where a button's is missing.
 *
 * @param format {@code POSITIONAL} or {@code NAMED}
 * @param template the components of the template
 * @param message the components of the message
 */
record TemplateMatch(String format, List<Part> template, List<Part> message) {
  private static final Pattern VARIABLE = Pattern.compile("\\{\\{\\s*([^{}\\s]+)\\s*}}");

  /** Compares a message of type template, in which {@link TemplateRules} found nothing wrong. */
  static void check(SimulatedTemplate template, Part message) {
    JsonObject holder = new JsonObject();
    holder.add("components", template.parts());
    new TemplateMatch(
            template.parameterFormat(),
            Part.whole(holder).optionalObjects("components"),
            message.optionalObjects("components"))
        .check();
  }

  private void check() {
    header();
    find(template, "body").ifPresent(this::body);
    ButtonMatch.check(find(template, "buttons"), message);
    offer();
    carousel();
  }

  static String text(Part part, String name) {
    String text = part.optionalText(name, Integer.MAX_VALUE);
    return text == null ? "" : text;
  }

  static Set<String> variables(String text) {
    Set<String> names = new TreeSet<>();
    Matcher matcher = VARIABLE.matcher(text);
    while (matcher.find()) {
      names.add(matcher.group(1));
    }
    return names;
  }

  private static Optional<Part> find(List<Part> components, String kind) {
    return components.stream()
        .filter(part -> text(part, "type").toLowerCase(Locale.ROOT).equals(kind))
        .findFirst();
  }

  private List<Part> parameters(String kind) {
    return find(message, kind).map(part -> part.optionalObjects("parameters")).orElse(List.of());
  }

  private void header() {
    Optional<Part> header = find(template, "header");
    String expected =
        header.map(part -> text(part, "format").toUpperCase(Locale.ROOT)).orElse("TEXT");
    List<Part> given = parameters("header");
    if (expected.equals("TEXT")) {
      variables("header", header.map(part -> variables(text(part, "text"))).orElse(Set.of()));
      return;
    }
    String received =
        given.isEmpty() ? "UNKNOWN" : text(given.get(0), "type").toUpperCase(Locale.ROOT);
    if (!received.equals(expected)) {
      throw mismatch("header: Format mismatch, expected " + expected + ", received " + received);
    }
    count("header", given.size(), 1);
  }

  /** Templates for one-time passwords have a body without a text, and one parameter. */
  private void body(Part body) {
    if (body.has("text")) {
      variables("body", variables(text(body, "text")));
    } else {
      count("body", parameters("body").size(), 1);
    }
  }

  private void variables(String kind, Set<String> expected) {
    List<Part> given = parameters(kind);
    count(kind, given.size(), expected.size());
    for (Part parameter : given) {
      if (kind.equals("header") && !text(parameter, "type").equalsIgnoreCase("text")) {
        throw mismatch(
            "header: Format mismatch, expected TEXT, received "
                + text(parameter, "type").toUpperCase(Locale.ROOT));
      }
    }
    if (format.equals("NAMED")) {
      named(kind, expected, given);
    }
  }

  private static void named(String kind, Set<String> expected, List<Part> given) {
    Set<String> names = new HashSet<>();
    for (Part parameter : given) {
      String name = text(parameter, "parameter_name");
      if (name.isEmpty()) {
        throw new Refusal(GraphErrors.invalidParameter("Parameter name is missing or empty"));
      }
      if (!expected.contains(name) || !names.add(name)) {
        throw mismatch(
            "%s: parameter name (%s) does not match the expected names (%s)"
                .formatted(kind, name, String.join(", ", expected)));
      }
    }
  }

  private void offer() {
    Optional<Part> offer = find(template, "limited_time_offer");
    boolean expires =
        offer
            .map(part -> part.optionalObject("limited_time_offer"))
            .map(part -> part.json().get("has_expiration"))
            .map(JsonElement::getAsBoolean)
            .orElse(false);
    if (expires && parameters("limited_time_offer").isEmpty()) {
      throw new Refusal(
          GraphErrors.missing("limited_time_offer: the time of its end requires a parameter"));
    }
  }

  private void carousel() {
    List<Part> defined = cards(template);
    List<Part> given = cards(message);
    boolean products = !defined.isEmpty() && showsProduct(defined.get(0));
    if (defined.size() != given.size() && !(products && given.size() >= 2)) {
      throw mismatch(
          "carousel: number of cards (%d) does not match the expected number (%d)"
              .formatted(given.size(), defined.size()));
    }
    for (Part card : given) {
      int index = card.integer("card_index", 0, 9);
      if (index >= defined.size() && !products) {
        throw mismatch("carousel: Card at index " + index + " does not exist");
      }
      new TemplateMatch(
              format,
              defined.get(products ? 0 : index).optionalObjects("components"),
              card.optionalObjects("components"))
          .check();
    }
  }

  /** Cards of products are defined as a pattern, and sent as often as there are products. */
  private static boolean showsProduct(Part card) {
    return find(card.optionalObjects("components"), "header")
        .filter(header -> text(header, "format").equalsIgnoreCase("product"))
        .isPresent();
  }

  private static List<Part> cards(List<Part> components) {
    return find(components, "carousel")
        .map(part -> part.optionalObjects("cards"))
        .orElse(List.of());
  }

  private static void count(String kind, int given, int expected) {
    if (given != expected) {
      throw new Refusal(
          GraphErrors.parameterCount(
              "%s: number of localizable_params (%d) does not match the expected number of params (%d)"
                  .formatted(kind, given, expected)));
    }
  }

  static Refusal mismatch(String details) {
    return new Refusal(GraphErrors.parameterFormat(details));
  }
}
