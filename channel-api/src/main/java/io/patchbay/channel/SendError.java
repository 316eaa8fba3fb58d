package io.patchbay.channel;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Why a message was refused, or why it is not known whether it was accepted.
 *
 * <p>{@code message} and {@code details} may quote the provider and hold personal data; {@code
 * toString} and {@link #describe} mask phone numbers.
 *
 * <p>Immutable and thread-safe; its builder is not.
 *
 * @param category the reason in common terms
 * @param retry whether and when to send again
 * @param scope what else it concerns
 * @param code the provider's own code; unknown codes are kept
 * @param message what happened, in one sentence
 * @param details what more the provider said
 * @param traceId the provider's id of the failed call, which its support asks for
 * @param retryAfter how long the provider asks to wait
 * @param remedy one sentence that tells a person what to do; empty when nothing true can be said
 * @param documentation the provider's page on this error
 */
public record SendError(
    Category category,
    Retry retry,
    Scope scope,
    @Nullable String code,
    String message,
    @Nullable String details,
    @Nullable String traceId,
    @Nullable Duration retryAfter,
    String remedy,
    @Nullable URI documentation) {

  /**
   * Refuses an empty message and a negative waiting time.
   *
   * @throws IllegalArgumentException for what is refused
   */
  public SendError {
    Names.notBlank("Message of an error", message);
    if (retryAfter != null && retryAfter.isNegative()) {
      throw new IllegalArgumentException("retryAfter is negative: " + retryAfter);
    }
  }

  /** Starts an error that concerns this message alone and is not to be sent again. */
  public static Builder of(Category category, String message) {
    return new Builder(category, message);
  }

  /**
   * Starts a refusal with the retry advice and the scope that usually go with its category: what
   * was refused for now may be sent again, refused credentials concern the whole connection.
   */
  public static Builder refusal(Category category, String message) {
    return of(category, message).retry(category.usualRetry()).scope(category.usualScope());
  }

  /** A builder that starts with this error's parts. */
  public Builder toBuilder() {
    Builder builder = new Builder(category, message);
    builder.retry = retry;
    builder.scope = scope;
    builder.code = code;
    builder.details = details;
    builder.traceId = traceId;
    builder.retryAfter = retryAfter;
    builder.remedy = remedy;
    builder.documentation = documentation;
    return builder;
  }

  /** One line for a person: category, code, message, details, trace id and remedy, masked. */
  public String describe() {
    StringBuilder text = new StringBuilder(category.name());
    if (code != null) {
      text.append(' ').append(code);
    }
    text.append(": ").append(Masking.numbersIn(message));
    if (details != null && !details.equals(message)) {
      text.append(" (").append(Masking.numbersIn(details)).append(')');
    }
    if (traceId != null) {
      text.append(" [trace ").append(traceId).append(']');
    }
    if (!remedy.isEmpty()) {
      text.append(" - ").append(remedy);
    }
    return text.toString();
  }

  @Override
  public String toString() {
    return "SendError[" + retry + ", " + scope + ", " + describe() + "]";
  }

  /** Collects the parts of an error. Not thread-safe. */
  public static final class Builder {
    private final Category category;
    private String message;
    private Retry retry = Retry.NEVER;
    private Scope scope = Scope.MESSAGE;
    private @Nullable String code;
    private @Nullable String details;
    private @Nullable String traceId;
    private @Nullable Duration retryAfter;
    private String remedy = "";
    private @Nullable URI documentation;

    private Builder(Category category, String message) {
      this.category = category;
      this.message = message;
    }

    /** Replaces the message. */
    public Builder message(String text) {
      this.message = text;
      return this;
    }

    /** Sets whether to send again. */
    public Builder retry(Retry advice) {
      this.retry = advice;
      return this;
    }

    /** Sets what else it concerns. */
    public Builder scope(Scope concerned) {
      this.scope = concerned;
      return this;
    }

    /** Sets the provider's own code. */
    public Builder code(@Nullable String providerCode) {
      this.code = providerCode;
      return this;
    }

    /** Sets what more the provider said. */
    public Builder details(@Nullable String text) {
      this.details = text;
      return this;
    }

    /** Sets the provider's id of the failed call. */
    public Builder traceId(@Nullable String id) {
      this.traceId = id;
      return this;
    }

    /** Sets how long the provider asks to wait. */
    public Builder retryAfter(@Nullable Duration wait) {
      this.retryAfter = wait;
      return this;
    }

    /** Sets what a person can do. */
    public Builder remedy(String sentence) {
      this.remedy = sentence;
      return this;
    }

    /** Sets the provider's page on this error. */
    public Builder documentation(@Nullable URI page) {
      this.documentation = page;
      return this;
    }

    /** The error. */
    public SendError build() {
      return new SendError(
          category,
          retry,
          scope,
          code,
          message,
          details,
          traceId,
          retryAfter,
          remedy,
          documentation);
    }
  }
}
