package io.patchbay.provider.whatsapp.internal.account;

import com.google.gson.JsonObject;
import io.patchbay.channel.Category;
import io.patchbay.channel.Retry;
import io.patchbay.channel.Scope;
import io.patchbay.channel.SendError;
import io.patchbay.channel.SendOutcome;
import io.patchbay.channel.spi.ProviderException;
import io.patchbay.provider.whatsapp.internal.graph.Classifier;
import io.patchbay.provider.whatsapp.internal.graph.GraphError;
import io.patchbay.provider.whatsapp.internal.graph.GraphRemedies;
import io.patchbay.provider.whatsapp.internal.graph.RateLimitHeaders;
import io.patchbay.provider.whatsapp.internal.graph.TokenRedaction;
import io.patchbay.support.AnswerTooLongException;
import io.patchbay.support.CallFailures;
import java.io.IOException;
import java.time.Clock;
import java.util.Objects;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Says why a call that is not a send failed. The catalogue speaks of messages; here its remedies
 * are put in terms of whatever was asked. Immutable and thread-safe.
 */
public final class AccountErrors {
  private static final String ASK_AGAIN = "Ask again later: nothing was changed.";
  private static final String LOOK_FIRST =
      "Look whether it took effect before doing it again: it may have.";
  private static final String PERMISSION =
      "Give the token's system user the permissions whatsapp_business_management and"
          + " whatsapp_business_messaging and access to this WhatsApp account, then generate a new"
          + " token.";
  private static final String SLOW_DOWN = "Make fewer calls with this app or account; ask later.";
  private static final String UNKNOWN_ID =
      "Check the id: what it names has been deleted, belongs to another account, or is hidden from"
          + " this token.";

  private final Classifier classifier;
  private final TokenRedaction redaction;
  private final Clock clock;

  public AccountErrors(Classifier classifier, TokenRedaction redaction, Clock clock) {
    this.classifier = classifier;
    this.redaction = redaction;
    this.clock = clock;
  }

  /**
   * An answer that is no success.
   *
   * @param json the answer; null when it is not one JSON object
   * @param change whether the call changes something
   */
  ProviderException refused(
      int status, Headers headers, @Nullable JsonObject json, boolean change) {
    GraphError error = json == null ? null : GraphError.of(json.get("error"));
    if (error != null) {
      SendOutcome outcome =
          classifier.outcome(error, status, RateLimitHeaders.read(headers, clock));
      return new ProviderException(
          adjusted(
              outcome.error().orElseThrow(),
              error,
              outcome instanceof SendOutcome.Unknown,
              change));
    }
    Category category =
        switch (status) {
          case 401 -> Category.AUTHENTICATION;
          case 403 -> Category.PERMISSION;
          case 429 -> Category.RATE_LIMITED;
          default -> status >= 500 ? Category.UNAVAILABLE : Category.UNREADABLE_ANSWER;
        };
    boolean again = status >= 500 || status == 429;
    return new ProviderException(
        SendError.of(category, "HTTP " + status + " without what the Graph API answers")
            .code("HTTP " + status)
            .retry(again && !change ? Retry.BACKOFF : Retry.NEVER)
            .scope(Scope.CONNECTION)
            .retryAfter(RateLimitHeaders.read(headers, clock))
            .remedy(change && status >= 500 ? LOOK_FIRST : GraphRemedies.NOT_META)
            .build());
  }

  private static SendError adjusted(
      SendError error, GraphError source, boolean unknown, boolean change) {
    String code = Objects.requireNonNullElse(source.code(), "");
    boolean unknownId =
        code.equals("33")
            || code.equals("803")
            || (code.equals("100") && "33".equals(source.subcode()));
    if (unknownId) {
      return in(error, Category.REQUEST).scope(Scope.MESSAGE).remedy(UNKNOWN_ID).build();
    }
    if (unknown) {
      return error.toBuilder()
          .retry(change ? Retry.NEVER : Retry.BACKOFF)
          .remedy(change ? LOOK_FIRST : ASK_AGAIN)
          .build();
    }
    return switch (error.category()) {
      case PERMISSION -> error.toBuilder().remedy(PERMISSION).build();
      case RATE_LIMITED -> error.toBuilder().remedy(SLOW_DOWN).build();
      default -> error;
    };
  }

  /** The same error under another category. */
  private static SendError.Builder in(SendError error, Category category) {
    return SendError.of(category, error.message())
        .code(error.code())
        .details(error.details())
        .traceId(error.traceId())
        .documentation(error.documentation());
  }

  /**
   * No complete answer.
   *
   * @param host whom it was asked of
   * @param begun whether a change may have reached the other side
   */
  ProviderException broken(IOException failure, String host, boolean begun) {
    if (failure instanceof UploadBody.Unreadable) {
      return local(
          Category.MEDIA,
          "Nothing was uploaded: " + failure.getMessage(),
          "Upload the file when nobody writes it any more, and this process may read it.");
    }
    String what = redaction.clean(CallFailures.describe(failure));
    boolean tooLong = failure instanceof AnswerTooLongException;
    return new ProviderException(
        SendError.of(
                tooLong ? Category.UNREADABLE_ANSWER : Category.NETWORK,
                "No complete answer from " + host + ": " + what)
            .retry(begun || tooLong ? Retry.NEVER : Retry.BACKOFF)
            .scope(Scope.CONNECTION)
            .remedy(begun ? LOOK_FIRST : GraphRemedies.CONNECT)
            .build());
  }

  /** A success that lacks what it was asked for. */
  static ProviderException unreadable(String what, boolean change) {
    return new ProviderException(
        SendError.of(Category.UNREADABLE_ANSWER, what)
            .scope(Scope.CONNECTION)
            .remedy(change ? LOOK_FIRST : GraphRemedies.NOT_META)
            .build());
  }

  /** Something that is refused before any call. */
  public static ProviderException local(Category category, String message, String remedy) {
    return new ProviderException(SendError.of(category, message).remedy(remedy).build());
  }
}
