package io.patchbay.channel;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * How one attempt to send ended. There are three ways and no more: the provider took the message,
 * it provably did not, or nobody can tell.
 *
 * <p>Every implementation is immutable.
 */
public sealed interface SendOutcome {

  /** A refusal as {@link SendError#refusal} describes it. */
  static Rejected rejected(Category category, String message) {
    return new Rejected(SendError.refusal(category, message).build());
  }

  /**
   * A refusal with the provider's own code.
   *
   * @param code the provider's own, known or not
   */
  static Rejected rejected(Category category, String code, String message) {
    return new Rejected(SendError.refusal(category, message).code(code).build());
  }

  /** Nobody can tell whether the message was taken. */
  static Unknown unknown(Category category, String message) {
    return new Unknown(SendError.of(category, message).build());
  }

  /** The error of a rejected or unknown outcome; empty when the message was accepted. */
  Optional<SendError> error();

  /** Whether the provider took the message. */
  default boolean accepted() {
    return this instanceof Accepted;
  }

  /** Gives each way its own answer. */
  <T> T match(
      Function<? super Accepted, ? extends T> accepted,
      Function<? super Rejected, ? extends T> rejected,
      Function<? super Unknown, ? extends T> unknown);

  /**
   * The provider took the message. That is not delivery: what becomes of it arrives as {@link
   * StatusUpdate}.
   *
   * @param providerMessageId the provider's id of the message
   * @param resolved the addresses by which the provider's answer names the recipient, the best for
   *     another message first: the one given, another spelling of it, or what else belongs to the
   *     same person; empty when it names none
   * @param details what more the provider said, by the provider's own names
   */
  record Accepted(String providerMessageId, List<Address> resolved, Map<String, String> details)
      implements SendOutcome {
    /**
     * Copies the collections; refuses an empty id, because without one no status can be matched.
     *
     * @throws IllegalArgumentException for what is refused
     */
    public Accepted {
      Names.notBlank("Provider's message id", providerMessageId);
      resolved = List.copyOf(resolved);
      details = Map.copyOf(details);
    }

    /**
     * An answer that says nothing but the id.
     *
     * @throws IllegalArgumentException for an empty id
     */
    public Accepted(String providerMessageId) {
      this(providerMessageId, List.of(), Map.of());
    }

    @Override
    public Optional<SendError> error() {
      return Optional.empty();
    }

    @Override
    public <T> T match(
        Function<? super Accepted, ? extends T> accepted,
        Function<? super Rejected, ? extends T> rejected,
        Function<? super Unknown, ? extends T> unknown) {
      return accepted.apply(this);
    }

    /** Names the details without their values, which may hold personal data. */
    @Override
    public String toString() {
      return "Accepted["
          + providerMessageId
          + ", "
          + resolved
          + ", details="
          + details.keySet()
          + "]";
    }
  }

  /**
   * The provider provably did not take the message.
   *
   * @param cause why
   */
  record Rejected(SendError cause) implements SendOutcome {
    @Override
    public Optional<SendError> error() {
      return Optional.of(cause);
    }

    @Override
    public <T> T match(
        Function<? super Accepted, ? extends T> accepted,
        Function<? super Rejected, ? extends T> rejected,
        Function<? super Unknown, ? extends T> unknown) {
      return rejected.apply(this);
    }
  }

  /**
   * The message may or may not have been taken: sending it again may deliver it twice. A later
   * status that carries the message's reference settles it.
   *
   * @param cause what happened
   */
  record Unknown(SendError cause) implements SendOutcome {
    @Override
    public Optional<SendError> error() {
      return Optional.of(cause);
    }

    @Override
    public <T> T match(
        Function<? super Accepted, ? extends T> accepted,
        Function<? super Rejected, ? extends T> rejected,
        Function<? super Unknown, ? extends T> unknown) {
      return unknown.apply(this);
    }
  }
}
