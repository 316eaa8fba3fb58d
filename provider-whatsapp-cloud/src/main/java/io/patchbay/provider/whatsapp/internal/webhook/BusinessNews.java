package io.patchbay.provider.whatsapp.internal.webhook;

import io.patchbay.provider.whatsapp.internal.graph.Node;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Says in one sentence what Meta reports about the account, its partners, flows and groups, and
 * what to do where that is certain.
 *
 * @see <a
 *     href="https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/account_update">Account
 *     webhooks</a>
 */
final class BusinessNews {
  private static final Map<String, String> UPDATES =
      Map.ofEntries(
          Map.entry("VERIFIED_ACCOUNT", "The account is verified."),
          Map.entry("ACCOUNT_DELETED", "The account was deleted; nothing can be sent from it."),
          Map.entry(
              "ACCOUNT_OFFBOARDED",
              "The account was disconnected from the platform; connect it again before you send."),
          Map.entry("ACCOUNT_RECONNECTED", "The account is connected to the platform again."),
          Map.entry("PARTNER_ADDED", "The account was shared with a partner."),
          Map.entry("PARTNER_REMOVED", "The account is no longer shared with a partner."),
          Map.entry("PARTNER_APP_INSTALLED", "An app was given access to the account."),
          Map.entry(
              "PARTNER_APP_UNINSTALLED",
              "An app has lost access to the account; if it is yours, sends will be refused."),
          Map.entry("AD_ACCOUNT_LINKED", "A partner may use the account's advertising accounts."),
          Map.entry(
              "AUTH_INTL_PRICE_ELIGIBILITY_UPDATE",
              "The account pays international rates for authentication templates in more"
                  + " countries."),
          Map.entry(
              "BUSINESS_PRIMARY_LOCATION_COUNTRY_UPDATE",
              "The account's primary location has changed, on which rates depend."),
          Map.entry("MM_LITE_TERMS_SIGNED", "The account may use the API for marketing messages."));

  private BusinessNews() {}

  static String update(Node value) {
    String event = News.word(value, "event");
    return switch (event) {
      case "DISABLED_UPDATE" -> ban(Node.text(Node.object(value, "ban_info"), "waba_ban_state"));
      case "ACCOUNT_VIOLATION" ->
          "The account violates Meta's policy"
              + named(Node.object(value, "violation_info"), "violation_type")
              + "; stop what is named and appeal in Business Support Home if it is wrong.";
      case "ACCOUNT_RESTRICTION" ->
          "The account is restricted"
              + named(Node.first(value, "restriction_info"), "restriction_type")
              + "; see Business Support Home for what is restricted, until when, and to appeal.";
      default -> UPDATES.getOrDefault(event, "The account reports " + event + ".");
    };
  }

  private static String ban(@Nullable String state) {
    return switch (state == null ? "unknown" : News.shown(state)) {
      case "SCHEDULE_FOR_DISABLE" ->
          "The account is about to be disabled; appeal in Business Support Home now.";
      case "DISABLE" ->
          "The account is disabled and nothing can be sent; appeal in Business Support Home.";
      case "REINSTATE" -> "The account is no longer disabled.";
      default -> "The account's ban has the state " + state + "; see Business Support Home.";
    };
  }

  static String review(Node value) {
    String decision = News.word(value, "decision").toUpperCase(Locale.ROOT);
    return switch (decision) {
      case "APPROVED" -> "The account was reviewed and approved.";
      case "REJECTED" ->
          "The account was reviewed and rejected; see Business Support Home for the reason and to"
              + " appeal.";
      case "PENDING", "DEFERRED" -> "The review of the account is not finished.";
      default -> "The review of the account says " + decision + ".";
    };
  }

  /** What Meta describes; the details were once not in an object of their own. */
  static String alert(Node value) {
    Node nested = Node.object(value, "alert_info");
    Node alert = nested == null ? value : nested;
    return "Alert "
        + News.word(alert, "alert_type")
        + " ("
        + News.word(alert, "alert_severity")
        + "): "
        + News.word(alert, "alert_description");
  }

  static String capability(Node value) {
    String people =
        Node.firstText(
            value, "max_daily_conversations_per_business", "max_daily_conversation_per_phone");
    String numbers =
        Node.firstText(value, "max_phone_numbers_per_business", "max_phone_numbers_per_waba");
    return "The account may write to "
        + (people == null
            ? "an unknown number of"
            : people.equals("-1") ? "any number of" : News.shown(people))
        + " people a day first"
        + (numbers == null ? "" : " and have " + News.shown(numbers) + " phone numbers")
        + ".";
  }

  static String solution(Node value) {
    return "Partner solution "
        + News.word(value, "solution_id")
        + " reports "
        + News.word(value, "event")
        + named(value, "solution_status")
        + ".";
  }

  static String payment(Node value) {
    return "Payment configuration '"
        + News.word(value, "configuration_name")
        + "' has the status "
        + News.word(value, "status")
        + ".";
  }

  static String flow(Node value) {
    return "Flow "
        + News.word(value, "flow_id")
        + " reports "
        + News.word(value, "event")
        + ": "
        + News.word(value, "message");
  }

  static String settings(Node value) {
    return "Settings of the account or of a number have changed" + named(value, "type") + ".";
  }

  static String status(Node value) {
    return "The business reports " + News.word(value, "event") + "; see Business Support Home.";
  }

  /** One of the groups that a webhook is about. */
  static String group(Node group) {
    String failed = Node.array(group, "errors") == null ? "" : "; it did not work as a whole";
    return "A group reports " + News.word(group, "type") + failed + ".";
  }

  private static String named(@Nullable Node info, String name) {
    String word = Node.text(info, name);
    return word == null ? "" : " (" + News.shown(word) + ")";
  }
}
