package io.patchbay.simulator;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the platform demands of each kind of content. Limits from Meta's reference of the messages
 * endpoint.
 *
 * @see <a
 *     href="https://developers.facebook.com/docs/whatsapp/cloud-api/reference/messages">Messages</a>
 */
final class ContentRules {
  private static final int TEXT_LIMIT = 4096;
  private static final int CAPTION_LIMIT = 1024;
  private static final int PLACE_LIMIT = 1000;
  private static final int FILE_NAME_LIMIT = 240;
  private static final Pattern MESSAGE_ID = Pattern.compile("wamid\\.\\S{1,1000}");

  private ContentRules() {}

  static void check(String type, Part message, MediaCheck media) {
    switch (type) {
      case "text" -> text(message.object("text"));
      case "image" -> media(message, MediaKind.IMAGE, Set.of("id", "link", "caption"), media);
      case "video" -> media(message, MediaKind.VIDEO, Set.of("id", "link", "caption"), media);
      case "audio" -> media(message, MediaKind.AUDIO, Set.of("id", "link", "voice"), media);
      case "sticker" -> media(message, MediaKind.STICKER, Set.of("id", "link"), media);
      case "document" ->
          media(message, MediaKind.DOCUMENT, Set.of("id", "link", "caption", "filename"), media);
      case "location" -> location(message.object("location"));
      case "reaction" -> reaction(message.object("reaction"));
      case "pin" -> pin(message);
      case "contacts" -> ContactRules.check(message);
      case "interactive" -> InteractiveRules.check(message.object("interactive"), media);
      case "template" -> TemplateRules.check(message.object("template"), media);
      default -> throw new Refusal(GraphErrors.unsupportedType(type));
    }
    Part context = message.optionalObject("context");
    if (context != null) {
      messageId(context);
    }
  }

  private static void text(Part text) {
    text.only(Set.of("body", "preview_url"));
    text.text("body", TEXT_LIMIT);
    text.flag("preview_url");
  }

  private static void media(Part message, MediaKind kind, Set<String> members, MediaCheck check) {
    Part part = message.object(kind.word());
    part.only(members);
    part.optionalText("caption", CAPTION_LIMIT);
    part.optionalText("filename", FILE_NAME_LIMIT);
    part.flag("voice");
    check.check(part, kind);
  }

  private static void location(Part location) {
    location.only(Set.of("latitude", "longitude", "name", "address"));
    place(location);
  }

  /** The place of a message, or of a template's header. */
  static void place(Part location) {
    location.number("latitude", -90, 90);
    location.number("longitude", -180, 180);
    location.optionalText("name", PLACE_LIMIT);
    location.optionalText("address", PLACE_LIMIT);
  }

  /** An empty emoji takes the reaction back; a missing one is a mistake. */
  private static void reaction(Part reaction) {
    reaction.only(Set.of("message_id", "emoji"));
    messageId(reaction);
    if (reaction.optionalText("emoji", 64) == null) {
      throw reaction.missing("emoji");
    }
  }

  /** Only groups have pins; one is for 1 to 30 days, and taken off without a time. */
  private static void pin(Part message) {
    if (!"group".equals(message.optionalText("recipient_type", Integer.MAX_VALUE))) {
      throw new Refusal(GraphErrors.badValue("Messages are pinned in groups only."));
    }
    Part pin = message.object("pin");
    pin.only(Set.of("type", "message_id", "expiration_days"));
    messageId(pin);
    if (pin.choice("type", Set.of("pin", "unpin")).equals("pin")) {
      pin.integer("expiration_days", 1, 30);
    }
  }

  /** A message is named by its id; whether there was such a message is not checked. */
  static void messageId(Part part) {
    if (!MESSAGE_ID.matcher(part.text("message_id", Integer.MAX_VALUE)).matches()) {
      throw new Refusal(
          GraphErrors.badValue("Param " + part.param("message_id") + " is not a message id."));
    }
  }
}
