package io.patchbay.provider.whatsapp;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A template as Meta keeps it: one name in one language. Words are Meta's own, and words that are
 * yet to come are kept. Immutable.
 *
 * @param id Meta's id of this name in this language
 * @param name the name, shared by all its languages
 * @param language for example {@code en_US}
 * @param status for example {@code APPROVED}
 * @param category for example {@code UTILITY}
 * @param parameterFormat {@code POSITIONAL} or {@code NAMED}; null when not said
 * @param quality for example {@code GREEN}; null when not said
 * @param rejectedReason why it was rejected; null when not said
 * @param parts its components
 * @param json everything that Meta said
 */
public record TemplateDefinition(
    String id,
    String name,
    String language,
    @Nullable String status,
    @Nullable String category,
    @Nullable String parameterFormat,
    @Nullable String quality,
    @Nullable String rejectedReason,
    List<DefinitionPart> parts,
    String json) {
  /** Copies the list. */
  public TemplateDefinition {
    parts = List.copyOf(parts);
  }

  @Override
  public String toString() {
    return "TemplateDefinition["
        + name
        + ", "
        + language
        + ", "
        + status
        + ", "
        + category
        + ", "
        + parts
        + "]";
  }
}
