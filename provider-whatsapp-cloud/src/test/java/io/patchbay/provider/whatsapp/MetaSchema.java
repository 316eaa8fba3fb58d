package io.patchbay.provider.whatsapp;

import com.google.gson.Gson;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Meta's schema of one request, as far as it has been repaired. */
final class MetaSchema {
  private static final Gson GSON = new Gson();
  private static final JsonSchemaFactory FACTORY =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);

  private final JsonSchema schema;

  private MetaSchema(JsonSchema schema) {
    this.schema = schema;
  }

  static MetaSchema of(MetaDocument document, String name, List<SchemaRepair> repairs) {
    Map<String, Object> schemas = copy(document.schemas());
    repairs.forEach(repair -> repair.change().accept(schemas));
    Map<String, Object> root =
        Map.of("$ref", "#/components/schemas/" + name, "components", Map.of("schemas", schemas));
    return new MetaSchema(FACTORY.getSchema(GSON.toJson(root)));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> copy(Map<String, Object> schemas) {
    return (Map<String, Object>) GSON.fromJson(GSON.toJson(schemas), Map.class);
  }

  /** What is wrong with a body; nothing when it is valid. */
  Set<String> problems(String body) {
    Set<String> problems = new TreeSet<>();
    for (ValidationMessage message : schema.validate(body, InputFormat.JSON)) {
      problems.add(message.getMessage());
    }
    return problems;
  }

  boolean accepts(String body) {
    return problems(body).isEmpty();
  }
}
