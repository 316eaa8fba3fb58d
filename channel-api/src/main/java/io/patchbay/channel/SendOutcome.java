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

  /**
   * Whether the provider took the message. A provider that sends nothing takes it too: see {@link
   * #nothingSent}.
   */
  default boolean accepted() {
    return this instanceof Accepted;
  }

  /**
   * Whether the provider took the message and sent nothing: it is a stub, or works in a test mode.
   * Such a message counts neither as sent nor as delivered.
   */
  default boolean nothingSent() {
    return this instanceof Accepted taken
        && "true".equals(taken.details().get(Accepted.NOTHING_SENT));
  }

  /** One line for a log or a terminal, with the error and its remedy; it shows no phone number. */
  default String describe() {
    return match(
        accepted ->
            (nothingSent() ? "accepted, and nothing was sent" : "accepted, not yet delivered")
                + ", as "
                + Masking.numbersIn(accepted.providerMessageId()),
        rejected -> "rejected: " + rejected.error().map(SendError::describe).orElse(""),
        unknown ->
            "unknown, may have been sent: " + unknown.error().map(SendError::describe).orElse(""));
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
   * @param details what more the provider said: by the constants of this record, else by the
   *     provider's own names
   */
  record Accepted(String providerMessageId, List<Address> resolved, Map<String, String> details)
      implements SendOutcome {
    /** The detail {@code true} of a provider that took the message and sent nothing. */
    public static final String NOTHING_SENT = "nothing-sent";

    /** The detail with the number of SMS segments that the text takes. */
    public static final String SEGMENTS = "segments";

    /** The detail with the encoding of the text, such as {@code GSM-7} or {@code UCS-2}. */
    public static final String ENCODING = "encoding";

    /** The detail with the price, a decimal number. */
    public static final String PRICE_AMOUNT = "price.amount";

    /** The detail with the currency of the price, three letters of ISO 4217. */
    public static final String PRICE_CURRENCY = "price.currency";

    /** The detail that names the kind of message that the provider charges. */
    public static final String PRICE_CATEGORY = "price.category";

    /** The detail that says whether the provider charges the message: {@code true} or not. */
    public static final String PRICE_BILLABLE = "price.billable";

    /** The names of the details that mean the same for every provider. */
    public static final List<String> STANDARD_DETAILS =
        List.of(
            NOTHING_SENT,
            SEGMENTS,
            ENCODING,
            PRICE_AMOUNT,
            PRICE_CURRENCY,
            PRICE_CATEGORY,
            PRICE_BILLABLE);

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
