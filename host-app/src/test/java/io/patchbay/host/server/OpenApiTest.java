package io.patchbay.host.server;

import static io.patchbay.host.server.ServerRig.message;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.patchbay.channel.Category;
import io.patchbay.channel.SendError;
import io.patchbay.channel.SendOutcome;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The description is OpenAPI, and it describes this server. */
class OpenApiTest {
  private static final Set<String> METHODS =
      Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");
  private static final JsonSchemaFactory SCHEMAS =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);

  /** What OpenAPI 3.1 asks of the parts that are used here. */
  private static final String SHAPE =
      """
      { "type": "object", "required": ["openapi", "info", "paths"],
        "properties": {
          "openapi": { "pattern": "^3\\\\.1\\\\.[0-9]+$" },
          "info": { "required": ["title", "version"], "additionalProperties": false,
            "properties": { "title": {"type": "string"}, "version": {"type": "string"},
              "summary": {"type": "string"},
              "license": { "required": ["name"], "additionalProperties": false,
                "properties": { "name": {"type": "string"}, "identifier": {"type": "string"} } } } },
          "servers": { "type": "array", "items": { "required": ["url"] } },
          "paths": { "type": "object", "propertyNames": { "pattern": "^/" },
            "additionalProperties": { "type": "object", "additionalProperties": false,
              "properties": { "get": {"$ref": "#/$defs/operation"},
                "post": {"$ref": "#/$defs/operation"}, "parameters": {"$ref": "#/$defs/parameters"} } } },
          "components": { "additionalProperties": false, "properties": {
            "schemas": {}, "responses": { "additionalProperties": {"$ref": "#/$defs/response"} },
            "headers": { "additionalProperties": {"$ref": "#/$defs/header"} },
            "securitySchemes": { "additionalProperties": { "required": ["type"] } } } } },
        "additionalProperties": false,
        "$defs": {
          "parameters": { "type": "array", "items": { "required": ["name", "in", "schema"],
            "properties": { "in": {"enum": ["path", "query", "header"]} },
            "if": { "properties": { "in": {"const": "path"} } },
            "then": { "required": ["required"], "properties": { "required": {"const": true} } } } },
          "operation": { "type": "object", "required": ["operationId", "responses"],
            "additionalProperties": false,
            "properties": { "operationId": {"type": "string"}, "summary": {"type": "string"},
              "description": {"type": "string"}, "security": { "type": "array" },
              "parameters": {"$ref": "#/$defs/parameters"},
              "requestBody": { "required": ["content"], "additionalProperties": false,
                "properties": { "required": {"type": "boolean"}, "content": {"$ref": "#/$defs/content"} } },
              "responses": { "type": "object", "minProperties": 1,
                "propertyNames": { "pattern": "^([1-5][0-9][0-9]|default)$" },
                "additionalProperties": {"$ref": "#/$defs/response"} } } },
          "response": { "type": "object", "additionalProperties": false,
            "oneOf": [ {"required": ["$ref"]}, {"required": ["description"]} ],
            "properties": { "$ref": {"type": "string"}, "description": {"type": "string"},
              "headers": { "additionalProperties": {"$ref": "#/$defs/header"} },
              "content": {"$ref": "#/$defs/content"} } },
          "header": { "type": "object", "oneOf": [ {"required": ["$ref"]}, {"required": ["schema"]} ] },
          "content": { "type": "object", "propertyNames": { "pattern": "^[^/]+/[^/]+$" },
            "additionalProperties": { "type": "object", "additionalProperties": false,
              "properties": { "schema": {"type": "object"} } } } } }
      """;

  private final ServerRig rig = new ServerRig();
  private JsonObject document = new JsonObject();

  @BeforeEach
  void ask() {
    HttpResponse<String> response = rig.send(rig.request("/openapi.json").build());
    assertThat(response.statusCode()).isEqualTo(200);
    document = ServerRig.json(response);
  }

  @AfterEach
  void close() {
    rig.close();
  }

  private static Set<ValidationMessage> wrong(String schema, JsonElement element) {
    return SCHEMAS.getSchema(schema).validate(element.toString(), InputFormat.JSON);
  }

  @Test
  void hasTheShapeOfOpenApi() {
    assertThat(wrong(SHAPE, document)).isEmpty();
    JsonObject broken = document.deepCopy();
    broken
        .getAsJsonObject("paths")
        .getAsJsonObject("/health")
        .getAsJsonObject("get")
        .remove("responses");
    assertThat(wrong(SHAPE, broken)).isNotEmpty();
  }

  @Test
  void itsSchemasAreJsonSchema() {
    var schema =
        SCHEMAS.getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
    JsonObject schemas = document.getAsJsonObject("components").getAsJsonObject("schemas");

    assertThat(schemas.size()).isGreaterThan(30);
    schemas
        .asMap()
        .forEach(
            (name, one) ->
                assertThat(schema.validate(one.toString(), InputFormat.JSON)).as(name).isEmpty());
    JsonObject broken = new JsonObject();
    broken.addProperty("type", "objekt");
    assertThat(schema.validate(broken.toString(), InputFormat.JSON)).isNotEmpty();
  }

  @Test
  void everyReferenceLeadsSomewhere() {
    List<String> references = new ArrayList<>();
    collect(document, references);

    assertThat(references).isNotEmpty().allSatisfy(this::resolves);
  }

  private void resolves(String reference) {
    JsonObject place = document;
    for (String step : reference.substring(2).split("/", -1)) {
      assertThat(place.has(step)).as(reference).isTrue();
      place = place.getAsJsonObject(step);
    }
  }

  private static void collect(JsonElement element, List<String> references) {
    if (element instanceof JsonArray array) {
      array.forEach(item -> collect(item, references));
    } else if (element instanceof JsonObject object) {
      object
          .asMap()
          .forEach(
              (name, value) -> {
                if (name.equals("$ref")) {
                  references.add(value.getAsString());
                } else {
                  collect(value, references);
                }
              });
    }
  }

  @Test
  void itHasEveryRouteAndNoOther() {
    Set<String> described = new TreeSet<>();
    Set<String> names = new HashSet<>();
    document
        .getAsJsonObject("paths")
        .asMap()
        .forEach(
            (path, item) ->
                item.getAsJsonObject().keySet().stream()
                    .filter(METHODS::contains)
                    .forEach(
                        method -> {
                          described.add(method.toUpperCase(Locale.ROOT) + " " + path);
                          JsonObject operation = item.getAsJsonObject().getAsJsonObject(method);
                          assertThat(names.add(operation.get("operationId").getAsString()))
                              .isTrue();
                          assertThat(parameters(item.getAsJsonObject(), operation))
                              .isEqualTo(placeholders(path));
                        }));
    Set<String> routes = new TreeSet<>();
    for (Route route : Route.values()) {
      routes.add(route.method() + " " + route.path());
    }

    assertThat(described).isEqualTo(routes);
  }

  private static Set<String> parameters(JsonObject item, JsonObject operation) {
    Set<String> names = new TreeSet<>();
    for (JsonObject holder : List.of(item, operation)) {
      if (holder.has("parameters")) {
        holder.getAsJsonArray("parameters").asList().stream()
            .map(JsonElement::getAsJsonObject)
            .filter(one -> one.get("in").getAsString().equals("path"))
            .forEach(one -> names.add(one.get("name").getAsString()));
      }
    }
    return names;
  }

  private static Set<String> placeholders(String path) {
    Set<String> names = new TreeSet<>();
    Matcher matcher = Pattern.compile("\\{([^}]+)}").matcher(path);
    while (matcher.find()) {
      names.add(matcher.group(1));
    }
    return names;
  }

  /** What the description says of a schema, as a schema of its own. */
  private Set<ValidationMessage> wrongAs(String name, String json) {
    JsonObject schema = new JsonObject();
    schema.addProperty("$ref", "#/components/schemas/" + name);
    schema.add("components", document.get("components"));
    return SCHEMAS.getSchema(schema.toString()).validate(json, InputFormat.JSON);
  }

  @Test
  void realAnswersAreAsDescribed() {
    rig.provider.answer =
        request ->
            new SendOutcome.Rejected(
                SendError.of(Category.OTHER, "No").code("1").traceId("t").build());
    HttpResponse<String> taken = rig.send(rig.post(message("a", "x")));
    assertThat(taken.statusCode()).isEqualTo(202);
    rig.awaitState("a", "failed");
    HttpResponse<String> refused = rig.send(rig.find("a"));
    rig.provider.answer = request -> ScriptedProvider.accepted("wire-1");
    HttpResponse<String> accepted = rig.send(rig.post(message("b", "x")));
    rig.awaitState("b", "accepted");
    rig.send(
        rig.request("/webhooks/acme/scripted")
            .POST(BodyPublishers.ofString("wire-1 READ"))
            .build());
    rig.awaitField("b", "status", "read");
    HttpResponse<String> read = rig.send(rig.find("b"));

    for (HttpResponse<String> response : List.of(taken, refused, accepted, read)) {
      assertThat(wrongAs("Sent", response.body())).as(response.body()).isEmpty();
    }
    assertThat(read.body()).contains("\"status\":\"read\"");
    for (HttpResponse<String> response :
        List.of(
            rig.send(rig.post("{\"id\": 1}")),
            rig.send(rig.find("c")),
            rig.send(rig.request("/v1/messages/a").build()),
            rig.send(rig.post(message("a", "y"))))) {
      assertThat(response.statusCode()).isGreaterThanOrEqualTo(400);
      assertThat(wrongAs("Problem", response.body())).as(response.body()).isEmpty();
    }
    for (HttpResponse<String> response :
        List.of(
            rig.send(rig.request("/health").build()),
            rig.send(
                rig.request("/health")
                    .header("Authorization", "Bearer " + ServerRig.KEY)
                    .build()))) {
      assertThat(wrongAs("Health", response.body())).as(response.body()).isEmpty();
    }
    assertThat(wrongAs("Health", "{\"status\": \"good\"}")).isNotEmpty();
  }

  @Test
  void messagesThatAreTakenAreAsDescribedAndOthersAreNot() {
    String good =
        """
        {"id": "a", "workspace": "acme", "to": {"userId": "US.1"}, "purpose": "marketing",
         "contents": [{"template": {"name": "n", "language": "en_US",
                                    "parameters": [{"text": "x"}]}},
                      {"media": {"kind": "image",
                                 "source": {"kind": "link", "value": "https://example.com/a.png"}}},
                      {"whatsapp-cloud:catalog": {"body": "Look"}}]}
        """;

    assertThat(wrongAs("Message", good)).isEmpty();
    String byPhone = good.replace("{\"userId\": \"US.1\"}", "\"+14155550132\"");
    assertThat(rig.send(rig.post(byPhone)).statusCode()).isEqualTo(202);
    assertThat(wrongAs("Message", message("a", "x"))).isEmpty();
    assertThat(wrongAs("Message", good.replace("\"link\"", "\"file\""))).isNotEmpty();
    assertThat(wrongAs("Message", good.replace("\"text\": \"x\"", "\"txt\": \"x\""))).isNotEmpty();
    assertThat(wrongAs("Message", good.replace("\"purpose\"", "\"porpoise\""))).isNotEmpty();
  }

  @Test
  void itNamesTheAddressThatTheServerIsReachedBy() {
    assertThat(document.getAsJsonArray("servers"))
        .hasToString("[{\"url\":\"" + rig.server.address() + "\"}]");
  }
}
