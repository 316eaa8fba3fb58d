package io.patchbay.channel;

/**
 * Sees every attempt to send: the place for tracing, metrics and logs.
 *
 * <p>Called on the sending thread, by many threads at once; what it throws is logged and does not
 * harm the send. Keep it short: the send waits for it.
 */
public interface SendListener {
  /**
   * An attempt is about to be made.
   *
   * @param message the message with the number of this attempt
   * @param instance the instance that is going to try
   * @param content what is going to be sent
   */
  default void starting(MessageRef message, InstanceId instance, Content content) {}

  /**
   * An attempt has ended; {@link #starting} was called for it before, on the same thread.
   *
   * @param message the message with the number of this attempt
   * @param attempt what happened
   */
  default void finished(MessageRef message, Attempt attempt) {}
}
