package io.patchbay.simulator;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The form of a template message, whatever the template: its components, and the kinds of parameter
 * that each may have. Whether they fit a template is for {@link TemplateMatch}.
 */
final class TemplateRules {
  private static final int NAME = 512;
  private static final Set<String> COMPONENTS =
      Set.of(
          "header",
          "body",
          "footer",
          "button",
          "limited_time_offer",
          "carousel",
          "tap_target_configuration",
          "order_status",
          "call_permission_request");
  private static final Set<String> ON_CARDS = Set.of("header", "body", "button");
  private static final Set<String> HEADER =
      Set.of("text", "image", "video", "gif", "document", "location", "product");
  private static final Set<String> BODY = Set.of("text", "currency", "date_time");
  private static final Map<String, Set<String>> BUTTONS =
      Map.ofEntries(
          Map.entry("quick_reply", Set.of("payload", "text")),
          Map.entry("url", Set.of("text", "payload")),
          Map.entry("copy_code", Set.of("coupon_code", "text")),
          Map.entry("otp", Set.of("text")),
          Map.entry("flow", Set.of("action")),
          Map.entry("catalog", Set.of("action")),
          Map.entry("mpm", Set.of("action")),
          Map.entry("spm", Set.of("action", "product")),
          Map.entry("order_details", Set.of("action")),
          Map.entry("voice_call", Set.of("ttl_minutes", "payload")),
          Map.entry("call_request", Set.of("payload")));

  private static final Pattern NOT_ONE_LINE = Pattern.compile("[\\r\\n\\t]| {5}");

  private TemplateRules() {}

  static void check(Part template, MediaCheck media) {
    notBlank(template, "name");
    Part language = template.object("language");
    notBlank(language, "code");
    if (language.has("policy")) {
      language.choice("policy", Set.of("deterministic"));
    }
    components(template.optionalObjects("components"), COMPONENTS, media);
  }

  private static void notBlank(Part part, String name) {
    if (part.text(name, NAME).isBlank()) {
      throw part.missing(name);
    }
  }

  private static void components(List<Part> components, Set<String> kinds, MediaCheck media) {
    Set<String> seen = new HashSet<>();
    for (Part component : components) {
      String kind = component.choice("type", kinds);
      String place = kind.equals("button") ? "button " + index(component) : kind;
      ActionRules.unique(component, "type", place, seen);
      switch (kind) {
        case "header" -> parameters(component, HEADER, media);
        case "body" -> parameters(component, BODY, media);
        case "button" ->
            parameters(
                component, BUTTONS.get(component.choice("sub_type", BUTTONS.keySet())), media);
        case "carousel" -> cards(component, media);
        case "limited_time_offer" -> parameters(component, Set.of("limited_time_offer"), media);
        case "tap_target_configuration" ->
            parameters(component, Set.of("tap_target_configuration"), media);
        case "order_status" -> parameters(component, Set.of("order_status"), media);
        default -> component.optionalObjects("parameters");
      }
    }
  }

  /** The index may be 0, and may be written as a string; it may not be left out. */
  static int index(Part button) {
    return button.integer("index", 0, 9);
  }

  private static void cards(Part component, MediaCheck media) {
    List<Part> cards = component.objects("cards", 1, 10);
    Set<String> indexes = new HashSet<>();
    for (Part card : cards) {
      int index = card.integer("card_index", 0, 9);
      ActionRules.unique(card, "card_index", Integer.toString(index), indexes);
      components(card.objects("components", 1, 10), ON_CARDS, media);
    }
  }

  private static void parameters(Part component, @Nullable Set<String> kinds, MediaCheck media) {
    for (Part parameter : component.optionalObjects("parameters")) {
      String kind = parameter.choice("type", kinds == null ? Set.of() : kinds);
      switch (kind) {
        case "text" -> value(parameter, "text");
        case "payload" -> parameter.text("payload", 1000);
        case "coupon_code" -> oneLine(parameter.text("coupon_code", 20));
        case "currency" -> currency(parameter.object("currency"));
        case "date_time" -> fallback(parameter.object("date_time"));
        case "image" -> media.check(parameter.object("image"), MediaKind.IMAGE);
        case "video", "gif" -> media.check(parameter.object(kind), MediaKind.VIDEO);
        case "document" -> media.check(parameter.object("document"), MediaKind.DOCUMENT);
        case "location" -> ContentRules.place(parameter.object("location"));
        case "product" -> ActionRules.product(parameter.object("product"));
        case "limited_time_offer" ->
            parameter.object("limited_time_offer").number("expiration_time_ms", 0, 1e15);
        case "tap_target_configuration" -> tapTarget(parameter);
        case "order_status" -> OrderRules.status(parameter.object("order_status"));
        case "ttl_minutes" -> parameter.integer("ttl_minutes", 1, 43_200);
        default -> parameter.object(kind);
      }
    }
  }

  /** Texts may be of any JSON type, as in Meta's own samples; empty ones are refused. */
  private static void value(Part parameter, String name) {
    if (!parameter.has(name)) {
      throw parameter.missing(name);
    }
    if (parameter.json().get(name).isJsonPrimitive()) {
      String text = parameter.json().get(name).getAsString();
      if (text.isEmpty()) {
        throw parameter.missing(name);
      }
      oneLine(text);
    }
  }

  private static void fallback(Part value) {
    oneLine(value.text("fallback_value", 1024));
  }

  /** The platform does not say which value it refuses. */
  private static void oneLine(String text) {
    if (NOT_ONE_LINE.matcher(text).find()) {
      throw new Refusal(
          GraphErrors.parameterValue(
              "Param text cannot have new-line/tab characters or more than 4 consecutive spaces"));
    }
  }

  private static void currency(Part currency) {
    fallback(currency);
    if (!currency.text("code", 3).toUpperCase(Locale.ROOT).matches("[A-Z]{3}")) {
      throw new Refusal(
          GraphErrors.badValue("Param " + currency.param("code") + " is no currency code."));
    }
    currency.number("amount_1000", -1e15, 1e15);
  }

  private static void tapTarget(Part parameter) {
    for (Part target : parameter.objects("tap_target_configuration", 1, 1)) {
      MediaCheck.checkLink(target, "url", target.text("url", 2000));
      target.text("title", 60);
    }
  }
}
