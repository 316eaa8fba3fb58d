package io.patchbay.provider.whatsapp.internal.webhook;

import io.patchbay.channel.Masking;
import io.patchbay.provider.whatsapp.internal.graph.Node;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which fields of a webhook are news about the account, and the sentence for an operator that each
 * one becomes.
 *
 * @see <a
 *     href="https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/overview">Webhook
 *     fields</a>
 */
public final class News {
  private static final int LONGEST = 200;

  private static final Map<String, Function<Node, String>> SENTENCES =
      Map.ofEntries(
          Map.entry("message_template_status_update", TemplateNews::status),
          Map.entry("message_template_quality_update", TemplateNews::quality),
          Map.entry("template_category_update", TemplateNews::category),
          Map.entry("message_template_components_update", TemplateNews::components),
          Map.entry("phone_number_quality_update", NumberNews::quality),
          Map.entry("phone_number_name_update", NumberNews::name),
          Map.entry("security", NumberNews::security),
          Map.entry("account_update", BusinessNews::update),
          Map.entry("account_review_update", BusinessNews::review),
          Map.entry("account_alerts", BusinessNews::alert),
          Map.entry("business_capability_update", BusinessNews::capability),
          Map.entry("partner_solutions", BusinessNews::solution),
          Map.entry("payment_configuration_update", BusinessNews::payment),
          Map.entry("flows", BusinessNews::flow),
          Map.entry("account_settings_update", BusinessNews::settings),
          Map.entry("business_status_update", BusinessNews::status),
          Map.entry("template_correct_category_detection", TemplateNews::category),
          Map.entry("group_lifecycle_update", BusinessNews::group),
          Map.entry("group_participants_update", BusinessNews::group),
          Map.entry("group_settings_update", BusinessNews::group),
          Map.entry("group_status_update", BusinessNews::group));

  private News() {}

  /** What says it in a sentence; null for a field that is no account news or not known. */
  static @Nullable Function<Node, String> of(String field) {
    return SENTENCES.get(field);
  }

  /** All fields that are news, in alphabetical order. */
  public static SortedSet<String> fields() {
    return new TreeSet<>(SENTENCES.keySet());
  }

  /** A word of Meta's as it may be shown; {@code unknown} where it is missing. */
  static String word(Node value, String name) {
    return shown(Objects.requireNonNullElse(Node.text(value, name), "unknown"));
  }

  /** Short, and without phone numbers. */
  static String shown(String text) {
    return Masking.numbersIn(text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...");
  }
}
