package io.patchbay.provider.httpgateway;

import io.patchbay.channel.Category;
import io.patchbay.channel.SendError;
import io.patchbay.channel.SendOutcome;
import io.patchbay.support.CallFailures;
import io.patchbay.support.HttpAnswer;
import io.patchbay.support.Redaction;
import io.patchbay.support.RetryAfter;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes an outcome of an answer. A code that the settings list counts first, then the HTTP status,
 * then whether there is an id; what none of them settles is unknown. Thread-safe.
 */
final class AnswerReader {
  private static final int LONGEST_ID = 256;
  private static final int LONGEST_CODE = 100;

  private final AnswerSettings settings;
  private final PhoneFormat phones;
  private final Redaction redaction;
  private final Clock clock;

  AnswerReader(AnswerSettings settings, PhoneFormat phones, Redaction redaction, Clock clock) {
    this.settings = settings;
    this.phones = phones;
    this.redaction = redaction;
    this.clock = clock;
  }

  /**
   * The outcome.
   *
   * @param text the message's, which errors must not quote
   * @param details of an accepted message
   */
  SendOutcome read(HttpAnswer answer, String text, Map<String, String> details) {
    Document document;
    try {
      document = settings.format().read(answer.body());
    } catch (Unreadable e) {
      return settings
          .rules()
          .find(null, answer.status())
          .map(rule -> byRule(rule, answer, null, null))
          .orElseGet(
              () ->
                  unknown(
                      answer.success() ? Category.UNREADABLE_ANSWER : Category.UNKNOWN_SERVER,
                      answer,
                      null,
                      "The answer cannot be read: " + e.reason()));
    }
    String code = code(document);
    String explanation = explanation(document, text);
    String shown = code == null ? null : shortened(redaction.clean(code, text), LONGEST_CODE);
    Optional<ErrorRule> rule = settings.rules().find(code, answer.status());
    if (rule.isPresent()) {
      return byRule(rule.get(), answer, shown, explanation);
    }
    if (!answer.success() || code != null) {
      return unknown(Category.UNKNOWN_SERVER, answer, shown, explanation);
    }
    return accepted(document, answer, details);
  }

  /** The error code; a status that is none of success counts as one. */
  private @Nullable String code(Document document) {
    String code = document.optional(settings.code());
    if (code != null && !settings.noError().contains(code)) {
      return code;
    }
    String status = document.optional(settings.status());
    return status == null || settings.acceptedStatuses().contains(status) ? null : status;
  }

  private @Nullable String explanation(Document document, String text) {
    String explanation = document.optional(settings.text());
    return explanation == null ? null : redaction.clean(explanation, text);
  }

  private static String shortened(String text, int most) {
    return text.length() > most ? text.substring(0, most) : text;
  }

  private SendOutcome accepted(Document document, HttpAnswer answer, Map<String, String> details) {
    String id = document.optional(settings.id());
    boolean status = settings.status() == null || document.optional(settings.status()) != null;
    if (id == null || id.length() > LONGEST_ID || redaction.secretIn(id) || !status) {
      return unknown(
          Category.UNREADABLE_ANSWER,
          answer,
          null,
          status ? "No usable id stands at answerId" : "Nothing stands at answerStatus");
    }
    return new SendOutcome.Accepted(id, phones.readAll(document.optional(settings.to())), details);
  }

  private SendOutcome byRule(
      ErrorRule rule, HttpAnswer answer, @Nullable String code, @Nullable String explanation) {
    if (!rule.refusal()) {
      return unknown(rule.category(), answer, code, explanation);
    }
    return new SendOutcome.Rejected(
        SendError.of(
                rule.category(),
                "The gateway refused the message with the HTTP status " + answer.status())
            .retry(rule.retry())
            .scope(rule.scope())
            .code(code)
            .details(explanation)
            .traceId(trace(answer))
            .retryAfter(RetryAfter.read(answer.headers(), clock))
            .remedy(Remedies.of(rule.category()))
            .build());
  }

  private SendOutcome unknown(
      Category category, HttpAnswer answer, @Nullable String code, @Nullable String explanation) {
    String remedy =
        category == Category.UNREADABLE_ANSWER
            ? Remedies.UNREADABLE
            : code == null ? CallFailures.MAY_HAVE_ARRIVED : Remedies.UNLISTED;
    return new SendOutcome.Unknown(
        SendError.of(
                category,
                "The gateway's answer with the HTTP status "
                    + answer.status()
                    + " does not say whether it took the message")
            .code(code)
            .details(explanation)
            .traceId(trace(answer))
            .retryAfter(RetryAfter.read(answer.headers(), clock))
            .remedy(remedy)
            .build());
  }

  private @Nullable String trace(HttpAnswer answer) {
    String header = settings.traceHeader();
    String value = header == null ? null : answer.headers().get(header);
    return value == null ? null : shortened(redaction.clean(value), LONGEST_CODE);
  }
}
