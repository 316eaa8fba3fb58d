package io.patchbay.content;

import org.jspecify.annotations.Nullable;

/**
 * Something wrong in the JSON of a content. It quotes no values, because they may be texts of
 * people or secrets.
 *
 * <p>Immutable.
 *
 * @param path where it is, for example {@code content.media.source.kind}
 * @param message what is wrong
 * @param suggestion what to write instead; empty when there is nothing to suggest
 * @param unknownKind the kind of content that no provider here has, where that is what is wrong
 */
public record ContentProblem(
    String path, String message, String suggestion, @Nullable String unknownKind) {
  ContentProblem(String path, String message, String suggestion) {
    this(path, message, suggestion, null);
  }

  /** The problem in one line. */
  public String describe() {
    return (path.isEmpty() ? "" : path + " ")
        + message
        + (suggestion.isEmpty() ? "" : ": " + suggestion);
  }
}
