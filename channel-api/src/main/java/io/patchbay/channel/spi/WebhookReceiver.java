package io.patchbay.channel.spi;

import io.patchbay.channel.WebhookRequest;
import java.util.List;

/**
 * A capability: reads what the provider posts to the webhook address of this connection.
 * Thread-safe.
 */
public interface WebhookReceiver {
  /**
   * Proves that the request comes from the provider, then reads it. Does no I/O and throws nothing
   * for a bad request: it is answered as refused. Without a configured secret every request is
   * refused.
   */
  WebhookResult receive(WebhookRequest request);

  /**
   * The senders that this connection has, each with its account. An event that names a sender is
   * handled by the instance that has it, whichever instance's address the provider called, if that
   * instance's own {@link #receive} accepts the request too. Pure: no I/O, always the same.
   *
   * @return empty, the default, when every event is for the instance whose address was called
   */
  default List<Addressee> addressees() {
    return List.of();
  }
}
