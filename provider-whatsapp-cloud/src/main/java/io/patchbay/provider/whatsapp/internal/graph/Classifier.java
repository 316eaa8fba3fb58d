package io.patchbay.provider.whatsapp.internal.graph;

import io.patchbay.channel.Category;
import io.patchbay.channel.Retry;
import io.patchbay.channel.Scope;
import io.patchbay.channel.SendError;
import io.patchbay.channel.SendOutcome;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says what an error of the Graph API means: by its code, from the catalogue, never by its words.
 * Immutable and thread-safe.
 */
public final class Classifier {
  public static final URI DOCUMENTATION =
      URI.create("https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes");

  private static final ErrorCatalog CATALOG = ErrorCatalog.load();
  private static final ErrorCatalog.Entry UNKNOWN_CODE =
      new ErrorCatalog.Entry(
          Category.OTHER,
          ErrorCatalog.Resend.NEVER,
          Scope.MESSAGE,
          null,
          "Look the code up on Meta's page of error codes.");
  private static final ErrorCatalog.Entry UNKNOWN_FAILURE =
      new ErrorCatalog.Entry(
          Category.UNKNOWN_SERVER,
          ErrorCatalog.Resend.UNKNOWN,
          Scope.MESSAGE,
          null,
          GraphRemedies.MAY_HAVE_ARRIVED);
  private static final ErrorCatalog.Entry UNKNOWN_THROTTLE =
      new ErrorCatalog.Entry(
          Category.RATE_LIMITED,
          ErrorCatalog.Resend.BACKOFF,
          Scope.CONNECTION,
          null,
          GraphRemedies.SLOW_DOWN);

  private final TokenRedaction redaction;

  public Classifier(TokenRedaction redaction) {
    this.redaction = redaction;
  }

  /**
   * What an answer with an error says about the message. A code in the catalogue decides alone,
   * whatever the HTTP status. For any other code the status does: only a plain 4xx is a refusal.
   * Without a code only 429 is one.
   *
   * <p>A firewall's or gateway's error may look alike and quote the request: where nothing shows
   * that an error is Meta's, its sentences are left out.
   */
  public SendOutcome outcome(GraphError error, int status, @Nullable Duration retryAfter) {
    Optional<ErrorCatalog.Entry> known = CATALOG.find(error.code(), error.subcode());
    boolean metas = known.isPresent() || error.type() != null || error.traceId() != null;
    ErrorCatalog.Entry entry = known.orElseGet(() -> byStatus(error, status));
    GraphError words = metas ? error : error.withoutSentences();
    SendError described = describe(words, entry, "HTTP " + status, retryAfter);
    return entry.resend() == ErrorCatalog.Resend.UNKNOWN
        ? new SendOutcome.Unknown(described)
        : new SendOutcome.Rejected(described);
  }

  private static ErrorCatalog.Entry byStatus(GraphError error, int status) {
    if (status == 429) {
      return UNKNOWN_THROTTLE;
    }
    // The missing code may be 131000, with which HTTP 400 proves nothing.
    boolean refused =
        error.code() != null && status >= 400 && status < 500 && !error.transientFailure();
    return refused ? UNKNOWN_CODE : UNKNOWN_FAILURE;
  }

  /** Why a message that had been accepted failed after all, as a webhook tells it. */
  public SendError failure(GraphError error) {
    ErrorCatalog.Entry entry = CATALOG.find(error.code(), error.subcode()).orElse(UNKNOWN_CODE);
    return describe(error, entry, "the webhook", null);
  }

  private SendError describe(
      GraphError error, ErrorCatalog.Entry entry, String where, @Nullable Duration retryAfter) {
    String message = redaction.clean(error.message());
    Retry retry = retry(entry.resend());
    return SendError.of(
            entry.category(),
            message == null ? unnamed(error) + " without a message in " + where : message)
        .retry(retry)
        .scope(entry.scope())
        .code(redaction.clean(error.code()))
        .details(redaction.clean(error.details()))
        .traceId(redaction.clean(error.traceId()))
        .retryAfter(retry == Retry.NEVER ? null : longer(retryAfter, entry.pause()))
        .remedy(entry.remedy())
        .documentation(DOCUMENTATION)
        .build();
  }

  private static String unnamed(GraphError error) {
    return error.code() == null ? "An error without a code and" : "Error " + error.code();
  }

  private static Retry retry(ErrorCatalog.Resend resend) {
    return switch (resend) {
      case BACKOFF -> Retry.BACKOFF;
      case LATER -> Retry.LATER;
      case NEVER, UNKNOWN -> Retry.NEVER;
    };
  }

  private static @Nullable Duration longer(@Nullable Duration one, @Nullable Duration other) {
    return Optional.ofNullable(one)
        .filter(time -> other == null || time.compareTo(other) > 0)
        .orElse(other);
  }
}
