package io.patchbay.host.server;

import java.util.Arrays;
import java.util.stream.Collectors;

/** What there is to ask the server. */
enum Route {
  VERIFY_WEBHOOK("GET", "/webhooks/{workspace}/{instance}"),
  RECEIVE_WEBHOOK("POST", "/webhooks/{workspace}/{instance}"),
  SEND("POST", "/v1/messages"),
  FIND("GET", "/v1/messages/{id}"),
  HEALTH("GET", "/health"),
  METRICS("GET", "/metrics"),
  DESCRIBE("GET", "/openapi.json");

  private final String method;
  private final String path;

  Route(String method, String path) {
    this.method = method;
    this.path = path;
  }

  /** The methods that an address takes, as {@code Allow} lists them; empty where nothing is. */
  static String methods(String path) {
    return Arrays.stream(values())
        .filter(route -> path.matches(route.path.replaceAll("\\{[a-z]+}", "[^/]+")))
        .map(Route::method)
        .collect(Collectors.joining(", "));
  }

  String method() {
    return method;
  }

  String path() {
    return path;
  }
}
