package io.patchbay.simulator;

import com.google.gson.JsonElement;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What the server does with a request's connection. */
sealed interface Reaction {
  /**
   * Answers.
   *
   * @param ready when the answer may go out
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Answer(int status, Map<String, String> headers, byte[] body, CompletionStage<Void> ready)
      implements Reaction {

    static Answer json(int status, JsonElement body) {
      return of(status, "application/json; charset=UTF-8", body.toString());
    }

    static Answer of(int status, String contentType, String body) {
      return new Answer(
          status,
          Map.of("Content-Type", contentType),
          body.getBytes(StandardCharsets.UTF_8),
          CompletableFuture.completedFuture(null));
    }

    Answer with(String header, String value) {
      Map<String, String> more = new HashMap<>(headers);
      more.put(header, value);
      return new Answer(status, more, body, ready);
    }

    Answer after(CompletionStage<Void> stage) {
      return new Answer(status, headers, body, stage);
    }
  }

  /** Writes the bytes of a {@link Download}. */
  @FunctionalInterface
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /** Answers 200 with bytes that need not be in memory. */
  record Download(String contentType, long length, Content content) implements Reaction {}

  /** Says nothing and keeps the connection. */
  record Silence() implements Reaction {}

  /** Resets the connection. */
  record Reset() implements Reaction {}
}
