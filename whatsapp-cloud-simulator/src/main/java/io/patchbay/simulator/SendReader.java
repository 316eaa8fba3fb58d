package io.patchbay.simulator;

import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the body of a send and refuses what the platform would refuse for its form. */
record SendReader(MediaLibrary media, TemplateShelf templates) {
  private static final int CALLBACK_DATA_LIMIT = 512;

  /** What a template costs as when its definition is not known. */
  private static final String USUAL_CATEGORY = "utility";

  static void checkProduct(@Nullable String product) {
    if (product == null) {
      throw new Refusal(GraphErrors.badParameter("The parameter messaging_product is required."));
    }
    if (!product.equals("whatsapp")) {
      throw new Refusal(
          GraphErrors.badParameter(
              "Param messaging_product must be one of {WHATSAPP} - got \"" + product + "\"."));
    }
  }

  Send read(GraphRequest request, SimulatedNumber number, MessageBody body, Instant at) {
    MessageTarget target = MessageTarget.of(body);
    String type = body.string("type");
    if (type == null) {
      // Optional on the platform, and examples of Meta leave it out.
      type = "text";
    }
    Part message = Part.whole(body.json());
    MediaCheck mediaCheck = new MediaCheck(media, number.phoneNumberId());
    ContentRules.check(type, message, mediaCheck);
    String callbackData = message.optionalText("biz_opaque_callback_data", CALLBACK_DATA_LIMIT);
    String category = type.equals("template") ? templateCategory(message, target) : Send.SERVICE;
    return new Send(
        request, number, target, type, category, mediaCheck.lateFailure(), callbackData, at);
  }

  /** Compares a template message with the template, where the simulator knows it. */
  private String templateCategory(Part message, MessageTarget target) {
    Part template = message.object("template");
    String language = template.object("language").text("code", Integer.MAX_VALUE);
    SimulatedTemplate known = templates.forSend(template.text("name", Integer.MAX_VALUE), language);
    if (known == null) {
      return USUAL_CATEGORY;
    }
    if (known.category().equals("AUTHENTICATION") && target.userId() != null) {
      throw new Refusal(GraphErrors.USER_ID_NOT_ALLOWED);
    }
    TemplateMatch.check(known, template);
    return known.category().toLowerCase(Locale.ROOT);
  }

  /** What only marketing messages have, and what they must be. */
  Send readMarketing(GraphRequest request, SimulatedNumber number, MessageBody body, Instant at) {
    Part message = Part.whole(body.json());
    message.choice("type", Set.of("template"));
    if (message.has("product_policy")) {
      message.choice("product_policy", Set.of("cloud_api_fallback", "strict"));
    }
    message.flag("message_activity_sharing");
    Send send = read(request, number, body, at);
    Part template = message.object("template");
    TemplateShelf.Shelved known =
        templates.find(
            template.text("name", Integer.MAX_VALUE),
            template.object("language").text("code", Integer.MAX_VALUE));
    if (known != null && !known.template().category().equals("MARKETING")) {
      throw new Refusal(GraphErrors.MARKETING_ONLY);
    }
    return new Send(
        request,
        number,
        send.target(),
        send.type(),
        "marketing_lite",
        send.lateFailure(),
        send.callbackData(),
        at);
  }

  /**
   * A read receipt, with or without a typing indicator, is no message: it is confirmed and
   * forgotten.
   */
  static void checkReadReceipt(MessageBody body) {
    Part receipt = Part.whole(body.json());
    receipt.choice("status", Set.of("read"));
    if (body.string("message_id") == null) {
      throw new Refusal(GraphErrors.badParameter("The parameter message_id is required."));
    }
    ContentRules.messageId(receipt);
    Part typing = receipt.optionalObject("typing_indicator");
    if (typing != null) {
      typing.choice("type", Set.of("text"));
    }
  }
}
