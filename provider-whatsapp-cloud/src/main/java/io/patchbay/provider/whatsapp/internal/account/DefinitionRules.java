package io.patchbay.provider.whatsapp.internal.account;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.patchbay.channel.Category;
import io.patchbay.channel.Retry;
import io.patchbay.channel.Scope;
import io.patchbay.channel.SendError;
import io.patchbay.provider.whatsapp.internal.graph.Classifier;
import io.patchbay.provider.whatsapp.internal.graph.GraphJson;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Compares a template as it is about to be sent with its definition. Only what Meta certainly
 * refuses is a problem (131008, 132000, 132001, 132012, 132015, 132016); values are never part of
 * what is said.
 *
 * <p>Left to Meta is what its documentation leaves open: whether a catalog button may go unnamed,
 * how many cards a carousel of products has, and every status but {@code REJECTED}, {@code PAUSED}
 * and {@code DISABLED}. A template that is being reviewed again, appealed for or deleted may still
 * be good to send.
 */
public final class DefinitionRules {
  private static final Set<String> PLAIN_MEDIA = Set.of("IMAGE", "VIDEO", "DOCUMENT", "LOCATION");

  private DefinitionRules() {}

  /**
   * What does not fit; null when nothing is certain to be wrong.
   *
   * @param template the object under {@code template} in the request
   * @param languages the definition in all its languages
   */
  public static @Nullable Problem problem(JsonObject template, List<TemplateShape> languages) {
    String name = "Template '" + GraphJson.text(template, "name") + "'";
    String language = GraphJson.text(GraphJson.object(template, "language"), "code");
    if (languages.isEmpty()) {
      return Problem.of(name + " does not exist in this WhatsApp account");
    }
    for (TemplateShape shape : languages) {
      if (shape.language().equals(language)) {
        String inLanguage = name + " (" + language + ") ";
        Problem status = status(inLanguage, shape.status());
        String problem = status == null ? parts(template, shape, "") : null;
        return problem == null ? status : Problem.of(inLanguage + problem);
      }
    }
    return Problem.of(
        name
            + " has no language '"
            + language
            + "'; it has "
            + String.join(", ", languages.stream().map(TemplateShape::language).sorted().toList()));
  }

  private static @Nullable Problem status(String template, @Nullable String status) {
    return switch (String.valueOf(status)) {
      case "REJECTED" -> Problem.of(template + "was not approved but rejected", Retry.NEVER);
      case "PAUSED" -> Problem.of(template + "is paused because of its quality", Retry.LATER);
      case "DISABLED" -> Problem.of(template + "is disabled because of its quality", Retry.NEVER);
      default -> null;
    };
  }

  /**
   * Why a template is not sent.
   *
   * @param retry whether it may pass later
   * @param scope whether it is the template or what it is filled with
   */
  public record Problem(String message, Retry retry, Scope scope) {
    private static Problem of(String message) {
      return new Problem(message, Retry.NEVER, Scope.MESSAGE);
    }

    private static Problem of(String message, Retry retry) {
      return new Problem(message, retry, Scope.TEMPLATE);
    }

    /** As the error that the send ends with. */
    SendError error() {
      return SendError.of(Category.TEMPLATE, message)
          .retry(retry)
          .scope(scope)
          .remedy(
              scope == Scope.TEMPLATE
                  ? "See in WhatsApp Manager what is wrong with it, and send another one until then."
                  : "Give what the approved template has in that language: WhatsApp Manager shows"
                      + " it.")
          .documentation(Classifier.DOCUMENTATION)
          .build();
    }
  }

  private static @Nullable String parts(JsonObject sent, TemplateShape shape, String where) {
    @Nullable JsonObject body = null;
    @Nullable JsonObject header = null;
    @Nullable JsonObject carousel = null;
    Map<Integer, JsonObject> buttons = new HashMap<>();
    for (JsonElement element : GraphJson.elements(sent, "components")) {
      if (element.isJsonObject()) {
        JsonObject part = element.getAsJsonObject();
        switch (String.valueOf(GraphJson.text(part, "type")).toLowerCase(Locale.ROOT)) {
          case "body" -> body = part;
          case "header" -> header = part;
          case "carousel" -> carousel = part;
          case "button" -> buttons.put(number(part, "index"), part);
          default -> {
            // Nothing that could be counted.
          }
        }
      }
    }
    String problem = header(header, shape, where);
    if (problem == null && shape.body() != null) {
      problem = values("body", parameters(body), shape.body(), where);
    }
    if (problem == null) {
      problem = buttons(buttons, shape, where);
    }
    return problem == null ? cards(carousel, shape) : problem;
  }

