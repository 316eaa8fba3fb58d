package io.patchbay.provider.whatsapp.internal.webhook;

import io.patchbay.provider.whatsapp.internal.graph.Node;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Says in one sentence what Meta reports about a template, and what to do where that is certain.
 *
 * @see <a
 *     href="https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/message_template_status_update">Template
 *     webhooks</a>
 */
final class TemplateNews {
  private static final Map<String, String> STATUS =
      Map.ofEntries(
          Map.entry("APPROVED", "is approved and can be sent."),
          Map.entry("PENDING", "is under review; it can be sent once it is approved."),
          Map.entry(
              "REJECTED",
              "was rejected%s; change it and submit it again, or appeal in WhatsApp Manager."),
          Map.entry(
              "PAUSED",
              "is paused because people reported or blocked it%s; send another template, and change"
                  + " this one before it is resumed."),
          Map.entry(
              "DISABLED",
              "is disabled%s and cannot be sent any more; send another template or appeal in"
                  + " WhatsApp Manager."),
          Map.entry(
              "FLAGGED",
              "is flagged for low quality%s and may be disabled; change its text or send it to fewer"
                  + " people."),
          Map.entry("REINSTATED", "is no longer flagged or disabled and can be sent."),
          Map.entry("IN_APPEAL", "is being reviewed after your appeal."),
          Map.entry("LIMIT_EXCEEDED", "was not taken, the account has too many templates%s."),
          Map.entry("LOCKED", "is locked and cannot be edited%s."),
          Map.entry("UNLOCKED", "can be edited again."),
          Map.entry("ARCHIVED", "is archived; unarchive it before you send it."),
          Map.entry("UNARCHIVED", "is no longer archived."),
          Map.entry("PENDING_DELETION", "is being deleted; send another template."),
          Map.entry("DELETED", "was deleted; send another template."));

  private TemplateNews() {}

  static String status(Node value) {
    String event = News.word(value, "event");
    String sentence = STATUS.getOrDefault(event, "has the new status " + event + "%s.");
    return template(value) + " " + sentence.formatted(reason(value));
  }

  private static String reason(Node value) {
    String reason = Node.text(value, "reason");
    return reason == null || reason.toUpperCase(Locale.ROOT).equals("NONE")
        ? ""
        : " (" + News.shown(reason) + ")";
  }

  static String quality(Node value) {
    String score = News.word(value, "new_quality_score");
    String advice =
        switch (score) {
          case "RED" -> "; Meta may pause it: change its text or send it to fewer people.";
          case "YELLOW" -> "; watch it, at RED Meta may pause it.";
          default -> ".";
        };
    return template(value)
        + " has the quality "
        + score
        + from(Node.text(value, "previous_quality_score"))
        + advice;
  }

  /** Meta announces a change first, with the category that it finds correct. */
  static String category(Node value) {
    String announced = Node.text(value, "correct_category");
    if (announced != null && Node.text(value, "previous_category") == null) {
      return template(value)
          + " will get the category "
          + News.shown(announced)
          + ", which changes its price and its limits; appeal in WhatsApp Manager if it is wrong.";
    }
    return template(value)
        + " has the category "
        + News.word(value, "new_category")
        + from(Node.text(value, "previous_category"))
        + ", which changes its price and its limits.";
  }

  static String components(Node value) {
    return template(value)
        + " was edited; check that what you send still fits its text and parameters.";
  }

  private static String from(@Nullable String before) {
    return before == null ? "" : " (before: " + News.shown(before) + ")";
  }

  private static String template(Node value) {
    return "Template '"
        + News.word(value, "message_template_name")
        + "' ("
        + News.word(value, "message_template_language")
        + ")";
  }
}
