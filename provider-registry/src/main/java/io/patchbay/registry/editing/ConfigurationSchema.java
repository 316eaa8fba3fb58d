package io.patchbay.registry.editing;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.patchbay.channel.spi.ProviderDescriptor;
import io.patchbay.channel.spi.Setting;
import io.patchbay.channel.spi.SettingType;
import io.patchbay.content.PortablePattern;
import io.patchbay.registry.config.OptOutRules;
import io.patchbay.registry.internal.config.DatabaseReader;
import io.patchbay.registry.internal.config.DeliveryReader;
import io.patchbay.registry.internal.config.ServerReader;
import io.patchbay.registry.internal.config.StopWords;
import io.patchbay.registry.internal.config.WorkspaceReader;
import io.patchbay.registry.plugin.ProviderCatalog;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Writes a JSON Schema (draft 2020-12) of the configuration from what the providers declare, so
 * that editors complete and check it. Stateless and thread-safe.
 */
public final class ConfigurationSchema {
  private static final String NAME = "^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$";
  private static final String PLACEHOLDER = "\\$\\{(env|file):[^}]+\\}";

  private ConfigurationSchema() {}

  /** The schema for these providers, as indented JSON. */
  public static String of(ProviderCatalog catalog) {
    JsonObject root = object("The configuration of Patchbay's workspaces.");
    root.addProperty("$schema", "https://json-schema.org/draft/2020-12/schema");
    root.addProperty("additionalProperties", false);
    JsonObject definitions = new JsonObject();
    definitions.add("workspace", workspace());
    definitions.add("sms", sms());
    definitions.add("server", server());
    definitions.add("instance", instance(catalog));
    for (ProviderCatalog.Entry entry : catalog.entries()) {
      definitions.add("provider-" + entry.descriptor().id(), provider(entry.descriptor()));
    }
    JsonObject properties = new JsonObject();
    properties.add("$schema", string("The address of this schema."));
    properties.add(ServerReader.KEY, reference("server"));
    properties.add("workspaces", named("The workspaces by name.", "workspace"));
    root.add("properties", properties);
    root.add("required", array("workspaces"));
    root.add("$defs", definitions);
    return new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(root);
  }

  /**
   * Whether ECMAScript reads a regular expression as Java does, so that the schema has it. Editors
   * and validators cannot use a schema with a pattern that does not compile for them; a setting
   * whose pattern is not portable is checked by the host alone.
   */
  public static boolean isPortable(Pattern pattern) {
    return PortablePattern.of(pattern).isPresent();
  }

  private static JsonObject workspace() {
    JsonObject workspace = object("One workspace.");
    workspace.addProperty("additionalProperties", false);
    JsonObject properties = new JsonObject();
    properties.add(
        "parent", string("The workspace whose settings count where this one is silent."));
    properties.add("sms", reference("sms"));
    workspace.add("properties", properties);
    return workspace;
  }

  private static JsonObject server() {
    JsonObject server = object("What a host that serves HTTP has to know.");
    server.addProperty("additionalProperties", false);
    JsonObject properties = new JsonObject();
    ServerReader.SETTINGS.forEach(setting -> properties.add(setting.key(), value(setting)));
    JsonObject delivery = object("How a host that keeps a queue sends.");
    delivery.addProperty("additionalProperties", false);
    JsonObject deliveryProperties = new JsonObject();
    DeliveryReader.SETTINGS.forEach(
        setting -> deliveryProperties.add(setting.key(), plainValue(setting)));
    DatabaseReader.SETTINGS.forEach(
        setting -> deliveryProperties.add(setting.key(), value(setting)));
    delivery.add("properties", deliveryProperties);
    properties.add(DeliveryReader.KEY, delivery);
    server.add("properties", properties);
    return server;
  }

  private static JsonObject sms() {
    JsonObject sms = object("How the workspace sends and receives messages.");
    sms.addProperty("additionalProperties", false);
    JsonObject properties = new JsonObject();
    WorkspaceReader.SMS_SETTINGS.forEach(
        setting -> properties.add(setting.key(), plainValue(setting)));
    JsonObject fallback = new JsonObject();
    fallback.addProperty("type", "array");
    fallback.addProperty(
        "description", "The instances to try, in order, when the default refuses provably.");
    fallback.add("items", string("The name of an instance."));
    properties.add("fallback", fallback);
    JsonObject retry = object("Automatic retries of asynchronous sends that are refused for now.");
    retry.addProperty("additionalProperties", false);
    JsonObject retryProperties = new JsonObject();
    WorkspaceReader.RETRY_SETTINGS.forEach(
        setting -> retryProperties.add(setting.key(), plainValue(setting)));
    retry.add("properties", retryProperties);
    properties.add("retry", retry);
    properties.add("optOut", optOut());
    properties.add("providers", named("The configured instances by name.", "instance"));
    sms.add("properties", properties);
    return sms;
  }

  private static JsonObject optOut() {
    JsonObject optOut = object("By which words people stop messages and allow them again.");
    optOut.addProperty("additionalProperties", false);
    JsonObject properties = new JsonObject();
    properties.add(
        "stopWords",
        words("The words that stop, instead of English ones; an empty list turns these off."));
    properties.add("startWords", words("The words that allow messages again."));
    JsonObject languages = new JsonObject();
    languages.addProperty("type", "array");
    languages.addProperty(
        "description", "Languages whose usual stop words stop as well: codes of ISO 639-1.");
    JsonObject language = string("A language.");
    language.add("enum", array(StopWords.languages().toArray(String[]::new)));
    languages.add("items", language);
    properties.add("languages", languages);
    WorkspaceReader.OPT_OUT_SETTINGS.forEach(
        setting -> properties.add(setting.key(), plainValue(setting)));
    optOut.add("properties", properties);
    return optOut;
  }

