package io.patchbay.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;

/** What refusals look like, whole. */
final class Errors {
  private Errors() {}

  static void assertRefused(HttpResponse<String> answer, int status, String error) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(TestClient.steady(answer.body()))
        .isEqualTo(TestClient.json("{\"error\":" + error + "}"));
  }

  static String graph(int code, String type, String message) {
    return """
        {"message":"%s","type":"%s","code":%d,"fbtrace_id":"TRACE"}"""
        .formatted(message, type, code);
  }

  static String graph(int code, int subcode, String type, String message) {
    return """
        {"message":"%s","type":"%s","code":%d,"error_subcode":%d,"fbtrace_id":"TRACE"}"""
        .formatted(message, type, code, subcode);
  }

  static String whatsApp(int code, String title, String details) {
    return """
        {"message":"(#%d) %s","type":"OAuthException","code":%d,
         "error_data":{"messaging_product":"whatsapp","details":"%s"},"fbtrace_id":"TRACE"}"""
        .formatted(code, title, code, details);
  }

  /** A parameter that the Graph API does not take. */
  static String parameter(String sentence) {
    return graph(100, "OAuthException", "(#100) " + sentence);
  }

  static String missing(String what) {
    return whatsApp(
        131008, "Required parameter is missing", "Parameter '" + what + "' is required.");
  }

  static String badValue(String details) {
    return whatsApp(131009, "Parameter value is not valid", details);
  }

  static String invalid(String details) {
    return whatsApp(100, "Invalid parameter", details);
  }

  static String noObject(String method, String id) {
    return graph(
        100,
        33,
        "GraphMethodException",
        "Unsupported "
            + method
            + " request. Object with ID '"
            + id
            + "' does not exist, cannot be loaded due to missing permissions, or does not support this operation");
  }

  /** A template that management does not take. */
  static String template(int subcode, String title, String sentence) {
    return """
        {"message":"Invalid parameter","type":"OAuthException","code":100,"error_subcode":%d,
         "error_user_title":"%s","error_user_msg":"%s","fbtrace_id":"TRACE"}"""
        .formatted(subcode, title, sentence);
  }
}
