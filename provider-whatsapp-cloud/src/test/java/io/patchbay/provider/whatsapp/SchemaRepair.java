package io.patchbay.provider.whatsapp;

import static io.patchbay.provider.whatsapp.MetaDocument.list;
import static io.patchbay.provider.whatsapp.MetaDocument.map;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Where Meta's schema of v23 is not the truth: what it forbids although Meta's own examples do it,
 * and what is newer than it.
 *
 * @param name what is changed
 * @param reason why
 * @param change changes the schemas
 */
record SchemaRepair(String name, String reason, Consumer<Map<String, Object>> change) {
  static final List<SchemaRepair> ALL =
      List.of(
          new SchemaRepair(
              "closed parts of allOf",
              "a part that allows no other fields refuses those of the other part, and with them"
                  + " every message",
              SchemaRepair::openParts),
          new SchemaRepair(
              "discriminators",
              "JSON Schema knows none; without them the parts of a template would go unchecked",
              SchemaRepair::discriminate),
          new SchemaRepair(
              "index of a button",
              "the pattern is a misprint that refuses 0, which Meta's examples have; the text says"
                  + " 0 to 9",
              schemas -> {
                for (String name : List.of("TemplateComponent", "ButtonComponent")) {
                  map(properties(schemas, name), "index").put("pattern", "^[0-9]$");
                }
              }),
          new SchemaRepair(
              "policy of a language",
              "required by the schema, left out by Meta's examples and pages",
              schemas -> list(map(schemas, "LanguageObject"), "required").remove("policy")),
          new SchemaRepair(
              "thumbnail of a catalog",
              "required by the schema, optional on Meta's page",
              schemas -> action(schemas, "catalog_message").put("required", List.of("name"))),
          new SchemaRepair(
              "body of a list",
              "1024 characters in the schema, 4096 on Meta's page about lists",
              schemas -> map(schemas, "BodyObject", "properties", "text").put("maxLength", 4096)),
          new SchemaRepair(
              "number of contacts",
              "5 in the schema, 257 on Meta's page about contacts",
              schemas -> contacts(schemas).put("maxItems", 257)),
          new SchemaRepair(
              "recipient",
              "newer: user ids go out in a field of their own instead of 'to'",
              schemas -> {
                Map<String, Object> base = map(schemas, "BaseMessageProperties");
                map(base, "properties").put("recipient", Map.of("type", "string"));
                list(base, "required").remove("to");
                base.put("anyOf", List.of(required("to"), required("recipient")));
              }),
          new SchemaRepair(
              "pins", "newer: a message that pins another one of its group", SchemaRepair::pins),
          new SchemaRepair(
              "recipient_identity_key_hash",
              "missing from the schema, described on Meta's page about phone numbers",
              schemas ->
                  map(schemas, "BaseMessageProperties", "properties")
                      .put("recipient_identity_key_hash", Map.of("type", "string"))),
          new SchemaRepair(
              "biz_opaque_callback_data",
              "missing from the schema, described on Meta's page about messages",
              schemas -> {
                Map<String, Object> text = Map.of("type", "string", "maxLength", 512);
                map(schemas, "BaseMessageProperties", "properties")
                    .put("biz_opaque_callback_data", text);
                map(schemas, "MarketingMessageRequestPayload", "properties")
                    .put("biz_opaque_callback_data", text);
              }),
          new SchemaRepair(
              "context of a marketing message",
              "missing from the schema; every message may be a reply",
              schemas ->
                  map(schemas, "MarketingMessageRequestPayload", "properties")
                      .put("context", Map.of("$ref", "#/components/schemas/MessageContext"))),
          new SchemaRepair(
              "kinds of interactive messages",
              "missing from the schema, some of them although it has examples of them",
              schemas ->
                  add(
                      map(schemas, "InteractiveObject", "properties", "type"),
                      Coverage.NEWER_INTERACTIVE)),
          new SchemaRepair(
              "actions of interactive messages",
              "the kinds above have actions of their own",
              schemas -> {
                List<Map<String, Object>> actions = list(map(schemas, "ActionObject"), "oneOf");
                actions.add(required("cards"));
                Map<String, Object> named = new LinkedHashMap<>(required("name"));
                named.put(
                    "properties",
                    Map.of(
                        "name",
                        Map.of(
                            "enum",
                            List.of(
                                "cta_url",
                                "send_location",
                                "request_contact_info",
                                "address_message",
                                "voice_call",
                                "review_and_pay",
                                "review_order"))));
                actions.add(named);
              }),
          new SchemaRepair(
              "components of templates",
              "missing from the schema, described on Meta's pages about templates",
              schemas ->
                  add(
                      map(schemas, "TemplateComponent", "properties", "type"),
                      Coverage.NEWER_COMPONENTS)),
          new SchemaRepair(
              "buttons of templates",
              "missing from the schema, described on Meta's pages about templates",
              schemas -> {
                for (String name : List.of("TemplateComponent", "ButtonComponent")) {
                  add(map(properties(schemas, name), "sub_type"), Coverage.NEWER_BUTTONS);
                }
              }),
          new SchemaRepair(
              "parameters of headers",
              "missing from the schema, described on Meta's pages about templates",
              schemas ->
                  add(
                      map(schemas, "ParameterObject", "properties", "type"),
                      Coverage.NEWER_PARAMETERS)),
          new SchemaRepair(
              "parameters of buttons",
              "missing from the schema, described on Meta's pages about templates",
              schemas ->
                  add(
                      map(schemas, "ButtonParameterObject", "properties", "type"),
                      Coverage.NEWER_BUTTON_PARAMETERS)));

