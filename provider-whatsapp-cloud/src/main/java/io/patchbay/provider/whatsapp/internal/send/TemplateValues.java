package io.patchbay.provider.whatsapp.internal.send;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.patchbay.channel.Category;
import io.patchbay.channel.Content;
import io.patchbay.channel.Retry;
import io.patchbay.channel.Scope;
import io.patchbay.channel.SendError;
import io.patchbay.channel.Template;
import io.patchbay.provider.whatsapp.content.MarketingMessage;
import io.patchbay.provider.whatsapp.content.RawMessage;
import io.patchbay.provider.whatsapp.content.TemplateButton;
import io.patchbay.provider.whatsapp.content.TemplateCard;
import io.patchbay.provider.whatsapp.content.TemplateHeader;
import io.patchbay.provider.whatsapp.content.TemplateParameter;
import io.patchbay.provider.whatsapp.content.WhatsAppTemplate;
import io.patchbay.provider.whatsapp.internal.graph.Classifier;
import io.patchbay.provider.whatsapp.internal.graph.GraphJson;
import io.patchbay.provider.whatsapp.internal.graph.GraphRemedies;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What Meta refuses in every value of a template, whatever its definition: "Param text cannot have
 * new-line/tab characters or more than 4 consecutive spaces" (132018), and no text may be empty
 * (131008). Payloads of quick replies are not shown to anybody and are left to Meta. A value is
 * named by its place and never quoted. Used once.
 */
final class TemplateValues {
  private static final String TOO_MANY_SPACES = "     ";

  private final List<String> faults = new ArrayList<>(0);
  private final Set<String> codes = new TreeSet<>();

  private TemplateValues() {}

  /** Why a content cannot be sent; null when it is no template, or its values are good. */
  static @Nullable SendError refusal(Content content) {
    TemplateValues values = new TemplateValues();
    if (content instanceof Template plain) {
      for (int i = 0; i < plain.parameters().size(); i++) {
        Template.Parameter parameter = plain.parameters().get(i);
        values.check(place("body", i, parameter.name(), ""), parameter.text());
      }
    } else if (content instanceof WhatsAppTemplate own) {
      values.check(own);
    } else if (content instanceof MarketingMessage marketing) {
      values.check(marketing.template());
    } else if (content instanceof RawMessage raw) {
      JsonObject message = GraphJson.object(raw.json());
      if ("template".equals(GraphJson.text(message, "type"))) {
        values.checkComponents(GraphJson.object(message, "template"), "");
      }
    }
    return values.error();
  }

  private void check(WhatsAppTemplate template) {
    check(template.header(), template.body(), template.buttons(), "");
    for (int i = 0; i < template.cards().size(); i++) {
      TemplateCard card = template.cards().get(i);
      check(card.header(), card.body(), card.buttons(), " of card " + i);
    }
  }

  private void check(
      @Nullable TemplateHeader header,
      List<TemplateParameter> body,
      List<TemplateButton> buttons,
      String where) {
    if (header != null && header.text() != null) {
      check("header", 0, header.text(), where);
    }
    for (int i = 0; i < body.size(); i++) {
      check("body", i, body.get(i), where);
    }
    for (TemplateButton button : buttons) {
      check(button, "parameter of button " + button.index() + where);
    }
  }

  private void check(String part, int index, TemplateParameter parameter, String where) {
    String place = place(part, index, parameter.name(), where);
    check(place, parameter.text());
    check(place, parameter.dateTime());
    check(place, parameter.currency() == null ? null : parameter.currency().shown());
  }

  private void check(TemplateButton button, String place) {
    switch (button.type()) {
      case URL, COPY_CODE, ONE_TIME_PASSWORD -> check(place, button.value());
      case OTHER -> {
        if (button.data() != null
            && JsonParser.parseString(button.data()) instanceof JsonArray parameters) {
          parameters.forEach(parameter -> checkJson(parameter, place));
        }
      }
      default -> {
        // No value that a person sees.
      }
    }
  }

  /** Components as Meta's JSON has them, also those of a carousel's cards. */
  private void checkComponents(@Nullable JsonObject holder, String where) {
    for (JsonObject component : objects(holder, "components")) {
      String type = String.valueOf(GraphJson.text(component, "type")).toLowerCase(Locale.ROOT);
      String subType = String.valueOf(GraphJson.text(component, "sub_type"));
      if (type.equals("button") && subType.equalsIgnoreCase("quick_reply")) {
        continue;
      }
      List<JsonObject> parameters = objects(component, "parameters");
      for (int i = 0; i < parameters.size(); i++) {
        JsonObject parameter = parameters.get(i);
        String place =
            type.equals("button")
                ? "parameter of button " + GraphJson.text(component, "index") + where
                : place(type, i, GraphJson.text(parameter, "parameter_name"), where);
        checkJson(parameter, place);
        check(place, GraphJson.verbatim(GraphJson.object(parameter, "currency"), "fallback_value"));
        check(
            place, GraphJson.verbatim(GraphJson.object(parameter, "date_time"), "fallback_value"));
      }
      List<JsonObject> cards = objects(component, "cards");
      for (int i = 0; i < cards.size(); i++) {
        checkComponents(cards.get(i), " of card " + i);
      }
    }
  }

  private static List<JsonObject> objects(@Nullable JsonObject holder, String name) {
    List<JsonObject> objects = new ArrayList<>();
    JsonArray array = GraphJson.array(holder, name);
    if (array != null) {
      for (JsonElement element : array) {
        // What is no object keeps its place, so that the others are counted as Meta counts them.
        objects.add(element.isJsonObject() ? element.getAsJsonObject() : new JsonObject());
      }
    }
    return objects;
  }

  private void checkJson(JsonElement parameter, String place) {
    if (parameter instanceof JsonObject object) {
      check(place, GraphJson.verbatim(object, "text"));
      check(place, GraphJson.verbatim(object, "coupon_code"));
    }
  }

  private static String place(String part, int index, @Nullable String name, String where) {
    return part + " parameter " + (name == null ? index + 1 : "'" + name + "'") + where;
  }

  private void check(String place, @Nullable String value) {
    if (value == null) {
      return;
    }
    if (value.isEmpty()) {
      faults.add(place + " is empty");
      codes.add("131008");
    }
    List<String> found = new ArrayList<>(0);
    if (value.indexOf('\n') >= 0 || value.indexOf('\r') >= 0) {
      found.add("a line break");
    }
    if (value.indexOf('\t') >= 0) {
      found.add("a tab");
    }
    if (value.contains(TOO_MANY_SPACES)) {
      found.add("more than four spaces in a row");
    }
    if (!found.isEmpty()) {
      faults.add(place + " contains " + String.join(" and ", found));
      codes.add("132018");
    }
  }

  private @Nullable SendError error() {
    return faults.isEmpty()
        ? null
        : SendError.of(
                Category.TEMPLATE,
                "WhatsApp refuses a value of the template (%s): %s"
                    .formatted(String.join(", ", codes), String.join("; ", faults)))
            .retry(Retry.NEVER)
            .scope(Scope.MESSAGE)
            .remedy(GraphRemedies.TEMPLATE_VALUE)
            .documentation(Classifier.DOCUMENTATION)
            .build();
  }
}
