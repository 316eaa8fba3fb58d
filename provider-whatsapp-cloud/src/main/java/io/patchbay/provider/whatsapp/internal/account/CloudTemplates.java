package io.patchbay.provider.whatsapp.internal.account;

import com.google.gson.JsonObject;
import io.patchbay.provider.whatsapp.TemplateDefinition;
import io.patchbay.provider.whatsapp.TemplateDraft;
import io.patchbay.provider.whatsapp.Templates;
import io.patchbay.provider.whatsapp.internal.graph.GraphJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** Meta's templates over the Graph API. Thread-safe. */
final class CloudTemplates implements Templates {
  private static final String EDGE = "message_templates";
  private static final String FIELDS =
      "id,name,language,status,category,parameter_format,quality_score,rejected_reason,components";

  private final AccountClient client;
  private final @Nullable TemplateCheck check;

  /** With the check that has to forget what is changed here; null when there is none. */
  CloudTemplates(AccountClient client, @Nullable TemplateCheck check) {
    this.client = client;
    this.check = check;
  }

  @Override
  public Iterable<TemplateDefinition> list() {
    return list(Map.of());
  }

  @Override
  public Iterable<TemplateDefinition> list(Map<String, String> filters) {
    HttpUrl.Builder url = page(client);
    filters.forEach(url::setQueryParameter);
    return new Pages<>(client, url.build(), AccountJson::template);
  }

  static HttpUrl.Builder page(AccountClient client) {
    return client
        .at(client.businessAccount(), EDGE)
        .addQueryParameter("fields", FIELDS)
        .addQueryParameter("limit", "100");
  }

  @Override
  public TemplateDefinition get(String id) {
    TemplateDefinition definition =
        AccountJson.template(client.get(client.at(id).addQueryParameter("fields", FIELDS).build()));
    if (definition == null) {
      throw AccountErrors.unreadable(
          "The template was answered without id, name or language", false);
    }
    return definition;
  }

  /** Meta's filter also lets names through that only contain this one. */
  @Override
  public List<TemplateDefinition> named(String name) {
    List<TemplateDefinition> found = new ArrayList<>();
    for (TemplateDefinition definition : list(Map.of("name", name))) {
      if (definition.name().equals(name)) {
        found.add(definition);
      }
    }
    return List.copyOf(found);
  }

  @Override
  public Created create(TemplateDraft draft) {
    JsonObject answer =
        client.post(client.at(client.businessAccount(), EDGE).build(), AccountJson.draft(draft));
    forget(draft.name());
    String id = GraphJson.text(answer, "id");
    if (id == null) {
      throw AccountErrors.unreadable("The new template was answered without an id", true);
    }
    return new Created(id, GraphJson.text(answer, "status"), GraphJson.text(answer, "category"));
  }

  @Override
  public void edit(String id, TemplateDraft draft) {
    JsonObject body = AccountJson.draft(draft);
    body.remove("name");
    body.remove("language");
    JsonObject answer = client.post(client.at(id).build(), body);
    forget(draft.name());
    AccountClient.done(answer);
  }

  @Override
  public void delete(String name) {
    remove(name, null);
  }

  @Override
  public void delete(String name, String id) {
    remove(name, AccountClient.id("template's id", id));
  }

  private void remove(String name, @Nullable String id) {
    HttpUrl.Builder url = client.at(client.businessAccount(), EDGE);
    if (id != null) {
      url.addQueryParameter("hsm_id", id);
    }
    JsonObject answer = client.delete(url.addQueryParameter("name", name).build(), null);
    forget(name);
    AccountClient.done(answer);
  }

  private void forget(String name) {
    if (check != null) {
      check.forget(name);
    }
  }
}
