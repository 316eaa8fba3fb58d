package io.patchbay.simulator;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Reads what template management is given, and refuses what the platform would. Checked are the
 * names, the kinds of components and buttons, and the texts.
 *
 * @see <a
 *     href="https://developers.facebook.com/docs/whatsapp/business-management-api/message-templates/components">Template
 *     components</a>
 */
final class TemplateReader {
  private static final int BODY = 1024;
  private static final int SHORT = 60;
  private static final int LABEL = 25;
  private static final Set<String> COMPONENTS =
      Set.of(
          "header",
          "body",
          "footer",
          "buttons",
          "carousel",
          "limited_time_offer",
          "call_permission_request");
  private static final Set<String> FORMATS =
      Set.of("text", "image", "video", "gif", "document", "location", "product");
  private static final Set<String> BUTTONS =
      Set.of(
          "quick_reply",
          "url",
          "phone_number",
          "copy_code",
          "otp",
          "flow",
          "catalog",
          "mpm",
          "spm",
          "voice_call",
          "call_request",
          "order_details",
          "request_contact_info");

  private TemplateReader() {}

  static SimulatedTemplate create(Part request, String status) {
    String name = request.text("name", 512);
    String language = request.text("language", 10);
    String category = request.choice("category", lower(SimulatedTemplate.CATEGORIES));
    String format =
        request.has("parameter_format")
            ? request.choice("parameter_format", lower(SimulatedTemplate.FORMATS))
            : "positional";
    String components = components(request, category.equals("authentication"));
    try {
      return new SimulatedTemplate(
          name, language, upper(category), status, upper(format), components);
    } catch (IllegalArgumentException e) {
      throw new Refusal(GraphErrors.badParameter(String.valueOf(e.getMessage())));
    }
  }

  /** A template with what a request changes of it: its category, its components, or both. */
  static SimulatedTemplate edit(SimulatedTemplate old, Part request, String status) {
    SimulatedTemplate edited = old.withStatus(status);
    if (request.has("category")) {
      edited =
          edited.withCategory(
              upper(request.choice("category", lower(SimulatedTemplate.CATEGORIES))));
    }
    if (request.has("components")) {
      boolean password = edited.category().equals("AUTHENTICATION");
      edited = edited.withComponents(components(request, password));
    }
    return edited;
  }

  private static Set<String> lower(Set<String> words) {
    return Set.copyOf(words.stream().map(word -> word.toLowerCase(Locale.ROOT)).toList());
  }

  private static String upper(String word) {
    return word.toUpperCase(Locale.ROOT);
  }

  private static String components(Part request, boolean password) {
    List<Part> components = request.objects("components", 1, 10);
    boolean body = false;
    for (Part component : components) {
      switch (component.choice("type", COMPONENTS)) {
        case "header" -> header(component);
        case "body" -> {
          body = true;
          body(component, password);
        }
        case "footer" -> footer(component);
        case "buttons" -> buttons(component);
        case "carousel" -> component.objects("cards", 1, 10);
        default -> component.choice("type", COMPONENTS);
      }
    }
    if (!body) {
      throw new Refusal(
          GraphErrors.badTemplate(
              2388072, "Message template body is missing", "A template needs a BODY component."));
    }
    return request.json().get("components").toString();
  }

  private static void header(Part header) {
    if (header.choice("format", FORMATS).equals("text")) {
      String text = header.text("text", Integer.MAX_VALUE);
      tooLong(text, SHORT, "header");
      if (text.contains("\n")) {
        throw new Refusal(
            GraphErrors.badTemplate(
                2388047,
                "Message template header format is incorrect",
                "A header cannot have a new line in it."));
      }
    }
  }

  private static void body(Part body, boolean password) {
    Optional<String> text = Optional.ofNullable(body.optionalText("text", Integer.MAX_VALUE));
    if (text.isEmpty()) {
      if (!password) {
        throw body.missing("text");
      }
      return;
    }
    tooLong(text.get(), BODY, "body");
    if (text.get().strip().matches("(?s)\\{\\{[^}]*}}.*|.*\\{\\{[^}]*}}")) {
      throw new Refusal(
          GraphErrors.badTemplate(
              2388299,
              "Leading or trailing params not allowed",
              "A variable cannot be at the start or the end of the template."));
    }
  }

  private static void footer(Part footer) {
    String text = footer.optionalText("text", Integer.MAX_VALUE);
    if (text != null) {
      tooLong(text, SHORT, "footer");
      if (text.contains("{{")) {
        throw new Refusal(
            GraphErrors.badTemplate(
                2388073,
                "Message template footer format is incorrect",
                "A footer cannot have variables."));
      }
    }
  }

  private static void buttons(Part component) {
    for (Part button : component.objects("buttons", 1, 10)) {
      String type = button.choice("type", BUTTONS);
      String label = button.optionalText("text", Integer.MAX_VALUE);
      if (label != null) {
        tooLong(label, LABEL, "button");
      }
      if (type.equals("url")) {
        button.text("url", 2000);
      }
    }
  }

  private static void tooLong(String text, int most, String what) {
    if (text.codePointCount(0, text.length()) > most) {
      throw new Refusal(
          GraphErrors.badTemplate(
              2388040,
              "Character Limit Exceeded",
              "The %s of a template has at most %d characters.".formatted(what, most)));
    }
  }
}