  private static Map<String, Object> required(String field) {
    return Map.of("required", List.of(field));
  }

  private static void add(Map<String, Object> type, List<String> more) {
    MetaDocument.<String>list(type, "enum").addAll(more);
  }

  /** The properties of a schema, or of the own part of one that extends another. */
  private static Map<String, Object> properties(Map<String, Object> schemas, String name) {
    Map<String, Object> schema = map(schemas, name);
    return map(
        schema.containsKey("allOf")
            ? MetaDocument.<Map<String, Object>>list(schema, "allOf").get(1)
            : schema,
        "properties");
  }

  private static Map<String, Object> contacts(Map<String, Object> schemas) {
    return map(properties(schemas, "ContactsMessage"), "contacts");
  }

  private static Map<String, Object> action(Map<String, Object> schemas, String name) {
    return MetaDocument.<Map<String, Object>>list(map(schemas, "ActionObject"), "oneOf").stream()
        .filter(action -> action.toString().contains("enum=[" + name + "]"))
        .findFirst()
        .orElseThrow();
  }

  private static void pins(Map<String, Object> schemas) {
    Map<String, Object> pin =
        Map.of(
            "type",
            "object",
            "additionalProperties",
            false,
            "required",
            List.of("type", "message_id"),
            "properties",
            Map.of(
                "type", Map.of("enum", List.of("pin", "unpin")),
                "message_id", Map.of("type", "string"),
                "expiration_days", Map.of("type", "integer", "minimum", 1, "maximum", 30)));
    schemas.put(
        "PinMessage",
        Map.of(
            "allOf",
            List.of(
                Map.of("$ref", "#/components/schemas/BaseMessageProperties"),
                Map.of(
                    "required",
                    List.of("pin"),
                    "properties",
                    Map.of(
                        "type",
                        Map.of("enum", List.of("pin")),
                        "recipient_type",
                        Map.of("enum", List.of("group")),
                        "pin",
                        pin))),
            "unevaluatedProperties",
            false));
    MetaDocument.<Object>list(map(schemas, "Message"), "oneOf")
        .add(Map.of("$ref", "#/components/schemas/PinMessage"));
  }

  private static void openParts(Map<String, Object> schemas) {
    for (String name : new ArrayList<>(schemas.keySet())) {
      Map<String, Object> schema = map(schemas, name);
      if (schema.containsKey("allOf")) {
        for (Map<String, Object> part : MetaDocument.<Map<String, Object>>list(schema, "allOf")) {
          if (part.remove("additionalProperties") != null) {
            schema.put("unevaluatedProperties", false);
          }
        }
      }
    }
  }

  /** What a mapping names is checked where the schema is used: within it, it would never end. */
  private static void discriminate(Map<String, Object> schemas) {
    discriminate(schemas, map(schemas, "TemplateObject", "properties", "components"));
    for (String name : List.of("HeaderComponent", "BodyComponent", "ButtonComponent")) {
      discriminate(schemas, map(properties(schemas, name), "parameters"));
    }
  }

  private static void discriminate(Map<String, Object> schemas, Map<String, Object> array) {
    Map<String, Object> items = map(array, "items");
    String reference = String.valueOf(items.get("$ref"));
    String base = reference.substring(reference.lastIndexOf('/') + 1);
    List<Object> all = new ArrayList<>();
    map(schemas, base, "discriminator", "mapping")
        .forEach(
            (type, mapped) ->
                all.add(
                    Map.of(
                        "if", Map.of("properties", Map.of("type", Map.of("const", type))),
                        "then", Map.of("$ref", mapped))));
    items.put("allOf", all);
  }
}