  private static @Nullable String header(
      @Nullable JsonObject header, TemplateShape shape, String where) {
    List<JsonObject> given = parameters(header);
    String format = shape.headerFormat();
    if (format == null || format.equals("TEXT")) {
      return values("header", given, shape.header(), where);
    }
    if (!PLAIN_MEDIA.contains(format)) {
      return null;
    }
    String wanted = format.toLowerCase(Locale.ROOT);
    if (given.isEmpty()) {
      return "lacks the " + wanted + " that its header" + where + " shows";
    }
    String type = GraphJson.text(given.get(0), "type");
    return wanted.equals(type)
        ? null
        : "has a header" + where + " of the kind " + wanted + ", and " + type + " is given";
  }

  private static @Nullable String values(
      String part, List<JsonObject> given, List<String> placeholders, String where) {
    String has = "; its " + part + where + " has " + TemplateShape.shown(placeholders);
    boolean numbered = placeholders.stream().allMatch(name -> name.matches("[0-9]+"));
    if (numbered) {
      if (given.size() < placeholders.size()) {
        return "lacks the "
            + part
            + " parameter"
            + where
            + " "
            + TemplateShape.shown(placeholders.subList(given.size(), placeholders.size()))
            + has;
      }
      return given.size() > placeholders.size()
          ? "has superfluous "
              + part
              + " parameters"
              + where
              + ": "
              + given.size()
              + " instead of "
              + placeholders.size()
              + names(given, placeholders.size())
              + has
          : null;
    }
    List<String> names = given.stream().map(DefinitionRules::name).toList();
    List<String> missing = placeholders.stream().filter(name -> !names.contains(name)).toList();
    if (!missing.isEmpty()) {
      return "lacks the " + part + " parameter" + where + " " + TemplateShape.shown(missing) + has;
    }
    List<String> more = names.stream().filter(name -> !placeholders.contains(name)).toList();
    return more.isEmpty()
        ? null
        : "has superfluous " + part + " parameters" + where + ": " + more + has;
  }

  /** The names of what is too much, where it has names. */
  private static String names(List<JsonObject> given, int from) {
    List<String> names =
        given.subList(from, given.size()).stream()
            .map(DefinitionRules::name)
            .filter(name -> !name.isEmpty())
            .toList();
    return names.isEmpty() ? "" : " " + names;
  }

  private static String name(JsonObject parameter) {
    String name = GraphJson.text(parameter, "parameter_name");
    return name == null ? "" : name;
  }

  private static @Nullable String buttons(
      Map<Integer, JsonObject> given, TemplateShape shape, String where) {
    List<TemplateShape.Button> buttons = shape.buttons();
    for (int index = 0; index < buttons.size(); index++) {
      TemplateShape.Button button = buttons.get(index);
      boolean present = !parameters(given.get(index)).isEmpty();
      if (button.needed() && !present) {
        return "lacks the parameter of its button " + index + where + ", " + button.type();
      }
      if (button.named() && !given.containsKey(index)) {
        return "leaves out its button "
            + index
            + where
            + ", "
            + button.type()
            + ", which has to be named even without parameters";
      }
      if (present && !button.taken()) {
        return "has a superfluous parameter for its button "
            + index
            + where
            + ", "
            + button.type()
            + ", which has no placeholders";
      }
    }
    for (int index : given.keySet()) {
      if (index >= buttons.size()) {
        return "has no button " + index + where + "; it has " + buttons.size() + " from 0";
      }
    }
    return null;
  }

  private static @Nullable String cards(@Nullable JsonObject carousel, TemplateShape shape) {
    if (shape.cards().isEmpty()) {
      return null;
    }
    int defined = shape.cards().size();
    Set<Integer> missing = new TreeSet<>();
    for (int index = 0; index < defined && shape.countsCards(); index++) {
      missing.add(index);
    }
    for (JsonElement element : GraphJson.elements(carousel, "cards")) {
      JsonObject card = element.isJsonObject() ? element.getAsJsonObject() : new JsonObject();
      int index = number(card, "card_index");
      if (index >= defined && shape.countsCards()) {
        return "has no card " + index + "; it has " + defined + " from 0";
      }
      String problem =
          index < 0
              ? null
              : parts(card, shape.cards().get(index < defined ? index : 0), " of card " + index);
      if (problem != null) {
        return problem;
      }
      missing.remove(index);
    }
    return missing.isEmpty()
        ? null
        : "lacks the cards " + missing + "; it has " + defined + " from 0";
  }

  private static List<JsonObject> parameters(@Nullable JsonObject part) {
    List<JsonObject> parameters = new ArrayList<>();
    for (JsonElement parameter : GraphJson.elements(part, "parameters")) {
      if (parameter.isJsonObject()) {
        parameters.add(parameter.getAsJsonObject());
      }
    }
    return parameters;
  }

  /** A number that may be written as a text; -1 when it is neither. */
  private static int number(JsonObject part, String name) {
    String text = GraphJson.text(part, name);
    return text != null && text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : -1;
  }
}
