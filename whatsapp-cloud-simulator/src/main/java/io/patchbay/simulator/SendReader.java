package io.patchbay.simulator;

import java.time.Instant;

/** Reads the body of a send and refuses what the platform would refuse for its form. */
final class SendReader {
  private static final int CALLBACK_DATA_LIMIT = 512;

  private SendReader() {}

  static void checkProduct(MessageBody body) {
    String product = body.string("messaging_product");
    if (product == null) {
      throw new Refusal(GraphErrors.badParameter("The parameter messaging_product is required."));
    }
    if (!product.equals("whatsapp")) {
      throw new Refusal(
          GraphErrors.badParameter(
              "Param messaging_product must be one of {WHATSAPP} - got \"" + product + "\"."));
    }
  }

  static Send read(GraphRequest request, SimulatedNumber number, MessageBody body, Instant at) {
    MessageTarget target = MessageTarget.of(body);
    String type = body.string("type");
    if (type == null) {
      // Optional on the platform, and examples of Meta leave it out.
      type = "text";
    }
    ContentRules.check(type, body.json());
    String callbackData = body.string("biz_opaque_callback_data");
    if (callbackData != null && callbackData.length() > CALLBACK_DATA_LIMIT) {
      throw new Refusal(
          GraphErrors.invalidParameter(
              "Param biz_opaque_callback_data must be at most "
                  + CALLBACK_DATA_LIMIT
                  + " characters long."));
    }
    return new Send(request, number, target, type, callbackData, at);
  }

  /**
   * A read receipt, with or without a typing indicator, is no message: it is confirmed and
   * forgotten.
   */
  static void checkReadReceipt(MessageBody body) {
    String status = body.string("status");
    if (!"read".equals(status)) {
      throw new Refusal(
          GraphErrors.badParameter("Param status must be one of {READ} - got \"" + status + "\"."));
    }
    if (body.string("message_id") == null) {
      throw new Refusal(GraphErrors.badParameter("The parameter message_id is required."));
    }
  }
}
