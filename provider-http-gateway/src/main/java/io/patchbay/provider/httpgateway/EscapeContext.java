package io.patchbay.provider.httpgateway;

import io.patchbay.support.Escape;
import org.jspecify.annotations.Nullable;

/**
 * Follows the written parts of a template and knows what kind of place comes next. One for each
 * template; not thread-safe.
 */
interface EscapeContext {
  /** Goes past a written part. */
  void pass(String written);

  /** How a value is escaped here; null where no value may stand. */
  @Nullable Escape escape(Placeholder placeholder);

  /** Why no value may stand here, after "the placeholder". */
  String complaint();

  /** A form's body or one value of a query: any place is good. */
  static EscapeContext percent() {
    return new Everywhere(Escape.PERCENT);
  }

  /** A header. */
  static EscapeContext header() {
    return new Everywhere(Escape.HEADER);
  }

  /** The same escape everywhere. */
  record Everywhere(Escape only) implements EscapeContext {
    @Override
    public void pass(String written) {}

    @Override
    public Escape escape(Placeholder placeholder) {
      return only;
    }

    @Override
    public String complaint() {
      return "";
    }
  }
}
