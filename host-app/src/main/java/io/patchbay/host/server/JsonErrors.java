package io.patchbay.host.server;

import io.patchbay.host.console.Json;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
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
    StrictRequests.protect(response.getHeaders());
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, Refusal.CONTENT_TYPE);
    // Where such a request ends is not certain, so what follows it is not read.
    response.getHeaders().put(HttpHeader.CONNECTION, "close");
    String detail = detail(code, cause);
    Content.Sink.write(response, true, Json.line(Refusal.of(code, detail).json()), callback);
  }

  private static String detail(int code, @Nullable Throwable cause) {
    return switch (code) {
      case 400 -> malformed(cause instanceof HttpException refusal ? refusal.getReason() : null);
      case 404 -> "There is nothing here; /openapi.json tells what there is.";
      case 414, 431 ->
          "The request's address and header are longer than "
              + HttpListener.HEADER_BYTES / 1024
              + " KiB; send less of them.";
      case 417 -> "The only expectation that is met is Expect: 100-continue.";
      case 426, 505 -> "This server speaks HTTP/1.1 and HTTP/1.0 only.";
      default ->
          code < 500
              ? "The request was refused before it was read."
              : "An error in the server itself; see its log.";
    };
  }

  /** Jetty's reason is read and never shown: it may quote the request. */
  private static String malformed(@Nullable String reason) {
    String known = reason == null ? "" : reason;
    if (known.equals(StrictRequests.CODING)
        || known.contains("Content-Length")
        || known.contains("Transfer-Encoding")) {
      return "The length of the body is not certain: send one Content-Length, or in HTTP/1.1"
          + " Transfer-Encoding: chunked, and not both.";
    }
    // "No URI" is a request line of one word.
    if ((known.contains("URI") && !known.equals("No URI")) || known.contains("mbiguous")) {
      return "The address is not accepted: it must not contain '//', '..' or an encoded '/' or"
          + " '.'.";
    }
    if (known.contains("Host") || known.contains("uthority")) {
      return "The request needs exactly one valid Host header.";
    }
    return "The request is not well-formed HTTP/1.1: its first line is 'METHOD /PATH HTTP/1.1', each"
        + " line of its header is 'Name: value', and each ends with CR LF.";
  }
}
