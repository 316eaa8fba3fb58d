package io.patchbay.provider.whatsapp;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.patchbay.channel.Choice;
import io.patchbay.channel.InboundContent;
import io.patchbay.channel.Location;
import io.patchbay.channel.Media;
import io.patchbay.channel.Reaction;
import io.patchbay.channel.ReceivedMedia;
import io.patchbay.channel.SendError;
import io.patchbay.channel.Text;
import io.patchbay.provider.whatsapp.inbound.CallPermission;
import io.patchbay.provider.whatsapp.inbound.Edited;
import io.patchbay.provider.whatsapp.inbound.FlowReply;
import io.patchbay.provider.whatsapp.inbound.IdentityChange;
import io.patchbay.provider.whatsapp.inbound.Order;
import io.patchbay.provider.whatsapp.inbound.Revoked;
import io.patchbay.provider.whatsapp.inbound.UnsupportedMessage;
import io.patchbay.provider.whatsapp.inbound.Welcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads the part of a message that depends on its kind. A part that lacks what its record cannot do
 * without gives null, as does a kind that is not known.
 */
final class InboundContents {
  /** A number on the wire has no more digits than this; what is longer is not worth reading. */
  private static final int LONGEST_NUMBER = 40;

  private final Classifier classifier;

  InboundContents(Classifier classifier) {
    this.classifier = classifier;
  }

  @Nullable InboundContent read(String kind, JsonObject message) {
    JsonObject part = Json.object(message, kind);
    return switch (kind) {
      case "text" -> written(part);
      case "image" -> media(Media.Kind.IMAGE, part);
      case "audio" ->
          media(
              "true".equals(Json.text(part, "voice")) ? Media.Kind.VOICE : Media.Kind.AUDIO, part);
      case "voice" -> media(Media.Kind.VOICE, part);
      case "video" -> media(Media.Kind.VIDEO, part);
      case "document" -> media(Media.Kind.DOCUMENT, part);
      case "sticker" -> media(Media.Kind.STICKER, part);
      case "location" -> location(part);
      case "contacts" -> ContactCards.read(Json.elements(message, kind));
      case "reaction" -> reaction(part);
      case "button" -> choice(part, "payload", "text");
      case "interactive" -> interactive(part);
      case "order" -> order(part);
      case "system" -> system(part);
      case "request_welcome" -> new Welcome();
      case "unsupported", "unknown", "ephemeral" -> unsupported(message, part);
      case "edit" -> edited(part);
      case "revoke" -> revoked(part);
      default -> null;
    };
  }

  /** What was written or chosen, as text, where there is such a thing. */
  static @Nullable String text(String kind, JsonObject message, @Nullable InboundContent content) {
    if (content instanceof Choice choice) {
      return choice.title();
    }
    if (content instanceof ReceivedMedia media) {
      return media.caption();
    }
    if (content instanceof FlowReply reply) {
      return reply.body();
    }
    if (content instanceof Order order) {
      return order.text();
    }
    if (content instanceof Edited edited && edited.content() instanceof Text text) {
      return text.body();
    }
    return kind.equals("text") ? Json.verbatim(Json.object(message, "text"), "body") : null;
  }

  private static @Nullable Text written(@Nullable JsonObject part) {
    String body = Json.verbatim(part, "body");
    return body == null || body.isBlank() ? null : Text.of(body);
  }

  private static @Nullable ReceivedMedia media(Media.Kind kind, @Nullable JsonObject part) {
    String id = Json.text(part, "id");
    return id == null
        ? null
        : new ReceivedMedia(
            kind,
            id,
            Json.text(part, "mime_type"),
            Json.text(part, "sha256"),
            Json.verbatim(part, "caption"),
            Json.verbatim(part, "filename"));
  }

  private static @Nullable Location location(@Nullable JsonObject part) {
    Double latitude = degrees(part, "latitude", 90);
    Double longitude = degrees(part, "longitude", 180);
    return latitude == null || longitude == null
        ? null
        : new Location(
            latitude, longitude, Json.verbatim(part, "name"), Json.verbatim(part, "address"));
  }