  private static JsonObject words(String description) {
    JsonObject words = new JsonObject();
    words.addProperty("type", "array");
    words.addProperty("description", description);
    JsonObject word = string("One word or phrase: the whole message has to be it.");
    word.addProperty("minLength", 1);
    word.addProperty("maxLength", OptOutRules.LONGEST);
    words.add("items", word);
    return words;
  }

  /**
   * The type says which provider it is; without one the instance's own name does, which a schema of
   * the instance cannot see, so that any provider's settings are allowed then.
   */
  private static JsonObject instance(ProviderCatalog catalog) {
    JsonObject instance = object("One account or number at a provider.");
    JsonObject type = string("The provider; the instance's own name unless given.");
    List<String> ids = catalog.ids();
    if (!ids.isEmpty()) {
      type.add("enum", array(ids.toArray(String[]::new)));
    }
    JsonObject properties = new JsonObject();
    properties.add("type", type);
    instance.add("properties", properties);
    JsonArray rules = new JsonArray();
    for (String id : ids) {
      JsonObject wanted = new JsonObject();
      wanted.addProperty("const", id);
      JsonObject typeIs = new JsonObject();
      typeIs.add("type", wanted);
      JsonObject condition = new JsonObject();
      condition.add("properties", typeIs);
      condition.add("required", array("type"));
      JsonObject rule = new JsonObject();
      rule.add("if", condition);
      rule.add("then", reference("provider-" + id));
      rules.add(rule);
    }
    if (!rules.isEmpty()) {
      instance.add("allOf", rules);
    }
    return instance;
  }

  private static JsonObject provider(ProviderDescriptor descriptor) {
    JsonObject provider = object(descriptor.name() + ": " + descriptor.documentation());
    provider.addProperty("additionalProperties", false);
    JsonObject properties = new JsonObject();
    properties.add("type", new JsonObject());
    JsonArray required = new JsonArray();
    for (Setting setting : descriptor.settings()) {
      properties.add(setting.key(), value(setting));
      if (setting.required()) {
        required.add(setting.key());
      }
    }
    provider.add("properties", properties);
    if (!required.isEmpty()) {
      provider.add("required", required);
    }
    return provider;
  }

  private static JsonObject value(Setting setting) {
    JsonObject one = new JsonObject();
    JsonArray forms = new JsonArray();
    forms.add(plainValue(setting));
    JsonObject placeholder = new JsonObject();
    placeholder.addProperty("type", "string");
    placeholder.addProperty("pattern", PLACEHOLDER);
    forms.add(placeholder);
    if (setting.repeated()) {
      JsonObject items = new JsonObject();
      items.add("anyOf", forms.deepCopy());
      JsonObject list = new JsonObject();
      list.addProperty("type", "array");
      list.add("items", items);
      forms.add(list);
    }
    one.add("anyOf", forms);
    describe(one, setting);
    return one;
  }

  private static JsonObject plainValue(Setting setting) {
    JsonObject value = new JsonObject();
    switch (setting.type()) {
      case NUMBER -> value.add("type", array("integer", "string"));
      case FLAG -> value.add("enum", flags());
      case CHOICE -> value.add("enum", array(setting.choices().toArray(String[]::new)));
      case URL -> {
        value.addProperty("type", "string");
        value.addProperty("pattern", "^[Hh][Tt][Tt][Pp][Ss]?://");
      }
      default -> value.add("type", array("string", "integer"));
    }
    Pattern pattern = setting.pattern();
    if (pattern != null && setting.type() != SettingType.FLAG) {
      PortablePattern.of(pattern)
          .ifPresent(portable -> value.addProperty("pattern", "^(?:" + portable + ")$"));
    }
    describe(value, setting);
    return value;
  }

  private static void describe(JsonObject value, Setting setting) {
    value.addProperty("title", setting.label());
    if (!setting.help().isEmpty()) {
      value.addProperty("description", setting.help());
    }
    String defaultValue = setting.defaultValue();
    if (defaultValue != null) {
      value.addProperty("default", defaultValue);
    }
    if (setting.example() != null) {
      value.add("examples", array(setting.example()));
    }
  }

  private static JsonArray flags() {
    JsonArray flags = array("true", "false");
    flags.add(true);
    flags.add(false);
    return flags;
  }

  private static JsonObject object(String description) {
    JsonObject object = new JsonObject();
    object.addProperty("type", "object");
    object.addProperty("description", description);
    return object;
  }

  private static JsonObject string(String description) {
    JsonObject string = new JsonObject();
    string.addProperty("type", "string");
    string.addProperty("description", description);
    return string;
  }

  private static JsonObject named(String description, String definition) {
    JsonObject map = object(description);
    JsonObject names = new JsonObject();
    names.addProperty("pattern", NAME);
    map.add("propertyNames", names);
    map.add("additionalProperties", reference(definition));
    return map;
  }

  private static JsonObject reference(String definition) {
    JsonObject reference = new JsonObject();
    reference.addProperty("$ref", "#/$defs/" + definition);
    return reference;
  }

  private static JsonArray array(String... values) {
    JsonArray array = new JsonArray();
    for (String value : values) {
      array.add(value);
    }
    return array;
  }
}
