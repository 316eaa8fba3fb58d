package io.patchbay.provider.httpgateway;

import io.patchbay.support.FormFields;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keys and values: a form's body, a query, or one pair a line. Of several values of one key the
 * first counts.
 */
record KeyedDocument(Map<String, String> values, String raw) implements Document {
  static KeyedDocument parse(String text) throws Unreadable {
    Map<String, String> values;
    try {
      values = FormFields.first(text.strip().replaceAll("[\\r\\n]+", "&"));
    } catch (IllegalArgumentException e) {
      throw new Unreadable("a broken percent sign");
    }
    if (values.isEmpty()) {
      throw new Unreadable("no keys and values");
    }
    return new KeyedDocument(values, text);
  }

  @Override
  public @Nullable String text(AnswerPath location) {
    return values.get(location.text());
  }

  @Override
  public List<Document> items(@Nullable AnswerPath location) {
    return List.of(this);
  }

  /** Without the values. */
  @Override
  public String toString() {
    return "KeyedDocument" + values.keySet();
  }
}