  private static @Nullable Double degrees(@Nullable JsonObject part, String name, double most) {
    String text = Json.text(part, name);
    if (text == null || text.length() > LONGEST_NUMBER) {
      return null;
    }
    try {
      double degrees = Double.parseDouble(text);
      return Math.abs(degrees) <= most ? degrees : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** Taking a reaction back leaves the emoji out. */
  private static @Nullable Reaction reaction(@Nullable JsonObject part) {
    String id = Json.text(part, "message_id");
    return id == null
        ? null
        : new Reaction(id, Objects.requireNonNullElse(Json.verbatim(part, "emoji"), ""));
  }

  private static @Nullable Choice choice(@Nullable JsonObject part, String id, String title) {
    String chosen = Json.verbatim(part, id);
    String shown = Json.verbatim(part, title);
    return chosen == null && shown == null
        ? null
        : new Choice(
            chosen == null ? Objects.requireNonNull(shown) : chosen,
            shown == null ? Objects.requireNonNull(chosen) : shown,
            Json.verbatim(part, "description"));
  }

  private static @Nullable InboundContent interactive(@Nullable JsonObject part) {
    String type = Json.text(part, "type");
    JsonObject reply = type == null ? null : Json.object(part, type);
    if (type == null || reply == null) {
      return null;
    }
    return switch (type) {
      case "button_reply", "list_reply" -> choice(reply, "id", "title");
      case "nfm_reply" -> flow(reply);
      case "call_permission_reply" -> permission(reply);
      default -> null;
    };
  }

  private static @Nullable FlowReply flow(JsonObject reply) {
    JsonElement response = reply.get("response_json");
    if (response == null || response.isJsonNull()) {
      return null;
    }
    return new FlowReply(
        Json.text(reply, "name"),
        Json.verbatim(reply, "body"),
        response.isJsonPrimitive() ? response.getAsString() : response.toString());
  }

  private static CallPermission permission(JsonObject reply) {
    String until = Json.text(reply, "expiration_timestamp");
    return new CallPermission(
        "accept".equals(Json.text(reply, "response")),
        "true".equals(Json.text(reply, "is_permanent")),
        until == null ? null : Timestamps.read(until),
        Json.text(reply, "response_source"));
  }

  private static @Nullable Order order(@Nullable JsonObject part) {
    if (part == null) {
      return null;
    }
    List<Order.Item> items = new ArrayList<>();
    for (JsonElement element : Json.elements(part, "product_items")) {
      JsonObject item = element.isJsonObject() ? element.getAsJsonObject() : null;
      String product = Json.text(item, "product_retailer_id");
      if (product != null) {
        items.add(
            new Order.Item(
                product,
                Json.text(item, "quantity"),
                Json.text(item, "item_price"),
                Json.text(item, "currency")));
      }
    }
    return new Order(Json.text(part, "catalog_id"), Json.text(part, "text"), items);
  }

  private static @Nullable IdentityChange system(@Nullable JsonObject part) {
    String type = Json.text(part, "type");
    return type != null && type.endsWith("_identity_changed")
        ? new IdentityChange(Json.firstText(part, "identity", "hash"), Json.verbatim(part, "body"))
        : null;
  }

  private UnsupportedMessage unsupported(JsonObject message, @Nullable JsonObject part) {
    List<SendError> errors = new ArrayList<>();
    for (JsonElement element : Json.elements(message, "errors")) {
      GraphError error = GraphError.of(element);
      if (error != null) {
        errors.add(classifier.failure(error));
      }
    }
    return new UnsupportedMessage(Json.text(part, "type"), errors);
  }

  private static @Nullable Revoked revoked(@Nullable JsonObject part) {
    String id = Json.text(part, "original_message_id");
    return id == null ? null : new Revoked(id);
  }

  private @Nullable Edited edited(@Nullable JsonObject part) {
    String id = Json.text(part, "original_message_id");
    if (id == null) {
      return null;
    }
    JsonObject message = Json.object(part, "message");
    String kind = Json.text(message, "type");
    return message == null || kind == null || kind.equals("edit")
        ? new Edited(id, null)
        : new Edited(id, read(kind, message));
  }
}
