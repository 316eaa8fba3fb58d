package io.patchbay.provider.httpgateway;

import io.patchbay.support.Escape;
import io.patchbay.support.UnrepresentableValue;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text with placeholders such as {@code {to}}. Each value is escaped for the place where it
 * stands, so that no message can change what the request asks for.
 *
 * <p>Immutable and thread-safe.
 */
final class RequestTemplate {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([A-Za-z][A-Za-z0-9._-]*)}");

  /** Where a value goes, how it is escaped, and what is written before it. */
  private record Slot(String before, Placeholder placeholder, Escape escape) {}

  private final List<Slot> slots;
  private final String end;

  private RequestTemplate(List<Slot> slots, String end) {
    this.slots = List.copyOf(slots);
    this.end = end;
  }

  /**
   * Reads a template.
   *
   * @param place at its beginning
   * @param problems gets each problem, as the end of a sentence about the setting
   */
  static RequestTemplate parse(String text, EscapeContext place, Consumer<String> problems) {
    List<Slot> slots = new ArrayList<>();
    Matcher matcher = PLACEHOLDER.matcher(text);
    int written = 0;
    while (matcher.find()) {
      String before = text.substring(written, matcher.start());
      place.pass(before);
      written = matcher.end();
      Optional<Placeholder> known = Placeholder.named(matcher.group(1));
      if (known.isEmpty()) {
        problems.accept(
            "has the unknown placeholder " + matcher.group() + "; known: " + Placeholder.known());
        continue;
      }
      Escape escape = place.escape(known.get());
      if (escape == null) {
        problems.accept("cannot be filled: " + matcher.group() + " " + place.complaint());
        continue;
      }
      slots.add(new Slot(before, known.get(), escape));
    }
    return new RequestTemplate(slots, text.substring(written));
  }

  /** The placeholders in it. */
  Set<Placeholder> placeholders() {
    Set<Placeholder> used = new LinkedHashSet<>();
    slots.forEach(slot -> used.add(slot.placeholder()));
    return used;
  }

  /** Everything that is written in it, without the placeholders. */
  List<String> written() {
    List<String> parts = new ArrayList<>();
    slots.forEach(slot -> parts.add(slot.before()));
    parts.add(end);
    return parts;
  }

  /**
   * The text with its values.
   *
   * @throws UnrepresentableValue when a value cannot stand where it should; nothing has been sent
   *     then
   */
  String fill(Values values) throws UnrepresentableValue {
    StringBuilder text = new StringBuilder();
    for (Slot slot : slots) {
      text.append(slot.before());
      try {
        text.append(slot.escape().apply(values.of(slot.placeholder())));
      } catch (UnrepresentableValue e) {
        throw new UnrepresentableValue(slot.placeholder().written() + ": " + e.reason());
      }
    }
    return text.append(end).toString();
  }
}
