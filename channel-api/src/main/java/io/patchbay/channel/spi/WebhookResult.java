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
 * @param addressees the sender and account that each event names, in the order of the events; an
 *     empty list when every event is for the instance whose address was called
 */
public record WebhookResult(
    WebhookAnswer answer, List<ChannelEvent> events, String refusal, List<Addressee> addressees) {
  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException when some events have an addressee and others have none
   */
  public WebhookResult {
    events = List.copyOf(events);
    addressees = List.copyOf(addressees);
    if (!addressees.isEmpty() && addressees.size() != events.size()) {
      throw new IllegalArgumentException(
          events.size() + " events with " + addressees.size() + " addressees");
    }
  }

  /** A result whose events are all for the instance whose address was called. */
  public WebhookResult(WebhookAnswer answer, List<ChannelEvent> events, String refusal) {
    this(answer, events, refusal, List.of());
  }

  /** An authentic request with these events; answered with 200 and no body. */
  public static WebhookResult accepted(List<? extends ChannelEvent> events) {
    return accepted(events, List.of());
  }

  /**
   * An authentic request whose events name their sender or account; answered with 200 and no body.
   *
   * @param addressees one for each event, in the order of the events
   */
  public static WebhookResult accepted(
      List<? extends ChannelEvent> events, List<Addressee> addressees) {
    return new WebhookResult(WebhookAnswer.of(200, ""), List.copyOf(events), "", addressees);
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

  /** The sender and account that an event names. */
  public Addressee addressee(int event) {
    return addressees.isEmpty() ? Addressee.none() : addressees.get(event);
  }
}
