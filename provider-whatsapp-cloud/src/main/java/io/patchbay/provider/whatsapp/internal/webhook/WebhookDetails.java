package io.patchbay.provider.whatsapp.internal.webhook;

import io.patchbay.provider.whatsapp.internal.graph.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Collects what an event says beyond its own parts, by Meta's names: {@code pricing.category}.
 *
 * <p>Bounded in number and depth, because a map of many names that were chosen to collide is slow;
 * what does not fit is still in the event's {@code raw}.
 */
final class WebhookDetails {
  private static final int MOST = 100;
  private static final int DEEPEST = 5;
  private static final int MOST_ELEMENTS = 20;

  private final List<Map.Entry<String, String>> values = new ArrayList<>();

  /** Keeps a value that there is; the first of a name counts. */
  WebhookDetails keep(String name, @Nullable String value) {
    if (value != null && values.size() < MOST && isNew(name)) {
      values.add(Map.entry(name, value));
    }
    return this;
  }

  private boolean isNew(String name) {
    for (Map.Entry<String, String> known : values) {
      if (known.getKey().equals(name)) {
        return false;
      }
    }
    return true;
  }

  /** Keeps every text, number and truth value in an object, under its path. */
  WebhookDetails all(String prefix, @Nullable Node object) {
    if (object != null) {
      flatten(prefix.isEmpty() ? "" : prefix + ".", object, 1);
    }
    return this;
  }

  private void flatten(String prefix, Node object, int depth) {
    for (Node.Member member : object.members()) {
      if (values.size() >= MOST) {
        return;
      }
      value(prefix + member.name(), member.value(), depth);
    }
  }

  private void value(String name, Node element, int depth) {
    if (element.isObject()) {
      if (depth < DEEPEST) {
        flatten(name + ".", element, depth + 1);
      }
    } else if (element.isArray()) {
      elements(name, element, depth);
    } else {
      keep(name, element.scalar());
    }
  }

  private void elements(String name, Node array, int depth) {
    int index = 0;
    for (Node element : array.children()) {
      if (depth == DEEPEST || index == MOST_ELEMENTS) {
        return;
      }
      value(name + "." + index++, element, depth + 1);
    }
  }

  /** All of it; an event that copies the map finds that it need not. */
  @SuppressWarnings({"unchecked", "rawtypes"}) // There are no arrays of generic types.
  Map<String, String> map() {
    return Map.ofEntries(values.toArray(new Map.Entry[0]));
  }
}
