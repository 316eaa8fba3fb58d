package io.patchbay.host.server;

import io.patchbay.host.console.Json;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Answers as the rest of the server does where Jetty refuses a request before the server sees it.
 * Nothing of the request is repeated. Thread-safe.
 */
final class JsonErrors extends ErrorHandler {
  @Override
  public boolean errorPageForMethod(String method) {
    return true;
  }

  @Override
  protected void generateResponse(
      Request request,
      Response response,
      int code,
      @Nullable String message,
      @Nullable Throwable cause,
      Callback callback) {
    response.getHeaders().put("Content-Type", Refusal.CONTENT_TYPE);
    Content.Sink.write(response, true, Json.line(Refusal.of(code, detail(code)).json()), callback);
  }

  private static String detail(int code) {
    if (code == 400) {
      return "The request is not well formed; an address has no '//', '..' or encoded '/' or '.'.";
    }
    return code < 500
        ? "The request was refused before it was read."
        : "An error in the server itself; see its log.";
  }
}
