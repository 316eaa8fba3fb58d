package io.patchbay.simulator;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the button, list or card of an interactive message does, type by type. */
final class ActionRules {
  private static final int LABEL = 20;
  private static final int TITLE = 24;
  private static final int DESCRIPTION = 72;
  private static final int LONG_ID = 256;
  private static final int ROW_ID = 200;
  private static final int LINK = 2000;
  private static final int NAME = 128;
  private static final int PAYLOAD = 512;
  private static final int FLOW_LABEL = 30;
  private static final int MONTH_IN_MINUTES = 43_200;

  private ActionRules() {}

  static void check(String type, Part action, MediaCheck media) {
    switch (type) {
      case "button" -> buttons(action);
      case "list" -> list(action);
      case "cta_url" -> link(action);
      case "flow" -> flow(action);
      case "location_request_message" -> named(action, "send_location");
      case "product" -> product(action);
      case "product_list" -> products(action);
      case "catalog_message" -> catalog(action);
      case "address_message" -> parameters(action, type).text("country", 2);
      case "voice_call" -> voiceCall(action);
      case "carousel" -> CarouselRules.check(action, media);
      case "order_details" -> OrderRules.details(parameters(action, "review_and_pay"));
      case "order_status" -> OrderRules.status(parameters(action, "review_order"));
      default -> named(action, type);
    }
  }

  private static void named(Part action, String name) {
    action.choice("name", Set.of(name));
  }

  private static Part parameters(Part action, String name) {
    named(action, name);
    return action.object("parameters");
  }

  private static void buttons(Part action) {
    Set<String> ids = new HashSet<>();
    Set<String> titles = new HashSet<>();
    for (Part button : action.objects("buttons", 1, 3)) {
      button.choice("type", Set.of("reply"));
      Part reply = button.object("reply");
      unique(reply, "id", reply.text("id", LONG_ID), ids);
      unique(reply, "title", reply.text("title", LABEL), titles);
    }
  }

  private static void list(Part action) {
    action.text("button", LABEL);
    List<Part> sections = action.objects("sections", 1, 10);
    Set<String> ids = new HashSet<>();
    for (Part section : sections) {
      title(section, sections.size());
      for (Part row : section.objects("rows", 1, 10)) {
        unique(row, "id", row.text("id", ROW_ID), ids);
        row.text("title", TITLE);
        row.optionalText("description", DESCRIPTION);
      }
    }
    atMost(action, "rows", ids.size(), 10);
  }

  private static void products(Part action) {
    action.text("catalog_id", NAME);
    List<Part> sections = action.objects("sections", 1, 10);
    int items = 0;
    for (Part section : sections) {
      title(section, sections.size());
      for (Part item : section.objects("product_items", 1, 30)) {
        item.text("product_retailer_id", NAME);
        items++;
      }
    }
    atMost(action, "products", items, 30);
  }

  /** A title is optional while there is one section only. */
  private static void title(Part section, int sections) {
    if (sections > 1) {
      section.text("title", TITLE);
    } else {
      section.optionalText("title", TITLE);
    }
  }

  /** A link button, of a message or of a card. */
  static void link(Part action) {
    Part parameters = parameters(action, "cta_url");
    parameters.text("display_text", LABEL);
    MediaCheck.checkLink(parameters, "url", parameters.text("url", LINK));
  }

  private static void flow(Part action) {
    Part parameters = parameters(action, "flow");
    parameters.choice("flow_message_version", Set.of("3"));
    boolean id = parameters.optionalText("flow_id", NAME) != null;
    boolean name = parameters.optionalText("flow_name", NAME) != null;
    if (!id && !name) {
      throw parameters.missing("flow_id");
    }
    if (id && name) {
      throw new Refusal(
          GraphErrors.invalidParameter(
              "Param " + parameters.param("flow_id") + " and flow_name cannot be given together."));
    }
    parameters.text("flow_cta", FLOW_LABEL);
    parameters.optionalText("flow_token", PAYLOAD);
    if (parameters.has("mode")) {
      parameters.choice("mode", Set.of("draft", "published"));
    }
    boolean navigates =
        !parameters.has("flow_action")
            || parameters
                .choice("flow_action", Set.of("navigate", "data_exchange"))
                .equals("navigate");
    Part payload = parameters.optionalObject("flow_action_payload");
    if (payload != null && navigates) {
      payload.text("screen", NAME);
      if (payload.has("data")) {
        payload.object("data");
      }
    }
  }

  /** One product, of a message or of a card. */
  static void product(Part action) {
    action.text("catalog_id", NAME);
    action.text("product_retailer_id", NAME);
  }

  private static void catalog(Part action) {
    named(action, "catalog_message");
    Part parameters = action.optionalObject("parameters");
    if (parameters != null) {
      parameters.optionalText("thumbnail_product_retailer_id", NAME);
    }
  }

  private static void voiceCall(Part action) {
    named(action, "voice_call");
    Part parameters = action.optionalObject("parameters");
    if (parameters != null) {
      parameters.optionalText("display_text", LABEL);
      parameters.optionalText("payload", PAYLOAD);
      if (parameters.has("ttl_minutes")) {
        parameters.integer("ttl_minutes", 1, MONTH_IN_MINUTES);
      }
    }
  }

  static void unique(Part part, String name, String value, Set<String> seen) {
    if (!seen.add(value)) {
      throw new Refusal(
          GraphErrors.badValue("Param " + part.param(name) + " is used more than once."));
    }
  }

  private static void atMost(Part action, String what, int count, int most) {
    if (count > most) {
      throw new Refusal(
          GraphErrors.badValue(
              "Param %s has %d %s in all, but at most %d are allowed."
                  .formatted(action.param("sections"), count, what, most)));
    }
  }
}
