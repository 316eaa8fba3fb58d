package io.patchbay.host.broadcast;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.patchbay.channel.Attempt;
import io.patchbay.channel.Masking;
import io.patchbay.channel.SendError;
import io.patchbay.channel.SendOutcome;
import io.patchbay.channel.SendResult;
import io.patchbay.registry.plugin.ProviderCatalog;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Shows what became of one message, to a person or to a machine. */
public final class SingleResult {
  private SingleResult() {}

  /** A few lines: how it ended, by which way, and what to do. */
  public static String text(SendResult result, ProviderCatalog catalog) {
    StringBuilder text = new StringBuilder();
    boolean once = result.attempts().size() == 1;
    for (Attempt attempt : result.attempts()) {
      text.append("  try ")
          .append(attempt.number())
          .append(" through ")
          .append(attempt.instance().name())
          .append(" (")
          .append(name(catalog, attempt.providerId()))
          .append("), ")
          .append(attempt.took().toMillis())
          .append(" ms")
          .append(once ? "" : ": ")
          .append(
              once
                  ? ""
                  : attempt
                      .outcome()
                      .error()
                      .map(SingleResult::sentence)
                      .orElse(word(attempt.outcome())))
          .append('\n');
    }
    return outcome(result.outcome()) + text;
  }

  private static String outcome(SendOutcome outcome) {
    return outcome.match(
        SingleResult::accepted,
        rejected -> "Not sent: " + advice(rejected.cause()),
        unknown ->
            "Nobody can tell whether it was sent; sending it again may deliver it twice: "
                + advice(unknown.cause()));
  }

  private static String accepted(SendOutcome.Accepted accepted) {
    String id = accepted.providerMessageId() + "\n" + details(accepted);
    return accepted.nothingSent()
        ? "Nothing was sent: the provider is a stub, or in a test mode. It took the message as "
            + id
            + "  -> Configure a provider that sends, and make it the default.\n"
        : "Accepted as " + id + "  Accepted, not yet delivered. Delivery is reported by webhook.\n";
  }

  /** What means the same for every provider. */
  private static String details(SendOutcome.Accepted accepted) {
    String said =
        SendOutcome.Accepted.STANDARD_DETAILS.stream()
            .filter(name -> !name.equals(SendOutcome.Accepted.NOTHING_SENT))
            .filter(accepted.details()::containsKey)
            .map(name -> name + " " + Masking.numbersIn(accepted.details().getOrDefault(name, "")))
            .collect(Collectors.joining(", "));
    return said.isEmpty() ? "" : "  " + said + "\n";
  }

  /** How an outcome is called everywhere. */
  public static String word(SendOutcome outcome) {
    return outcome.match(
        accepted -> accepted.nothingSent() ? SendOutcome.Accepted.NOTHING_SENT : "accepted",
        rejected -> "rejected",
        unknown -> "unknown");
  }

  private static String advice(SendError error) {
    String trace =
        error.traceId() == null ? "" : "  trace id for support: " + error.traceId() + "\n";
    String page = error.documentation() == null ? "" : "  see " + error.documentation() + "\n";
    String remedy = error.remedy().isEmpty() ? "" : "  -> " + error.remedy() + "\n";
    return sentence(error) + "\n" + remedy + trace + page;
  }

  private static String sentence(SendError error) {
    String details = error.details() == null ? "" : " (" + error.details() + ")";
    return Masking.numbersIn(
        error.category()
            + (error.code() == null ? "" : " " + error.code())
            + ", "
            + error.message()
            + details);
  }

  private static String name(ProviderCatalog catalog, String providerId) {
    return catalog.find(providerId).map(entry -> entry.descriptor().name()).orElse(providerId);
  }

  /** The same for machines. */
  public static JsonObject json(SendResult result) {
    JsonObject object = new JsonObject();
    object.addProperty("messageId", result.message().id().value());
    object.addProperty("workspace", result.message().workspace());
    outcome(object, result.outcome());
    JsonArray attempts = new JsonArray();
    for (Attempt attempt : result.attempts()) {
      JsonObject one = new JsonObject();
      one.addProperty("number", attempt.number());
      one.addProperty("instance", attempt.instance().toString());
      one.addProperty("provider", attempt.providerId());
      one.addProperty("milliseconds", attempt.took().toMillis());
      outcome(one, attempt.outcome());
      attempts.add(one);
    }
    object.add("attempts", attempts);
    return object;
  }

  private static void outcome(JsonObject object, SendOutcome outcome) {
    object.addProperty("outcome", word(outcome));
    if (outcome instanceof SendOutcome.Accepted accepted) {
      object.addProperty("providerMessageId", accepted.providerMessageId());
      JsonObject details = new JsonObject();
      Map<String, String> sorted = new TreeMap<>(accepted.details());
      sorted.forEach((key, value) -> details.addProperty(key, Masking.numbersIn(value)));
      object.add("details", details);
    }
    outcome.error().ifPresent(error -> object.add("error", ErrorJson.of(error)));
  }
}
