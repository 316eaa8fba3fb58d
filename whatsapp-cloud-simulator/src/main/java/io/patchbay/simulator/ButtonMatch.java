package io.patchbay.simulator;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Compares the buttons of a message with those of the template: each that is named must be there,
 * of that kind, and each that needs a parameter must have one.
 */
final class ButtonMatch {
  private ButtonMatch() {}

  static void check(Optional<Part> template, List<Part> message) {
    List<Part> defined = template.map(part -> part.optionalObjects("buttons")).orElse(List.of());
    boolean[] given = new boolean[defined.size()];
    for (Part component : message) {
      if (TemplateMatch.text(component, "type").equalsIgnoreCase("button")) {
        int index = TemplateRules.index(component);
        if (index >= defined.size()) {
          throw TemplateMatch.mismatch("buttons: Button at index " + index + " does not exist");
        }
        compare(index, defined.get(index), component);
        given[index] = !component.optionalObjects("parameters").isEmpty();
      }
    }
    for (int i = 0; i < given.length; i++) {
      if (!given[i] && needsParameter(defined.get(i))) {
        throw new Refusal(
            GraphErrors.missing(
                "buttons: Button at index %d of type %s requires a parameter"
                    .formatted(i, subType(defined.get(i)))));
      }
    }
  }

  private static void compare(int index, Part button, Part component) {
    String received = TemplateMatch.text(component, "sub_type").toLowerCase(Locale.ROOT);
    String expected = subType(button);
    if (!expected.equals(received)) {
      throw TemplateMatch.mismatch(
          "buttons: Button at index %d is of type %s, received %s"
              .formatted(
                  index, expected.toUpperCase(Locale.ROOT), received.toUpperCase(Locale.ROOT)));
    }
  }

  /** What messages call a button; the buttons of one-time passwords are links to them. */
  private static String subType(Part button) {
    String type = TemplateMatch.text(button, "type").toLowerCase(Locale.ROOT);
    return type.equals("otp") ? "url" : type;
  }

  private static boolean needsParameter(Part button) {
    return switch (TemplateMatch.text(button, "type").toLowerCase(Locale.ROOT)) {
      case "url" -> !TemplateMatch.variables(TemplateMatch.text(button, "url")).isEmpty();
      case "otp", "copy_code", "mpm", "order_details" -> true;
      default -> false;
    };
  }
}
