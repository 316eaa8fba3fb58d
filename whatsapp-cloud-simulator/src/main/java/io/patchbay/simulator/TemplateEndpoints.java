package io.patchbay.simulator;

import com.google.gson.JsonObject;
import io.patchbay.simulator.Reaction.Answer;
import io.patchbay.simulator.TemplateShelf.Shelved;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@code GET}, {@code POST} and {@code DELETE /{business-account-id}/message_templates}, {@code
 * GET} and {@code POST /{template-id}}.
 *
 * @param approve whether what is submitted is approved as soon as the answer has gone
 * @see <a
 *     href="https://developers.facebook.com/docs/graph-api/reference/whats-app-business-account/message_templates/">Templates</a>
 */
record TemplateEndpoints(TemplateShelf shelf, boolean approve) {
  private static final String USUAL =
      "name,parameter_format,components,language,status,category,id";
  private static final String PENDING = "PENDING";

  /** States in which a template may be edited. */
  private static final Set<String> EDITABLE = Set.of("APPROVED", "REJECTED", "PAUSED");

  Reaction list(GraphRequest request) {
    Map<String, String> query = request.query();
    List<Shelved> matching =
        shelf.all().stream()
            .filter(shelved -> matches(query, "name", shelved.template().name(), true))
            .filter(shelved -> matches(query, "language", shelved.template().language(), false))
            .filter(shelved -> matches(query, "status", shelved.template().status(), false))
            .filter(shelved -> matches(query, "category", shelved.template().category(), false))
            .toList();
    return Answer.json(
        200,
        Paging.page(
            request,
            matching,
            Shelved::id,
            shelved -> Fields.select(node(shelved), query.get("fields"), USUAL)));
  }

  /** Names are searched for; the others are compared. */
  private static boolean matches(
      Map<String, String> query, String parameter, String value, boolean part) {
    String wanted = query.get(parameter);
    return wanted == null || (part ? value.contains(wanted) : value.equalsIgnoreCase(wanted));
  }

  private static JsonObject node(Shelved shelved) {
    SimulatedTemplate template = shelved.template();
    JsonObject score = new JsonObject();
    score.addProperty("score", "UNKNOWN");
    JsonObject node = new JsonObject();
    node.addProperty("name", template.name());
    node.addProperty("parameter_format", template.parameterFormat());
    node.add("components", template.parts());
    node.addProperty("language", template.language());
    node.addProperty("status", template.status());
    node.addProperty("category", template.category());
    node.addProperty("rejected_reason", "NONE");
    node.add("quality_score", score);
    node.addProperty("id", shelved.id());
    return node;
  }

  Reaction create(GraphRequest request) {
    SimulatedTemplate submitted = TemplateReader.create(Part.whole(request.json().json()), PENDING);
    String id = shelf.create(approve ? submitted.withStatus("APPROVED") : submitted);
    JsonObject answer = new JsonObject();
    answer.addProperty("id", id);
    answer.addProperty("status", PENDING);
    answer.addProperty("category", submitted.category());
    return Answer.json(200, answer);
  }

  Reaction remove(GraphRequest request) {
    String name = request.query().get("name");
    if (name == null) {
      throw new Refusal(GraphErrors.badParameter("The parameter name is required."));
    }
    if (!shelf.remove(name, request.query().get("hsm_id"))) {
      throw new Refusal(
          GraphErrors.badTemplate(
              2593002, "Message Template Not Found", "There is no such template in this account."));
    }
    return Answers.success();
  }

  Reaction get(GraphRequest request) {
    return Answer.json(
        200, Fields.select(node(find(request, "get")), request.query().get("fields"), USUAL));
  }

  Reaction edit(GraphRequest request) {
    Shelved old = find(request, "post");
    if (!EDITABLE.contains(old.template().status())) {
      throw new Refusal(
          GraphErrors.badTemplate(
              2388039,
              "Message template status cannot be changed",
              "The template is in review and cannot be edited."));
    }
    SimulatedTemplate edited =
        TemplateReader.edit(
            old.template(), Part.whole(request.json().json()), approve ? "APPROVED" : PENDING);
    shelf.replace(old.id(), edited);
    return Answers.success();
  }

  private Shelved find(GraphRequest request, String method) {
    Shelved shelved = shelf.byId(request.objectId());
    if (shelved == null) {
      throw new Refusal(GraphErrors.noSuchObject(method, request.objectId()));
    }
    return shelved;
  }
}
