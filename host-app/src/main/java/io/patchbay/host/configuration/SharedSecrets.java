package io.patchbay.host.configuration;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.patchbay.registry.routing.SharedSecret;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Shows which instances share a webhook secret and who handles their webhooks. Stateless. */
public final class SharedSecrets {
  private SharedSecrets() {}

  /** One paragraph for each group of instances, and how their webhooks are assigned. */
  public static String text(List<SharedSecret> shared) {
    if (shared.isEmpty()) {
      return "";
    }
    return shared.stream()
            .map(
                one ->
                    String.format(
                        Locale.ROOT,
                        "%s have the same %s (%s).%n",
                        one.instances().stream()
                            .map(String::valueOf)
                            .collect(Collectors.joining(", ")),
                        one.setting().label(),
                        one.setting().key()))
            .collect(Collectors.joining())
        + String.format(
            Locale.ROOT,
            "  Each accepts webhooks that are signed for the others. An item that names a sender is"
                + " handled by the instance that has it,%n  one that names only an account by an"
                + " instance of that account, any other by the instance whose address was"
                + " called.%n");
  }

  /** The same as JSON. */
  public static JsonArray json(List<SharedSecret> shared) {
    JsonArray array = new JsonArray();
    for (SharedSecret one : shared) {
      JsonObject object = new JsonObject();
      object.addProperty("provider", one.provider());
      object.addProperty("setting", one.setting().key());
      JsonArray instances = new JsonArray();
      one.instances().forEach(instance -> instances.add(instance.toString()));
      object.add("instances", instances);
      array.add(object);
    }
    return array;
  }
}
