package io.patchbay.channel.spi;

import io.patchbay.channel.ChannelEvent;
import io.patchbay.channel.WebhookAnswer;
import java.util.List;

/**
 * What a webhook request held, and what to answer once its events are safe.
 *
 * <p>Immutable.
 *
 * @param answer the HTTP answer
 * @param events every event in the request, in its order; none when it was refused
 * @param refusal why the request was refused, for the operator's log; empty when it was not
 */
public record WebhookResult(WebhookAnswer answer, List<ChannelEvent> events, String refusal) {
  /** Copies the list. */
  public WebhookResult {
    events = List.copyOf(events);
  }

  /** An authentic request with these events; answered with 200 and no body. */
  public static WebhookResult accepted(List<? extends ChannelEvent> events) {
    return new WebhookResult(WebhookAnswer.of(200, ""), List.copyOf(events), "");
  }

  /** A handshake, answered with 200 and this text. */
  public static WebhookResult challenge(String text) {
    return new WebhookResult(WebhookAnswer.of(200, text), List.of(), "");
  }

  /**
   * A request that is not taken.
   *
   * @param status the HTTP status to answer, for example 401 for a wrong signature
   * @param reason why, for the operator's log; not told to the caller
   */
  public static WebhookResult refused(int status, String reason) {
    return new WebhookResult(WebhookAnswer.of(status, ""), List.of(), reason);
  }
}
