package io.patchbay.host.server;

import com.google.gson.JsonObject;
import io.patchbay.channel.Masking;
import io.patchbay.channel.SendError;
import io.patchbay.channel.SmsMessage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request that is not served, as the answer says it (RFC 9457). Nothing was sent. */
final class Refusal extends Exception {
  private static final long serialVersionUID = 1L;

  static final String CONTENT_TYPE = "application/problem+json";

  private static final Map<Integer, String> TITLES =
      Map.ofEntries(
          Map.entry(400, "Bad Request"),
          Map.entry(401, "Unauthorized"),
          Map.entry(403, "Forbidden"),
          Map.entry(404, "Not Found"),
          Map.entry(405, "Method Not Allowed"),
          Map.entry(408, "Request Timeout"),
          Map.entry(409, "Conflict"),
          Map.entry(413, "Content Too Large"),
          Map.entry(414, "URI Too Long"),
          Map.entry(415, "Unsupported Media Type"),
          Map.entry(417, "Expectation Failed"),
          Map.entry(422, "Unprocessable Content"),
          Map.entry(426, "Upgrade Required"),
          Map.entry(431, "Request Header Fields Too Large"),
          Map.entry(500, "Internal Server Error"),
          Map.entry(503, "Service Unavailable"),
          Map.entry(505, "HTTP Version Not Supported"));

  private final int status;
  private final String detail;
  private final transient List<Problem> problems;
  private final @Nullable Duration retryAfter;

  private Refusal(
      int status, String detail, List<Problem> problems, @Nullable Duration retryAfter) {
    super(detail, null, false, false);
    this.status = status;
    this.detail = detail;
    this.problems = List.copyOf(problems);
    this.retryAfter = retryAfter;
  }

  /** Not served, for a reason that does not pass by itself. */
  static Refusal of(int status, String detail) {
    return new Refusal(status, detail, List.of(), null);
  }

  /** Not understood. */
  static Refusal of(List<Problem> problems) {
    return new Refusal(400, "The message cannot be understood; nothing was sent.", problems, null);
  }

  /** Understood, but it can never be sent. */
  static Refusal of(SendError error, SmsMessage message) {
    String path =
        switch (error.category()) {
          case RECIPIENT_INVALID, RECIPIENT_UNREACHABLE -> "to";
          case SENDER -> "from";
          case NOT_CONFIGURED -> message.provider() == null ? "workspace" : "provider";
          default -> "contents";
        };
    return new Refusal(
        422,
        "The message cannot be sent; nothing was queued. Correct it: its id is free.",
        List.of(
            new Problem(
                path,
                Masking.numbersIn(error.category() + ": " + error.message()),
                error.remedy())),
        null);
  }

  /** Not served for now. */
  static Refusal later(String detail, Duration retryAfter) {
    return new Refusal(503, detail, List.of(), retryAfter);
  }

  int status() {
    return status;
  }

  @Nullable Duration retryAfter() {
    return retryAfter;
  }

  JsonObject json() {
    JsonObject object = new JsonObject();
    object.addProperty("title", TITLES.getOrDefault(status, "Error"));
    object.addProperty("status", status);
    object.addProperty("detail", detail);
    if (!problems.isEmpty()) {
      object.add("problems", Problem.json(problems));
    }
    return object;
  }
}
