package io.patchbay.channel;

import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * What a host sends and receives through. Which provider carries a message is the workspace's
 * configuration; a host's code does not change when that does.
 *
 * <p>Thread-safe. Neither way of sending removes duplicates: the same message sent twice goes out
 * twice.
 */
public interface SmsChannel {

  /**
   * Sends a message and waits for the provider's answer. It tries other instances only after a
   * proven rejection that they can cure, and never waits to retry.
   *
   * <p>Blocks for as long as the workspace's send time-out allows each attempt. Trouble with
   * configuration, provider or message is in the result; nothing is thrown for it.
   *
   * @param workspace the workspace whose configuration decides
   * @param message the message
   * @throws IllegalArgumentException when no workspace can have such a name; one that is merely not
   *     configured is a rejection
   */
  SendResult send(String workspace, SmsMessage message);

  /**
   * Sends a message on another thread and retries while the provider says that it was refused only
   * for now, within the workspace's bounds.
   *
   * <p>Returns at once. What waits for a thread waits in a queue without a bound, in memory: a host
   * that has more to send than a provider takes limits how many results it leaves open at a time.
   *
   * @return completes with the result, also when the channel is closed first: what was not sent by
   *     then is rejected; exceptionally only for a defect in this library
   * @throws IllegalArgumentException when no workspace can have such a name
   */
  CompletionStage<SendResult> sendAsync(String workspace, SmsMessage message);

  /**
   * Takes what a provider posted to the host's webhook address and hands the events in it to the
   * listeners.
   *
   * @param path the instance that the address names, which may be one inherited from a parent;
   *     never taken from the payload
   * @param request the request with its raw body
   * @return what to answer over HTTP
   */
  WebhookAnswer receive(InstanceId path, WebhookRequest request);

  /**
   * Runs work with something that an instance offers beyond sending, such as a health check. The
   * connection stays open until the work returns, even when it is swapped meanwhile; the capability
   * must not be kept.
   *
   * @throws IllegalArgumentException when the instance is not configured or offers no such
   *     capability
   */
  <C, R> R use(InstanceId instance, Class<C> capability, Function<? super C, R> work);
}
