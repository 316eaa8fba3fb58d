package io.patchbay;

import io.patchbay.channel.SendError;
import io.patchbay.channel.SendResult;
import io.patchbay.channel.SmsMessage;
import io.patchbay.delivery.Submission;
import io.patchbay.delivery.SubmitOptions;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Sends messages of one workspace. Immutable and thread-safe. */
public final class Workspace {
  private final String name;
  private final Patchbay patchbay;

  Workspace(String name, Patchbay patchbay) {
    this.name = name;
    this.patchbay = patchbay;
  }

  /** The workspace's name. */
  public String name() {
    return name;
  }

  /** Sends a message and waits for the provider's answer, see {@code SmsChannel.send}. */
  public SendResult send(SmsMessage message) {
    return patchbay.channel().send(name, message);
  }

  /** Sends a message on another thread, see {@code SmsChannel.sendAsync}. */
  public CompletionStage<SendResult> sendAsync(SmsMessage message) {
    return patchbay.channel().sendAsync(name, message);
  }

  /**
   * Why a message is certain to be rejected under the present configuration, found out without any
   * I/O; empty when it is not certain.
   */
  public Optional<SendError> foreseen(SmsMessage message) {
    return patchbay.foreseen(name, message);
  }

  /**
   * Submits a message to the durable queue: it is on disk when this returns.
   *
   * @throws IllegalStateException when Patchbay was built without a queue
   * @throws io.patchbay.delivery.MessageRejectedException when the message can never be sent as it
   *     is; its id stays free
   * @throws io.patchbay.delivery.MessageConflictException when another message has this id
   * @throws io.patchbay.store.StorageException when it could not be written
   */
  public Submission submit(SmsMessage message) {
    return patchbay.queue().submit(name, message);
  }

  /** Submits a message to the durable queue, as {@link #submit(SmsMessage)}. */
  public Submission submit(SmsMessage message, SubmitOptions options) {
    return patchbay.queue().submit(name, message, options);
  }
}
