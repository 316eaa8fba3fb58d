package io.patchbay.provider.httpgateway;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** An answer or a callback, or one item of it, that has been read. Thread-safe. */
interface Document {
  /** The text at a location; null when there is nothing, or something other than a text. */
  @Nullable String text(AnswerPath location);

  /** The items at a location, or at the top for null: those of a list, else the one thing there. */
  List<Document> items(@Nullable AnswerPath location);

  /** As it was written, or in a form that says the same. */
  String raw();

  /** The text at a location that may not be configured; null for a blank one too. */
  default @Nullable String optional(@Nullable AnswerPath location) {
    String text = location == null ? null : text(location);
    return text == null || text.isBlank() ? null : text.strip();
  }
}
