package io.patchbay.provider.whatsapp;

import static io.patchbay.provider.whatsapp.MetaDocument.map;

import io.patchbay.provider.whatsapp.ReceivedBodies.Body;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The calls that Meta's document describes, each with the schema of its body. */
final class MetaCalls {
  private static final Pattern PATH = Pattern.compile(".*?/v[0-9]+\\.[0-9]+/([^/]+)(/.*)?");

  private static final String RECEIPTS = " for receipts";

  /** The document has a schema for what marks a message as read, and names it nowhere. */
  private static final Map<String, Object> RECEIPT =
      Map.of("$ref", "#/components/schemas/MarkMessageRequestPayload");

  private final MetaDocument document;
  private final Map<String, MetaSchema> schemas = new HashMap<>();

  MetaCalls(MetaDocument document) {
    this.document = document;
  }

  /** What a request calls, in the words of the document: {@code POST /{Version}/...}. */
  static String name(Body body) {
    Matcher path = PATH.matcher(body.path());
    if (!path.matches()) {
      return body.method() + " " + body.path();
    }
    String edge = path.group(2) == null ? "" : path.group(2);
    String owner =
        switch (edge) {
          case "/message_templates", "/subscribed_apps" -> "{WABA-ID}";
          case "" ->
              path.group(1).equals(Connections.NUMBER_ID) ? "{Phone-Number-ID}" : "{TEMPLATE_ID}";
          default -> "{Phone-Number-ID}";
        };
    boolean receipt = edge.equals("/messages") && body.json().contains("\"status\":\"read\"");
    return body.method() + " /{Version}/" + owner + edge + (receipt ? RECEIPTS : "");
  }

  /** What is wrong with a body; empty when the document does not describe the call. */
  Optional<Set<String>> problems(Body body) {
    String name = name(body);
    Optional<Map<String, Object>> described =
        name.endsWith(RECEIPTS) ? Optional.of(RECEIPT) : described(name);
    return described.map(schema -> schema(name, schema).problems(body.json()));
  }

  private Optional<Map<String, Object>> described(String name) {
    String[] call = name.split(" ", 2);
    Map<String, Object> at = map(document.root(), "paths");
    for (String step :
        List.of(
            call[1],
            call[0].toLowerCase(Locale.ROOT),
            "requestBody",
            "content",
            "application/json",
            "schema")) {
      if (!at.containsKey(step)) {
        return Optional.empty();
      }
      at = map(at, step);
    }
    return Optional.of(at);
  }

  private MetaSchema schema(String name, Map<String, Object> schema) {
    List<SchemaRepair> repairs = new ArrayList<>(SchemaRepair.ALL);
    repairs.add(new SchemaRepair("the call's own", "", all -> all.put("TheCallsOwn", schema)));
    return schemas.computeIfAbsent(
        name, missing -> MetaSchema.of(document, "TheCallsOwn", repairs));
  }
}
