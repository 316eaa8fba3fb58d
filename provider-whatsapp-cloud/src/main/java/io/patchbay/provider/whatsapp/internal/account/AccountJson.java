package io.patchbay.provider.whatsapp.internal.account;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.patchbay.provider.whatsapp.DefinitionPart;
import io.patchbay.provider.whatsapp.NumberDetails;
import io.patchbay.provider.whatsapp.QrCode;
import io.patchbay.provider.whatsapp.TemplateDefinition;
import io.patchbay.provider.whatsapp.TemplateDraft;
import io.patchbay.provider.whatsapp.internal.graph.GraphJson;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** Reads and writes what an account consists of. Stateless and thread-safe. */
public final class AccountJson {
  private AccountJson() {}

  /** A number; null when it has no id. */
  static @Nullable NumberDetails number(JsonObject json) {
    String id = GraphJson.text(json, "id");
    if (id == null) {
      return null;
    }
    String shared = GraphJson.text(json, "is_on_biz_app");
    String limit = GraphJson.text(json, "whatsapp_business_manager_messaging_limit");
    String platform = GraphJson.text(json, "platform_type");
    return new NumberDetails(
        id,
        GraphJson.text(json, "display_phone_number"),
        GraphJson.text(json, "verified_name"),
        GraphJson.text(json, "status"),
        GraphJson.text(json, "quality_rating"),
        GraphJson.text(GraphJson.object(json, "throughput"), "level"),
        limit == null ? GraphJson.text(json, "messaging_limit_tier") : limit,
        GraphJson.text(json, "name_status"),
        GraphJson.text(json, "code_verification_status"),
        GraphJson.text(json, "account_mode"),
        platform == null ? GraphJson.text(json, "host_platform") : platform,
        shared == null ? null : Boolean.valueOf(shared),
        json.toString());
  }

  /** A code; null when it has no id. */
  static @Nullable QrCode qrCode(@Nullable JsonObject json) {
    String code = GraphJson.text(json, "code");
    return code == null
        ? null
        : new QrCode(
            code,
            GraphJson.verbatim(json, "prefilled_message"),
            uri(GraphJson.text(json, "deep_link_url")),
            uri(GraphJson.text(json, "qr_image_url")));
  }

  private static @Nullable URI uri(@Nullable String text) {
    HttpUrl url = text == null ? null : HttpUrl.parse(text);
    return url == null ? null : url.uri();
  }

  /** A template; null when it lacks what makes it one. */
  public static @Nullable TemplateDefinition template(JsonObject json) {
    String id = GraphJson.text(json, "id");
    String name = GraphJson.text(json, "name");
    String language = GraphJson.text(json, "language");
    if (id == null || name == null || language == null) {
      return null;
    }
    return new TemplateDefinition(
        id,
        name,
        language,
        GraphJson.text(json, "status"),
        GraphJson.text(json, "category"),
        GraphJson.text(json, "parameter_format"),
        GraphJson.text(GraphJson.object(json, "quality_score"), "score"),
        GraphJson.text(json, "rejected_reason"),
        parts(json),
        json.toString());
  }

  /** The objects under {@code components}. */
  public static List<DefinitionPart> parts(@Nullable JsonObject parent) {
    List<DefinitionPart> parts = new ArrayList<>();
    for (JsonElement part : GraphJson.elements(parent, "components")) {
      if (part.isJsonObject()) {
        parts.add(new DefinitionPart(part.toString()));
      }
    }
    return List.copyOf(parts);
  }

  public static JsonArray components(List<DefinitionPart> parts) {
    JsonArray array = new JsonArray();
    parts.forEach(part -> array.add(GraphJson.object(part.json())));
    return array;
  }

  /** A draft as Meta takes it. */
  public static JsonObject draft(TemplateDraft draft) {
    JsonObject body = new JsonObject();
    body.addProperty("name", draft.name());
    body.addProperty("language", draft.language());
    body.addProperty("category", draft.category());
    body.add("components", components(draft.parts()));
    new TreeMap<>(draft.more()).forEach((field, value) -> body.add(field, value(field, value)));
    return body;
  }

  /**
   * The value of a field of a draft.
   *
   * @throws IllegalArgumentException when it is not JSON
   */
  public static JsonElement value(String field, String json) {
    try {
      return JsonParser.parseString(json);
    } catch (JsonParseException e) {
      throw new IllegalArgumentException("The field '" + field + "' is not given as JSON", e);
    }
  }
}
