package io.patchbay.provider.httpgateway;

import io.patchbay.support.Escape;
import org.jspecify.annotations.Nullable;

/** Inside a JSON text: values stand within strings, those that are numbers also outside. */
final class JsonContext implements EscapeContext {
  private final boolean digits;
  private boolean string;
  private boolean escaped;

  /**
   * A new text.
   *
   * @param digits whether phone numbers are plain digits
   */
  JsonContext(boolean digits) {
    this.digits = digits;
  }

  @Override
  public void pass(String written) {
    for (int i = 0; i < written.length(); i++) {
      char unit = written.charAt(i);
      if (escaped) {
        escaped = false;
      } else if (string && unit == '\\') {
        escaped = true;
      } else if (unit == '"') {
        string = !string;
      }
    }
  }

  @Override
  public @Nullable Escape escape(Placeholder placeholder) {
    if (string) {
      return escaped ? null : Escape.JSON_STRING;
    }
    boolean number =
        placeholder == Placeholder.SEGMENTS || (placeholder == Placeholder.TO && digits);
    return number ? Escape.JSON_NUMBER : null;
  }

  @Override
  public String complaint() {
    return escaped
        ? "follows a backslash"
        : "stands outside of a JSON string: put it between quotes ({segments}, and {to} with"
            + " phoneFormat digits, may do without)";
  }
}
