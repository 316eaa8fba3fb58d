package io.patchbay.delivery.store;

import io.patchbay.channel.Category;
import io.patchbay.channel.DeliveryStatus;
import io.patchbay.channel.MessageId;
import io.patchbay.delivery.DeliveryState;
import io.patchbay.delivery.Submission;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Is told what happens to messages, for counting and for logs; add it with {@link
 * DeliveryStore#listen}. It is told of what this process did, after it is on the disk, on the
 * thread that did it and outside any lock and transaction: be quick, that thread has other work.
 * What it throws is logged and harms nothing.
 *
 * <p>Implementations are thread-safe. A process that is killed may have told nothing of the last
 * that it wrote: whoever needs to know asks the store.
 */
public interface DeliveryListener {
  /** A message was handed over. */
  default void submitted(Submission submission) {}

  /**
   * Messages were refused because they could not be written: the caller got an exception.
   *
   * @param messages how many
   */
  default void refused(int messages) {}

  /** A provider has answered, or has not; what follows for the message is told apart. */
  default void attempted(Attempted attempt) {}

  /** Nobody can tell whether a message was sent. */
  default void unknown(Subject message) {}

  /** What was unknown is not any more. */
  default void settled(Subject message, Settlement how) {}

  /**
   * Nothing more is done for a message that was refused, given up, taken by a provider that sends
   * nothing, or that nobody can tell of.
   *
   * @param state {@code FAILED}, {@code UNKNOWN} or {@code NOTHING_SENT}
   * @param category why; null where there is no error of a provider
   */
  default void deadLetter(Subject message, DeliveryState state, @Nullable Category category) {}

  /** The time of a message was over before it could be sent. */
  default void expired(Subject message) {}

  /** A status has brought something new. */
  default void progressed(Progressed progress) {}

  /** A message has arrived more than once. */
  default void duplicated(Subject message) {}

  /** A sender was slowed down or has to wait, by what this process met. */
  default void paused(SenderNews sender) {}

  /**
   * A message.
   *
   * @param workspace the workspace that sends it
   * @param id the host's id of it
   */
  record Subject(String workspace, MessageId id) {}

  /**
   * How one attempt ended.
   *
   * @param message the message
   * @param number which attempt of it, from 1
   * @param provider the provider's id
   * @param instance who was asked, {@code workspace/name}
   * @param outcome how the answer counts
   * @param category why it was not accepted; null when it was
   * @param took from the beginning of the call to its end
   * @param waited from when the message was handed over, or might first be sent when that was
   *     later, to the end of the call: all waiting and every earlier attempt included
   */
  record Attempted(
      Subject message,
      int number,
      String provider,
      String instance,
      Conclusion.Outcome outcome,
      @Nullable Category category,
      Duration took,
      Duration waited) {}

  /**
   * What a status said.
   *
   * @param message the message
   * @param provider the id of the provider that carried it
   * @param status how far it came
   * @param category why it failed; null unless it did
   * @param delivery how long after it was accepted it was delivered, by the provider's clock for
   *     the one and the database's for the other; null unless this is the first that is heard of
   *     it. What is reported as read alone counts from then.
   */
  record Progressed(
      Subject message,
      String provider,
      DeliveryStatus status,
      @Nullable Category category,
      @Nullable Duration delivery) {}

  /** How it became known. */
  enum Settlement {
    /** The answer of the provider came after all. */
    ANSWER,
    /** A status of it came, or of another attempt. */
    STATUS,
    /** Its provider was silent, and it is sent again. */
    SENT_AGAIN,
    /** It did not: nothing more is done for it. */
    GIVEN_UP
  }
}
