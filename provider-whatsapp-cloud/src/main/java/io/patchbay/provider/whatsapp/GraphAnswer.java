package io.patchbay.provider.whatsapp;

import com.google.gson.JsonObject;
import io.patchbay.provider.whatsapp.internal.graph.GraphJson;
import org.jspecify.annotations.Nullable;

/**
 * What the Graph API answered to a call that it carried out, or, where {@link
 * GraphCalls#withRefusals} asked for it, that it refused.
 *
 * <p>Immutable.
 *
 * @param status the HTTP status, 200 to 299 where the call was carried out
 * @param body the answer, one JSON value, as it came; this connection's own secrets, which Meta
 *     puts into the links of a paged answer, are replaced by {@code ****}
 * @param traceId what Meta's support asks for; null where the answer does not carry it
 */
public record GraphAnswer(int status, String body, @Nullable String traceId) {
  /** Whether the call was refused: another status, or an object that has an {@code error}. */
  public boolean refused() {
    JsonObject json = GraphJson.object(body);
    return status / 100 != 2 || (json != null && json.has("error"));
  }

  /** Shows nothing of the body: it may hold anything that the account knows. */
  @Override
  public String toString() {
    return "GraphAnswer["
        + status
        + ", "
        + body.length()
        + " characters"
        + (traceId == null ? "" : ", trace " + traceId)
        + "]";
  }
}
