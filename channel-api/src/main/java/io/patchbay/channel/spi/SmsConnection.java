package io.patchbay.channel.spi;

import io.patchbay.channel.SendError;
import io.patchbay.channel.SendOutcome;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One configured account or number. It only translates: retrying, pacing, failing over and counting
 * are done above it, for every provider alike.
 *
 * <p>Thread-safe: many threads send at once.
 */
public interface SmsConnection extends AutoCloseable {
  /**
   * Sends one message with at most one request that could deliver it, and blocks until the answer
   * or the request's time-out. Never throws for trouble with the provider or the network.
   *
   * @return {@code Accepted} only with the provider's message id; {@code Rejected} only when the
   *     provider provably did not take the message; {@code Unknown} whenever it may have
   */
  SendOutcome send(SendRequest request);

  /**
   * Why {@link #send} would reject a message before any call to the provider: its content breaks
   * the provider's documented rules, or its recipient or sender does not fit. A queue asks this
   * when a message is submitted, so that the caller can correct a mistake; a dry run asks it too.
   * Pure: no I/O, fast, any thread.
   *
   * @return empty when nothing is certain to be wrong, which is the default
   */
  default Optional<SendError> refusal(SendRequest request) {
    return Optional.empty();
  }

  /**
   * Who will be seen as the sender, and how fast it may send. Pure: no I/O, the same answer for the
   * same argument. For a sender that is not one of the connection's own it answers as for null; the
   * send itself is refused.
   *
   * @param from the sender that the message names; null for the connection's own choice
   */
  default Sender sender(@Nullable String from) {
    return Sender.perConnection();
  }

  /**
   * Something that the connection offers beyond sending: {@link WebhookReceiver}, {@link
   * HealthCheck}, {@link SenderLookup}, {@link StatusLookup}, or an interface of the provider's
   * own. Usable until the connection is closed.
   */
  default <C> Optional<C> capability(Class<C> type) {
    return type.isInstance(this) ? Optional.of(type.cast(this)) : Optional.empty();
  }

  /**
   * Frees what the connection holds. Called once no send is running any more, or when a send has
   * outlived the drain time; safe to call again. After it {@link #send} answers {@code Rejected}.
   */
  @Override
  default void close() {}
}
