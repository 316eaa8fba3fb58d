package io.patchbay.testkit;

import io.patchbay.channel.DeliveryStatus;
import io.patchbay.channel.WebhookRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the provider posts, for the contract to play it.
 *
 * <p>Not required to be thread-safe.
 */
public interface Webhooks {
  /**
   * A request as the provider would post it, correctly signed. A time that is signed is {@link
   * Payloads#NOW}. Where the provider proves its requests in several ways, choose one that covers
   * the content.
   *
   * @param account whose secret signs
   * @param payload the body, or what stands in the query of a request without one
   */
  WebhookRequest signed(Account account, String payload);

  /**
   * The same request without what proves it. Without a change it has no headers; override it where
   * the address carries the proof.
   *
   * @param account as for {@link #signed}
   * @param payload as for {@link #signed}
   */
  default WebhookRequest unsigned(Account account, String payload) {
    return Requests.unsigned(signed(account, payload));
  }

  /**
   * Whether the proof covers the content, as a signature does. Answer false for a provider that can
   * do no more than hand over a secret that it was given: the contract then does not look whether a
   * changed request is refused.
   */
  default boolean coversContent() {
    return true;
  }

  /**
   * A payload with one status.
   *
   * @param account the account that sent the message
   * @param messageId the provider's id of the message
   * @param word the provider's word for the status
   * @param reference our reference, for providers that echo one
   */
  String status(Account account, String messageId, String word, String reference);

  /**
   * The provider's words for statuses and what they mean. Only a word after which nothing more
   * comes is {@code DELIVERED}, {@code READ} or {@code FAILED}.
   */
  Map<String, DeliveryStatus> words();

  /** An authentic payload that holds one item that cannot be read. */
  String unreadable(Account account);

  /**
   * One payload that holds the items of several; empty for a provider that posts them one by one.
   *
   * @param payloads payloads of {@link #status} and {@link #unreadable}, in order
   */
  default Optional<String> batch(List<String> payloads) {
    return Optional.empty();
  }
}
