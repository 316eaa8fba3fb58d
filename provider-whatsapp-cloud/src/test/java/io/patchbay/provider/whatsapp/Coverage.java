package io.patchbay.provider.whatsapp;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.patchbay.provider.whatsapp.content.RawMessage;
import io.patchbay.provider.whatsapp.internal.graph.GraphJson;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What WhatsApp can say: what Meta's schema of v23 names, what is newer, and which samples show it.
 * What a sample shows is read from its body.
 */
final class Coverage {
  static final List<String> MESSAGES =
      List.of(
          "text",
          "audio",
          "document",
          "image",
          "location",
          "video",
          "sticker",
          "reaction",
          "interactive",
          "template",
          "contacts");
  static final List<String> NEWER_MESSAGES = List.of("pin");
  static final List<String> INTERACTIVE =
      List.of(
          "button",
          "call_permission_request",
          "catalog_message",
          "list",
          "product",
          "product_list",
          "flow");
  static final List<String> NEWER_INTERACTIVE =
      List.of(
          "cta_url",
          "location_request_message",
          "request_contact_info",
          "address_message",
          "voice_call",
          "carousel",
          "order_details",
          "order_status");
  static final List<String> HEADERS = List.of("text", "video", "image", "document");
  static final List<String> COMPONENTS = List.of("header", "body", "button");
  static final List<String> NEWER_COMPONENTS =
      List.of("limited_time_offer", "tap_target_configuration", "carousel", "order_status");
  static final List<String> BUTTONS = List.of("quick_reply", "url", "catalog");
  static final List<String> NEWER_BUTTONS =
      List.of("copy_code", "flow", "mpm", "voice_call", "order_details");
  static final List<String> PARAMETERS =
      List.of("currency", "date_time", "document", "image", "text", "video");
  static final List<String> NEWER_PARAMETERS = List.of("location", "product");
  static final List<String> BUTTON_PARAMETERS = List.of("payload", "text");
  static final List<String> NEWER_BUTTON_PARAMETERS =
      List.of("coupon_code", "action", "ttl_minutes");

  private final Map<String, Set<String>> classes = new TreeMap<>();
  private final Map<String, Set<String>> samples = new TreeMap<>();

  /** What the samples show; raw messages show nothing that has a class. */
  static Coverage of(List<Sample> samples) {
    Coverage coverage = new Coverage();
    for (Sample sample : samples) {
      if (!(sample.content() instanceof RawMessage)) {
        coverage.read(sample);
      }
    }
    return coverage;
  }

  private void read(Sample sample) {
    JsonObject body = sample.body();
    String type = body.get("type").getAsString();
    shows("message", type, sample);
    if (type.equals("interactive")) {
      JsonObject interactive = body.getAsJsonObject("interactive");
      shows("interactive", interactive.get("type").getAsString(), sample);
      if (interactive.has("header")) {
        shows("header", interactive.getAsJsonObject("header").get("type").getAsString(), sample);
      }
    } else if (type.equals("template")) {
      components(body.getAsJsonObject("template"), sample);
    }
  }

  private void components(JsonObject holder, Sample sample) {
    for (JsonElement element : GraphJson.elements(holder, "components")) {
      JsonObject component = element.getAsJsonObject();
      String type = component.get("type").getAsString();
      shows("component", type, sample);
      if (type.equals("button")) {
        shows("button", component.get("sub_type").getAsString(), sample);
      }
      for (JsonElement parameter : GraphJson.elements(component, "parameters")) {
        shows(
            type.equals("button") ? "button parameter" : "parameter",
            parameter.getAsJsonObject().get("type").getAsString(),
            sample);
      }
      for (JsonElement card : GraphJson.elements(component, "cards")) {
        components(card.getAsJsonObject(), sample);
      }
    }
  }

  private void shows(String group, String kind, Sample sample) {
    String key = group + "/" + kind.toLowerCase(Locale.ROOT);
    classes
        .computeIfAbsent(key, unseen -> new TreeSet<>())
        .add(sample.content().getClass().getSimpleName());
    samples.computeIfAbsent(key, unseen -> new TreeSet<>()).add(sample.name());
  }

  /** The classes that send a kind; none when it is missing. */
  Set<String> classes(String group, String kind) {
    return classes.getOrDefault(group + "/" + kind, Set.of());
  }

  /** The samples that show a kind. */
  Set<String> samples(String group, String kind) {
    return samples.getOrDefault(group + "/" + kind, Set.of());
  }
}
