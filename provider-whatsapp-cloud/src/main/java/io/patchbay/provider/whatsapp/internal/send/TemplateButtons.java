package io.patchbay.provider.whatsapp.internal.send;

import com.google.gson.stream.JsonWriter;
import io.patchbay.provider.whatsapp.content.TemplateButton;
import io.patchbay.provider.whatsapp.internal.graph.RawJson;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The buttons of a template. Each says where it stands, the first one too: index 0 is a place like
 * any other.
 */
final class TemplateButtons {
  private static final int LONGEST_COUPON = 20;
  private static final int LONGEST_PASSWORD = 15;
  private static final int LAST_INDEX = 9;

  private TemplateButtons() {}

  static void write(JsonWriter json, TemplateButton button) throws IOException {
    json.beginObject().name("type").value("button");
    json.name("sub_type").value(word(button));
    json.name("index").value(Integer.toString(button.index()));
    json.name("parameters");
    if (button.type() == TemplateButton.Type.OTHER) {
      RawJson.copy(button.data() == null ? "[]" : button.data(), json);
    } else {
      json.beginArray();
      parameters(json, button);
      json.endArray();
    }
    json.endObject();
  }

  private static @Nullable String word(TemplateButton button) {
    return switch (button.type()) {
      case QUICK_REPLY -> "quick_reply";
      case URL, ONE_TIME_PASSWORD -> "url";
      case COPY_CODE -> "copy_code";
      case FLOW -> "flow";
      case CATALOG -> "catalog";
      case PRODUCTS -> "mpm";
      case VOICE_CALL -> "voice_call";
      case ORDER_DETAILS -> "order_details";
      case OTHER -> button.value();
    };
  }

  private static void parameters(JsonWriter json, TemplateButton button) throws IOException {
    switch (button.type()) {
      case QUICK_REPLY -> parameter(json, "payload", button.value());
      case URL, ONE_TIME_PASSWORD -> parameter(json, "text", button.value());
      case COPY_CODE -> parameter(json, "coupon_code", button.value());
      case VOICE_CALL -> {
        if (button.timeToLive() != null) {
          json.beginObject().name("type").value("ttl_minutes");
          json.name("ttl_minutes").value(button.timeToLive().toMinutes()).endObject();
        }
        if (button.value() != null) {
          parameter(json, "payload", button.value());
        }
      }
      case FLOW, CATALOG, PRODUCTS, ORDER_DETAILS -> {
        json.beginObject().name("type").value("action").name("action").beginObject();
        action(json, button);
        json.endObject().endObject();
      }
      case OTHER -> {}
    }
  }

  private static void parameter(JsonWriter json, String type, @Nullable String value)
      throws IOException {
    json.beginObject().name("type").value(type).name(type).value(value).endObject();
  }

  private static void action(JsonWriter json, TemplateButton button) throws IOException {
    if (button.type() == TemplateButton.Type.FLOW) {
      json.name("flow_token").value(button.value());
      if (button.data() != null) {
        json.name("flow_action_data");
        RawJson.copy(button.data(), json);
      }
    } else if (button.order() != null) {
      json.name("order_details");
      OrderContents.parameters(json, button.order());
    } else {
      json.name("thumbnail_product_retailer_id").value(button.value());
      if (!button.sections().isEmpty()) {
        CommerceContents.sections(json, button.sections());
      }
    }
  }

  static void check(List<TemplateButton> buttons, Violations rules) {
    Set<Integer> places = new HashSet<>();
    for (TemplateButton button : buttons) {
      if (!places.add(button.index())) {
        rules.broken("Two buttons have the index " + button.index());
      }
      if (button.index() > LAST_INDEX) {
        rules.broken("Button index " + button.index() + "; WhatsApp allows 0 to " + LAST_INDEX);
      }
      check(button, rules);
    }
  }

  private static void check(TemplateButton button, Violations rules) {
    switch (button.type()) {
      case COPY_CODE -> rules.length("Coupon code", button.value(), LONGEST_COUPON);
      case ONE_TIME_PASSWORD -> rules.length("One-time password", button.value(), LONGEST_PASSWORD);
      case FLOW ->
          rules.that(
              button.data() == null || RawJson.fields(button.data()) >= 0,
              "Data of a flow button are a JSON object");
      case PRODUCTS -> CommerceContents.checkSections(button.sections(), rules);
      case VOICE_CALL ->
          InteractiveContents.checkCallButton(button.timeToLive(), button.value(), rules);
      case OTHER ->
          rules.that(
              button.data() == null || RawJson.isArray(button.data()),
              "Parameters of a button are a JSON array");
      case ORDER_DETAILS -> {
        if (button.order() != null) {
          OrderContents.checkParameters(button.order(), rules);
        }
      }
      case QUICK_REPLY, URL, CATALOG -> {}
    }
  }
}
