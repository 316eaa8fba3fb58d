package io.patchbay.simulator;

import com.google.gson.JsonObject;

/**
 * One error as the Graph API words it, both in an answer and inside a {@code failed} status.
 *
 * @param status the HTTP status of the answer
 * @param code the number that clients branch on
 * @param subcode 0 when the answer carries none
 * @param type the Graph API's class of error
 * @param title the short name, without the code
 * @param details what {@code error_data.details} says; empty when the answer has no {@code
 *     error_data}
 * @param userTitle a title for people, which template management gives; empty for none
 * @param userMessage the sentence that goes with it
 */
record GraphError(
    int status,
    int code,
    int subcode,
    String type,
    String title,
    String details,
    String userTitle,
    String userMessage) {
  private static final String REFERENCE =
      "https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/";

  /**
   * An error of the WhatsApp platform: it names its code in the message and explains itself in the
   * details.
   */
  static GraphError whatsApp(int status, int code, String title, String details) {
    return new GraphError(status, code, 0, "OAuthException", title, details, "", "");
  }

  /** An error of the Graph API around it, which has no details. */
  static GraphError graph(int status, int code, String type, String message) {
    return new GraphError(status, code, 0, type, message, "", "", "");
  }

  GraphError withSubcode(int value) {
    return new GraphError(status, code, value, type, title, details, userTitle, userMessage);
  }

  GraphError forPeople(String aTitle, String sentence) {
    return new GraphError(status, code, subcode, type, title, details, aTitle, sentence);
  }

  private String message() {
    return details.isEmpty() ? title : "(#" + code + ") " + title;
  }

  /** The body of an answer. */
  JsonObject answer(String traceId) {
    JsonObject error = new JsonObject();
    error.addProperty("message", message());
    error.addProperty("type", type);
    error.addProperty("code", code);
    if (subcode != 0) {
      error.addProperty("error_subcode", subcode);
    }
    if (!details.isEmpty()) {
      JsonObject data = new JsonObject();
      data.addProperty("messaging_product", "whatsapp");
      data.addProperty("details", details);
      error.add("error_data", data);
    }
    if (!userTitle.isEmpty()) {
      error.addProperty("error_user_title", userTitle);
      error.addProperty("error_user_msg", userMessage);
    }
    error.addProperty("fbtrace_id", traceId);
    JsonObject body = new JsonObject();
    body.add("error", error);
    return body;
  }

  /** The element of {@code statuses[].errors}. */
  JsonObject inStatus() {
    JsonObject error = new JsonObject();
    error.addProperty("code", code);
    error.addProperty("title", title);
    error.addProperty("message", title);
    JsonObject data = new JsonObject();
    data.addProperty("details", details);
    error.add("error_data", data);
    error.addProperty("href", REFERENCE);
    return error;
  }
}
