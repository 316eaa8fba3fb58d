package io.patchbay.host;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.patchbay.channel.ContentType;
import io.patchbay.channel.spi.ProviderDescriptor;
import io.patchbay.channel.spi.Setting;
import io.patchbay.host.configuration.InstalledProviders;
import io.patchbay.host.console.Table;
import io.patchbay.host.console.UserError;
import io.patchbay.host.console.Wording;
import io.patchbay.registry.plugin.ProviderCatalog;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Shows what a catalogue holds. */
final class ProviderListing {
  private final ProviderCatalog catalog;
  private final List<ProviderCatalog.Entry> entries;
  private final boolean detailed;

  /**
   * A listing.
   *
   * @param id the provider to show in detail; null for all of them
   * @throws UserError when there is no such provider
   */
  ProviderListing(ProviderCatalog catalog, @Nullable String id) {
    this.catalog = catalog;
    this.detailed = id != null;
    this.entries =
        id == null
            ? catalog.entries()
            : List.of(
                catalog
                    .find(id)
                    .orElseThrow(
                        () ->
                            new UserError(
                                "No provider '"
                                    + id
                                    + "' is installed; "
                                    + Wording.didYouMean(catalog.ids(), id))));
  }

  String text() {
    StringBuilder text = new StringBuilder();
    for (ProviderCatalog.Entry entry : entries) {
      ProviderDescriptor descriptor = entry.descriptor();
      Table table = new Table("  ");
      table
          .row("version", version(entry))
          .row("from", InstalledProviders.place(entry.origin()))
          .row("sends", String.join(", ", contents(descriptor)))
          .row("to", String.join(", ", names(descriptor.recipients())))
          .row("offers", offers(descriptor))
          .row("settings", settings(descriptor))
          .row("echoes", echo(descriptor))
          .row("see", descriptor.documentation());
      text.append(descriptor.id()).append(": ").append(descriptor.name()).append('\n');
      text.append(table.render());
      text.append(detailed ? details(descriptor) : "").append('\n');
    }
    if (entries.isEmpty()) {
      text.append("No provider is installed.\n\n");
    }
    for (ProviderCatalog.Problem problem : catalog.problems()) {
      text.append("failed to load: ").append(problem.subject()).append('\n');
      text.append("  from ").append(InstalledProviders.place(problem.origin())).append('\n');
      text.append("  ").append(problem.message()).append("\n\n");
    }
    for (ProviderCatalog.Problem note : catalog.notes()) {
      text.append("note: ").append(note.subject()).append('\n');
      text.append("  from ").append(InstalledProviders.place(note.origin())).append('\n');
      text.append("  ").append(note.message()).append("\n\n");
    }
    return text.substring(0, text.length() - 1);
  }

  private static String offers(ProviderDescriptor descriptor) {
    List<String> names = names(descriptor.capabilities());
    return names.isEmpty() ? "nothing beyond sending" : String.join(", ", names);
  }

  private static String echo(ProviderDescriptor descriptor) {
    int length = descriptor.referenceLength();
    return length == 0
        ? "no reference in statuses"
        : "references of up to " + length + " characters";
  }

  private static String settings(ProviderDescriptor descriptor) {
    return String.join(
        ", ",
        descriptor.settings().stream()
            .map(setting -> setting.key() + (setting.required() ? " (required)" : ""))
            .toList());
  }

  private static String details(ProviderDescriptor descriptor) {
    StringBuilder text = new StringBuilder();
    for (Setting setting : descriptor.settings()) {
      text.append("\n  ").append(setting.key()).append(": ").append(setting.label());
      text.append(" (").append(setting.type().name().toLowerCase(Locale.ROOT));
      text.append(setting.required() ? ", required" : "");
      text.append(setting.repeated() ? ", one or several" : "");
      text.append(setting.defaultValue() == null ? "" : ", else " + setting.defaultValue());
      text.append(")\n");
      text.append(setting.help().isEmpty() ? "" : "      " + setting.help() + "\n");
      text.append(setting.choices().isEmpty() ? "" : "      one of " + setting.choices() + "\n");
      text.append(setting.example() == null ? "" : "      for example " + setting.example() + "\n");
    }
    return text.toString();
  }

  JsonObject json() {
    JsonArray providers = new JsonArray();
    for (ProviderCatalog.Entry entry : entries) {
      ProviderDescriptor descriptor = entry.descriptor();
      JsonObject object = new JsonObject();
      object.addProperty("id", descriptor.id());
      object.addProperty("name", descriptor.name());
      object.addProperty("version", version(entry));
      object.addProperty("jar", jar(entry));
      object.addProperty("origin", entry.origin());
      object.addProperty("documentation", descriptor.documentation().toString());
      object.add("contents", array(contents(descriptor)));
      object.add("recipients", array(names(descriptor.recipients())));
      object.add("capabilities", array(names(descriptor.capabilities())));
      JsonArray settings = new JsonArray();
      descriptor.settings().forEach(setting -> settings.add(json(setting)));
      object.add("settings", settings);
      providers.add(object);
    }
    JsonArray failed = new JsonArray();
    for (ProviderCatalog.Problem problem : catalog.problems()) {
      failed.add(json(problem));
    }
    JsonArray notes = new JsonArray();
    catalog.notes().forEach(note -> notes.add(json(note)));
    JsonObject all = new JsonObject();
    all.add("providers", providers);
    all.add("failed", failed);
    all.add("notes", notes);
    return all;
  }

  private static JsonObject json(ProviderCatalog.Problem problem) {
    JsonObject object = new JsonObject();
    object.addProperty("subject", problem.subject());
    object.addProperty("origin", problem.origin());
    object.addProperty("message", problem.message());
    return object;
  }

  private static JsonObject json(Setting setting) {
    JsonObject object = new JsonObject();
    object.addProperty("key", setting.key());
    object.addProperty("label", setting.label());
    object.addProperty("type", setting.type().name().toLowerCase(Locale.ROOT));
    object.addProperty("required", setting.required());
    object.addProperty("repeated", setting.repeated());
    object.add("choices", array(setting.choices()));
    object.addProperty("default", setting.defaultValue());
    object.addProperty("help", setting.help());
    return object;
  }

  private static JsonArray array(List<String> texts) {
    JsonArray array = new JsonArray();
    texts.forEach(array::add);
    return array;
  }

  private static List<String> contents(ProviderDescriptor descriptor) {
    return descriptor.contents().stream().map(ContentType::name).sorted().toList();
  }

  private static List<String> names(Collection<? extends Class<?>> types) {
    return types.stream().map(Class::getSimpleName).sorted().toList();
  }

  private static String version(ProviderCatalog.Entry entry) {
    String version = entry.provider().getClass().getPackage().getImplementationVersion();
    return version == null ? "unknown" : version;
  }

  private static String jar(ProviderCatalog.Entry entry) {
    String origin = entry.origin();
    return origin.endsWith(".jar") ? origin.substring(origin.lastIndexOf('/') + 1) : origin;
  }
}
