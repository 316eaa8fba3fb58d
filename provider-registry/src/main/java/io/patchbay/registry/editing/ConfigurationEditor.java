package io.patchbay.registry.editing;

import com.google.gson.JsonPrimitive;
import io.patchbay.content.StrictJson;
import io.patchbay.content.Suggestion;
import io.patchbay.registry.internal.config.JsonDocument;
import io.patchbay.registry.internal.config.JsonSpans;
import io.patchbay.registry.internal.config.JsonSpans.Span;
import java.util.Map;

/**
 * Changes one value in the text of a configuration and leaves every other character as it is, the
 * layout included. Stateless and thread-safe.
 */
public final class ConfigurationEditor {
  private static final String DEFAULT_PROVIDER = "defaultProvider";

  private ConfigurationEditor() {}

  /**
   * Makes an instance the default of a workspace. Whether it exists is for {@code
   * ConfigurationChecker} to say.
   *
   * @param json the whole configuration
   * @param workspace a workspace with a section in it
   * @param instance the name of the instance
   * @return the whole configuration with the change
   * @throws IllegalArgumentException when the text is not JSON or the workspace has no section
   */
  public static String setDefault(String json, String workspace, String instance) {
    try {
      JsonDocument.parse(json);
    } catch (StrictJson.Broken e) {
      throw new IllegalArgumentException("The configuration cannot be read: " + e.getMessage(), e);
    }
    Span workspaces = object(json, new Span(0, json.length()), "workspaces", "the configuration");
    Map<String, Span> sections = JsonSpans.members(json, workspaces.start());
    if (!sections.containsKey(workspace)) {
      throw new IllegalArgumentException(
          "No workspace '"
              + workspace
              + "' in the configuration; "
              + Suggestion.sentence(sections.keySet(), workspace));
    }
    Span section = object(json, workspaces, workspace, "workspaces");
    String value = new JsonPrimitive(instance).toString();
    String member = '"' + DEFAULT_PROVIDER + "\": " + value;
    if (!JsonSpans.members(json, section.start()).containsKey("sms")) {
      return insert(json, section, "\"sms\": { " + member + " }");
    }
    Span sms = object(json, section, "sms", "workspaces." + workspace);
    Span old = JsonSpans.members(json, sms.start()).get(DEFAULT_PROVIDER);
    return old == null
        ? insert(json, sms, member)
        : json.substring(0, old.start()) + value + json.substring(old.end());
  }

  private static Span object(String json, Span parent, String name, String where) {
    Span span = JsonSpans.members(json, parent.start()).get(name);
    if (span == null || json.charAt(span.start()) != '{') {
      throw new IllegalArgumentException(
          "'" + name + "' in " + where + " is missing or not an object");
    }
    return span;
  }

  /** Puts a member first into an object, laid out as the member that was first. */
  private static String insert(String json, Span object, String member) {
    int inside = object.start() + 1;
    int first = inside;
    while (Character.isWhitespace(json.charAt(first))) {
      first++;
    }
    if (json.charAt(first) == '}') {
      return json.substring(0, inside) + " " + member + " " + json.substring(first);
    }
    String space = json.substring(inside, first);
    String before = space.isEmpty() ? " " : space;
    return json.substring(0, inside) + before + member + "," + before + json.substring(first);
  }
}
