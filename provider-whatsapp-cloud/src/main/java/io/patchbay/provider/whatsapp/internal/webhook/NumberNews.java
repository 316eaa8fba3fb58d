package io.patchbay.provider.whatsapp.internal.webhook;

import io.patchbay.channel.Masking;
import io.patchbay.provider.whatsapp.internal.graph.Node;
import org.jspecify.annotations.Nullable;

/**
 * Says in one sentence what Meta reports about a phone number of the account, and what to do where
 * that is certain. The number is masked.
 */
final class NumberNews {
  private NumberNews() {}

  static String quality(Node value) {
    String limit = limit(value);
    return switch (News.word(value, "event")) {
      case "ONBOARDING" -> number(value) + " is registered" + limit + ".";
      case "UPGRADE" -> number(value) + " may write to more people" + limit + ".";
      case "DOWNGRADE" ->
          number(value) + " may write to fewer people" + limit + "; plan campaigns accordingly.";
      case "FLAGGED" ->
          number(value)
              + " is flagged for low quality"
              + limit
              + "; send less advertising and only to people who expect it.";
      case "UNFLAGGED" -> number(value) + " is no longer flagged for low quality" + limit + ".";
      case "THROUGHPUT_UPGRADE" ->
          number(value) + " may send up to 1,000 messages a second" + limit + ".";
      default -> number(value) + " reports " + News.word(value, "event") + limit + ".";
    };
  }

  /** The field with the tier has moved over the years. */
  private static String limit(Node value) {
    String limit = Node.firstText(value, "max_daily_conversations_per_business", "current_limit");
    return limit == null ? "" : " (limit " + News.shown(limit) + ")";
  }

  static String name(Node value) {
    String name = " the display name '" + News.word(value, "requested_verified_name") + "'";
    return switch (News.word(value, "decision")) {
      case "APPROVED" -> number(value) + " has" + name + ", which was approved.";
      case "REJECTED" ->
          number(value)
              + " cannot have"
              + name
              + reason(Node.text(value, "rejection_reason"))
              + "; request another in WhatsApp Manager.";
      case "DEFERRED", "PENDING" ->
          number(value) + " waits for" + name + ", which is still under review.";
      default -> number(value) + " and" + name + ": " + News.word(value, "decision") + ".";
    };
  }

  private static String reason(@Nullable String reason) {
    return reason == null ? "" : " (" + News.shown(reason) + ")";
  }

  static String security(Node value) {
    return switch (News.word(value, "event")) {
      case "PIN_CHANGED" ->
          number(value) + " has another two-step PIN; if nobody of yours did that, change it.";
      case "PIN_RESET_REQUEST" ->
          number(value)
              + " is to lose its two-step PIN; if nobody of yours asked for it, check who has access"
              + " to the business.";
      case "PIN_RESET_SUCCESS" -> number(value) + " has no two-step PIN any more; set a new one.";
      default -> number(value) + " had a change of security: " + News.word(value, "event") + ".";
    };
  }

  private static String number(Node value) {
    String number = Node.text(value, "display_phone_number");
    return number == null ? "A phone number" : "The number " + Masking.address(number);
  }
}
