package io.patchbay.provider.whatsapp;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A raw call for each area that has no interface of its own; the coverage page shows them. */
final class RawCallExamples {
  static final List<Example> ALL =
      List.of(
          new Example(
              "groups",
              Method.POST,
              Start.NUMBER,
              "/groups",
              Map.of(),
              "{\"messaging_product\":\"whatsapp\",\"subject\":\"New purchase\"}"),
          new Example("groups", Method.GET, Start.NUMBER, "/groups", Map.of("limit", "10"), null),
          new Example(
              "calls",
              Method.POST,
              Start.NUMBER,
              "/calls",
              Map.of(),
              "{\"messaging_product\":\"whatsapp\",\"call_id\":\"wacid.A1\",\"action\":\"terminate\"}"),
          new Example(
              "commerce settings",
              Method.POST,
              Start.NUMBER,
              "/whatsapp_commerce_settings",
              Map.of("is_cart_enabled", "true"),
              null),
          new Example(
              "automation",
              Method.POST,
              Start.NUMBER,
              "/conversational_automation",
              Map.of(),
              "{\"enable_welcome_message\":true,\"prompts\":[\"Where is my order?\"],\"commands\":[]}"),
          new Example(
              "analytics",
              Method.GET,
              Start.ACCOUNT,
              "",
              Map.of("fields", "analytics.start(1767225600).end(1769904000).granularity(DAY)"),
              null));

  private RawCallExamples() {}

  /** How it is called. */
  enum Method {
    GET,
    POST
  }

  /** What the path begins with. */
  enum Start {
    NUMBER("phoneNumberId", Connections.NUMBER_ID),
    ACCOUNT("businessAccountId", AccountServer.ACCOUNT);

    private final String method;
    private final String id;

    Start(String method, String id) {
      this.method = method;
      this.id = id;
    }
  }

  /**
   * An example, from which both the code on the page and the call in the test are made.
   *
   * @param query at most one parameter
   */
  record Example(
      String area,
      Method method,
      Start start,
      String rest,
      Map<String, String> query,
      @Nullable String json) {
    GraphAnswer call(GraphCalls calls) {
      String path =
          (start == Start.NUMBER ? calls.phoneNumberId() : calls.businessAccountId()) + rest;
      return method == Method.GET ? calls.get(path, query) : calls.post(path, query, json);
    }

    /** As a program calls it. */
    String code() {
      StringBuilder code =
          new StringBuilder("calls.").append(method == Method.GET ? "get" : "post");
      code.append("(calls.").append(start.method).append("()");
      code.append(rest.isEmpty() ? "" : " + \"" + rest + "\"");
      query.forEach((name, value) -> code.append(", Map.of(\"" + name + "\", \"" + value + "\")"));
      if (method == Method.POST) {
        code.append(", ");
        code.append(json == null ? "null" : "\"" + json.replace("\"", "\\\"") + "\"");
      }
      return code.append(")").toString();
    }

    /** As the Graph API gets it: method, path with query, body. */
    String request() {
      StringBuilder line = new StringBuilder(method + " /v25.0/" + start.id + rest);
      query.forEach((name, value) -> line.append("?" + name + "=" + value));
      return (line + " " + (json == null ? "" : json)).strip();
    }
  }
}
