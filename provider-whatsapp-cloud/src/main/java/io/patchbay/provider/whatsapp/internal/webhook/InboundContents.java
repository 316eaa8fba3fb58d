package io.patchbay.provider.whatsapp.internal.webhook;

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
import io.patchbay.provider.whatsapp.internal.graph.Classifier;
import io.patchbay.provider.whatsapp.internal.graph.GraphError;
import io.patchbay.provider.whatsapp.internal.graph.Node;
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

  @Nullable InboundContent read(String kind, Node message) {
    Node part = Node.object(message, kind);
    return switch (kind) {
      case "text" -> written(part);
      case "image" -> media(Media.Kind.IMAGE, part);
      case "audio" ->
          media(
              "true".equals(Node.text(part, "voice")) ? Media.Kind.VOICE : Media.Kind.AUDIO, part);
      case "voice" -> media(Media.Kind.VOICE, part);
      case "video" -> media(Media.Kind.VIDEO, part);
      case "document" -> media(Media.Kind.DOCUMENT, part);
      case "sticker" -> media(Media.Kind.STICKER, part);
      case "location" -> location(part);
      case "contacts" -> ContactCards.read(Node.elements(message, kind));
      case "reaction" -> reaction(part);
      case "button" -> choice(part, "payload", "text");
      case "interactive" -> interactive(part);
      case "order" -> order(part);
      case "system" -> system(part, message);
      case "request_welcome" -> new Welcome();
      case "unsupported", "unknown", "ephemeral" -> unsupported(message, part);
      case "edit" -> edited(part);
      case "revoke" -> revoked(part);
      default -> null;
    };
  }

  /** What was written or chosen, as text, where there is such a thing. */
  static @Nullable String text(String kind, Node message, @Nullable InboundContent content) {
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
    return kind.equals("text") ? Node.verbatim(Node.object(message, "text"), "body") : null;
  }

  private static @Nullable Text written(@Nullable Node part) {
    String body = Node.verbatim(part, "body");
    return body == null || body.isBlank() ? null : Text.of(body);
  }

  private static @Nullable ReceivedMedia media(Media.Kind kind, @Nullable Node part) {
    String id = Node.text(part, "id");
    return id == null
        ? null
        : new ReceivedMedia(
            kind,
            id,
            Node.text(part, "mime_type"),
            Node.text(part, "sha256"),
            Node.verbatim(part, "caption"),
            Node.verbatim(part, "filename"));
  }

  private static @Nullable Location location(@Nullable Node part) {
    Double latitude = degrees(part, "latitude", 90);
    Double longitude = degrees(part, "longitude", 180);
    return latitude == null || longitude == null
        ? null
        : new Location(
            latitude, longitude, Node.verbatim(part, "name"), Node.verbatim(part, "address"));
  }

  private static @Nullable Double degrees(@Nullable Node part, String name, double most) {
    String text = Node.text(part, name);
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
  private static @Nullable Reaction reaction(@Nullable Node part) {
    String id = Node.text(part, "message_id");
    return id == null
        ? null
        : new Reaction(id, Objects.requireNonNullElse(Node.verbatim(part, "emoji"), ""));
  }

  private static @Nullable Choice choice(@Nullable Node part, String id, String title) {
    String chosen = Node.verbatim(part, id);
    String shown = Node.verbatim(part, title);
    return chosen == null && shown == null
        ? null
        : new Choice(
            chosen == null ? Objects.requireNonNull(shown) : chosen,
            shown == null ? Objects.requireNonNull(chosen) : shown,
            Node.verbatim(part, "description"));
  }

  private static @Nullable InboundContent interactive(@Nullable Node part) {
    String type = Node.text(part, "type");
    Node reply = type == null ? null : Node.object(part, type);
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

  private static @Nullable FlowReply flow(Node reply) {
    Node response = Node.any(reply, "response_json");
    if (response == null || response.raw().equals("null")) {
      return null;
    }
    String filledIn = response.scalar();
    return new FlowReply(
        Node.text(reply, "name"),
        Node.verbatim(reply, "body"),
        filledIn == null ? response.raw() : filledIn);
  }

  private static CallPermission permission(Node reply) {
    String until = Node.text(reply, "expiration_timestamp");
    return new CallPermission(
        "accept".equals(Node.text(reply, "response")),
        "true".equals(Node.text(reply, "is_permanent")),
        until == null ? null : Timestamps.read(until),
        Node.text(reply, "response_source"));
  }

  private static @Nullable Order order(@Nullable Node part) {
    if (part == null) {
      return null;
    }
    List<Order.Item> items = new ArrayList<>();
    for (Node element : Node.elements(part, "product_items")) {
      Node item = element.asObject();
      String product = Node.text(item, "product_retailer_id");
      if (product != null) {
        items.add(
            new Order.Item(
                product,
                Node.text(item, "quantity"),
                Node.text(item, "item_price"),
                Node.text(item, "currency")));
      }
    }
    return new Order(Node.text(part, "catalog_id"), Node.text(part, "text"), items);
  }

  /** The hash has been inside the notice and beside it. */
  private static @Nullable IdentityChange system(@Nullable Node part, Node message) {
    String type = Node.text(part, "type");
    if (type == null || !type.endsWith("_identity_changed")) {
      return null;
    }
    String hash = Node.firstText(part, "identity", "hash");
    return new IdentityChange(
        hash == null ? Node.text(Node.object(message, "identity"), "hash") : hash,
        Node.verbatim(part, "body"));
  }

  private UnsupportedMessage unsupported(Node message, @Nullable Node part) {
    List<SendError> errors = new ArrayList<>();
    for (Node element : Node.elements(message, "errors")) {
      GraphError error = GraphError.of(element);
      if (error != null) {
        errors.add(classifier.failure(error));
      }
    }
    return new UnsupportedMessage(Node.text(part, "type"), errors);
  }

  private static @Nullable Revoked revoked(@Nullable Node part) {
    String id = Node.text(part, "original_message_id");
    return id == null ? null : new Revoked(id);
  }

  private @Nullable Edited edited(@Nullable Node part) {
    String id = Node.text(part, "original_message_id");
    if (id == null) {
      return null;
    }
    Node message = Node.object(part, "message");
    String kind = Node.text(message, "type");
    return message == null || kind == null || kind.equals("edit")
        ? new Edited(id, null)
        : new Edited(id, read(kind, message));
  }
}
