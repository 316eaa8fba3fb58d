package io.patchbay.provider.whatsapp.internal.send;

import com.google.gson.stream.JsonWriter;
import io.patchbay.provider.whatsapp.content.OrderStatus;
import io.patchbay.provider.whatsapp.content.TapTarget;
import io.patchbay.provider.whatsapp.content.TemplateButton;
import io.patchbay.provider.whatsapp.content.TemplateCard;
import io.patchbay.provider.whatsapp.content.TemplateHeader;
import io.patchbay.provider.whatsapp.content.TemplateParameter;
import io.patchbay.provider.whatsapp.content.WhatsAppTemplate;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes what templates are filled with, component by component. */
final class TemplateJson {
  private TemplateJson() {}

  /** Everything up to the components; the template's object stays open. */
  static void begin(JsonWriter json, String name, String language) throws IOException {
    json.name("type").value("template").name("template").beginObject();
    json.name("name").value(name);
    json.name("language").beginObject().name("code").value(language).endObject();
  }

  static void write(JsonWriter json, WhatsAppTemplate template, MediaJson media)
      throws IOException {
    begin(json, template.name(), template.language());
    if (filled(template)) {
      json.name("components").beginArray();
      parts(json, template.header(), template.body(), template.buttons(), media);
      offer(json, template.offerEnds());
      tapTarget(json, template.tapTarget());
      orderStatus(json, template.orderStatus());
      carousel(json, template.cards(), media);
      json.endArray();
    }
    json.endObject();
  }

  private static boolean filled(WhatsAppTemplate template) {
    return template.header() != null
        || !template.body().isEmpty()
        || !template.buttons().isEmpty()
        || !template.cards().isEmpty()
        || template.offerEnds() != null
        || template.tapTarget() != null
        || template.orderStatus() != null;
  }

  private static void parts(
      JsonWriter json,
      @Nullable TemplateHeader header,
      List<TemplateParameter> body,
      List<TemplateButton> buttons,
      MediaJson media)
      throws IOException {
    if (header != null) {
      component(json, "header").beginObject();
      header(json, header, media);
      json.endObject().endArray().endObject();
    }
    if (!body.isEmpty()) {
      component(json, "body");
      for (TemplateParameter parameter : body) {
        json.beginObject();
        parameter(json, parameter);
        json.endObject();
      }
      json.endArray().endObject();
    }
    for (TemplateButton button : buttons) {
      TemplateButtons.write(json, button);
    }
  }

  /** Opens a component and its parameters. */
  private static JsonWriter component(JsonWriter json, String type) throws IOException {
    return json.beginObject().name("type").value(type).name("parameters").beginArray();
  }

  private static void header(JsonWriter json, TemplateHeader header, MediaJson media)
      throws IOException {
    if (header.text() != null) {
      parameter(json, header.text());
    } else if (header.media() != null) {
      media.typed(json, header.media());
    } else if (header.location() != null) {
      json.name("type").value("location").name("location");
      BasicContents.place(json, header.location());
    } else if (header.product() != null) {
      json.name("type").value("product").name("product").beginObject();
      json.name("product_retailer_id").value(header.product().productId());
      json.name("catalog_id").value(header.product().catalogId());
      json.endObject();
    }
  }

  private static void parameter(JsonWriter json, TemplateParameter parameter) throws IOException {
    TemplateParameter.Currency currency = parameter.currency();
    if (currency != null) {
      json.name("type").value("currency");
      json.name("parameter_name").value(parameter.name());
      json.name("currency").beginObject();
      json.name("fallback_value").value(currency.shown());
      json.name("code").value(currency.code());
      json.name("amount_1000").value(currency.thousandths());
      json.endObject();
    } else if (parameter.dateTime() != null) {
      json.name("type").value("date_time");
      json.name("parameter_name").value(parameter.name());
      json.name("date_time").beginObject();
      json.name("fallback_value").value(parameter.dateTime());
      json.endObject();
    } else {
      json.name("type").value("text");
      json.name("parameter_name").value(parameter.name());
      json.name("text").value(parameter.text());
    }
  }

  private static void offer(JsonWriter json, @Nullable Instant ends) throws IOException {
    if (ends != null) {
      component(json, "limited_time_offer").beginObject();
      json.name("type").value("limited_time_offer").name("limited_time_offer").beginObject();
      json.name("expiration_time_ms").value(ends.toEpochMilli());
      json.endObject().endObject().endArray().endObject();
    }
  }

  private static void tapTarget(JsonWriter json, @Nullable TapTarget target) throws IOException {
    if (target != null) {
      component(json, "tap_target_configuration").beginObject();
      json.name("type").value("tap_target_configuration");
      json.name("tap_target_configuration").beginArray().beginObject();
      json.name("url").value(target.url().toString());
      json.name("title").value(target.title());
      json.endObject().endArray().endObject().endArray().endObject();
    }
  }

  private static void orderStatus(JsonWriter json, @Nullable OrderStatus status)
      throws IOException {
    if (status != null) {
      component(json, "order_status").beginObject();
      json.name("type").value("order_status").name("order_status");
      OrderContents.parameters(json, status);
      json.endObject().endArray().endObject();
    }
  }

  private static void carousel(JsonWriter json, List<TemplateCard> cards, MediaJson media)
      throws IOException {
    if (cards.isEmpty()) {
      return;
    }
    json.beginObject().name("type").value("carousel").name("cards").beginArray();
    for (int i = 0; i < cards.size(); i++) {
      TemplateCard card = cards.get(i);
      json.beginObject().name("card_index").value(i);
      json.name("components").beginArray();
      parts(json, card.header(), card.body(), card.buttons(), media);
      json.endArray().endObject();
    }
    json.endArray().endObject();
  }
}
