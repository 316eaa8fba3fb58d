package io.patchbay.provider.whatsapp;

import io.patchbay.provider.whatsapp.internal.account.AccountJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A template to create, or new contents for one. Immutable.
 *
 * @param name lower-case letters, digits and underscores
 * @param language for example {@code en_US}
 * @param category {@code MARKETING}, {@code UTILITY} or {@code AUTHENTICATION}
 * @param parts its components
 * @param more further fields by Meta's names, such as {@code message_send_ttl_seconds}, each value
 *     as JSON
 */
public record TemplateDraft(
    String name,
    String language,
    String category,
    List<DefinitionPart> parts,
    Map<String, String> more) {
  /**
   * Copies the collections; refuses blank names and fields that are not JSON.
   *
   * @throws IllegalArgumentException for what is refused
   */
  public TemplateDraft {
    if (name.isBlank() || language.isBlank() || category.isBlank()) {
      throw new IllegalArgumentException("A template needs a name, a language and a category");
    }
    parts = List.copyOf(parts);
    more = Map.copyOf(new LinkedHashMap<>(more));
    more.forEach(AccountJson::value);
  }

  /** A draft of components alone. */
  public static TemplateDraft of(
      String name, String language, String category, DefinitionPart... parts) {
    return new TemplateDraft(name, language, category, List.of(parts), Map.of());
  }

  /** The same draft with another component. */
  public TemplateDraft with(DefinitionPart part) {
    List<DefinitionPart> all = new ArrayList<>(parts);
    all.add(part);
    return new TemplateDraft(name, language, category, all, more);
  }

  /**
   * The same draft with a field that this class does not know.
   *
   * @param field Meta's name
   * @param json the value as JSON: texts in quotation marks
   */
  public TemplateDraft with(String field, String json) {
    Map<String, String> all = new LinkedHashMap<>(more);
    all.put(field, json);
    return new TemplateDraft(name, language, category, parts, all);
  }

  /** The same draft whose placeholders have names instead of numbers. */
  public TemplateDraft named() {
    return with("parameter_format", "\"NAMED\"");
  }

  @Override
  public String toString() {
    return "TemplateDraft["
        + name
        + ", "
        + language
        + ", "
        + category
        + ", "
        + parts
        + ", "
        + more.keySet()
        + "]";
  }
}
