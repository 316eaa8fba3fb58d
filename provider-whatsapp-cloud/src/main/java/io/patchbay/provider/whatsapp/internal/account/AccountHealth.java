package io.patchbay.provider.whatsapp.internal.account;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.patchbay.channel.Masking;
import io.patchbay.channel.SendError;
import io.patchbay.channel.spi.HealthCheck;
import io.patchbay.channel.spi.HealthReport;
import io.patchbay.channel.spi.HealthReport.State;
import io.patchbay.channel.spi.ProviderException;
import io.patchbay.provider.whatsapp.AppSubscriptions;
import io.patchbay.provider.whatsapp.NumberDetails;
import io.patchbay.provider.whatsapp.internal.graph.CloudSettings;
import io.patchbay.provider.whatsapp.internal.graph.GraphJson;
import io.patchbay.provider.whatsapp.internal.graph.GraphVersions;
import io.patchbay.provider.whatsapp.internal.graph.TokenRedaction;
import java.time.Clock;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Goes through everything that has to be in order for this connection to send, and asks on where
 * one thing fails: a person wants the whole list at once. Thread-safe.
 *
 * <p>Whatever Meta does not say, or does not let this token see, is not checked and says so.
 */
final class AccountHealth implements HealthCheck {
  private static final String NUMBER_PAGE =
      "WhatsApp Manager > Account tools > Phone numbers in business.facebook.com";
  private static final int MONTHS_TO_MOVE = 3;

  private final AccountClient client;
  private final CloudSettings settings;
  private final CloudPhoneNumbers numbers;
  private final AppSubscriptions subscriptions;
  private final TokenRedaction redaction;
  private final Clock clock;

  AccountHealth(
      AccountClient client,
      CloudPhoneNumbers numbers,
      AppSubscriptions subscriptions,
      TokenRedaction redaction,
      Clock clock) {
    this.client = client;
    this.settings = client.settings();
    this.numbers = numbers;
    this.subscriptions = subscriptions;
    this.redaction = redaction;
    this.clock = clock;
  }

  @Override
  public HealthReport check() {
    Findings findings = new Findings(redaction);
    version(findings);
    Asked<NumberDetails> number =
        ask(() -> numbers.get(settings.phoneNumberId(), CloudPhoneNumbers.FIELDS));
    new TokenHealth(client, clock).check(findings, number);
    if (number.value() == null) {
      findings.failed("Phone number", number.error());
    } else {
      number(findings, number.value());
    }
    limit(findings);
    account(findings);
    sending(findings);
    webhooks(findings);
    return findings.report();
  }

  private void version(Findings findings) {
    String version = settings.graphVersion();
    YearMonth now = YearMonth.from(clock.instant().atZone(ZoneOffset.UTC));
    Optional<String> expired = GraphVersions.expired(version, now);
    Optional<YearMonth> last = GraphVersions.lastMonth(version);
    String remedy = "Set graphVersion to a later one.";
    if (expired.isPresent()) {
      findings.add("Graph version", State.FAILED, version + " " + expired.get(), remedy);
    } else if (last.isEmpty()) {
      findings.add(
          "Graph version",
          State.NOT_CHECKED,
          version + " is newer than what is known here",
          "Look under developers.facebook.com/docs/graph-api/changelog until when it is served.");
    } else {
      boolean soon = now.plusMonths(MONTHS_TO_MOVE).isAfter(last.get());
      findings.add(
          "Graph version",
          soon ? State.WARNING : State.OK,
          version + " is served until " + last.get(),
          soon ? remedy : "");
    }
  }

  private void number(Findings findings, NumberDetails number) {
    findings.add("Phone number", State.OK, named(number), "");
    registration(findings, number);
    findings.word(
        "Display name",
        number.nameStatus(),
        List.of("APPROVED", "AVAILABLE_WITHOUT_REVIEW"),
        List.of(),
        "Have the display name approved under " + NUMBER_PAGE + ".");
    findings.word(
        "Account mode",
        number.accountMode(),
        List.of("LIVE"),
        List.of(),
        "A sandbox number reaches test recipients only: add a number of your own.");
    findings.word(
        "Quality",
        number.quality(),
        List.of("GREEN", "UNKNOWN", "NA"),
        List.of(),
        "Write less and only to people who want it: Meta lowers the limits of bad quality.");
    findings.word(
        "Throughput",
        number.throughput(),
        List.of("STANDARD", "HIGH"),
        List.of(),
        "Register the number for the Cloud API.");
  }

  private static String named(NumberDetails number) {
    String name = number.verifiedName();
    String shown = number.displayNumber();
    return (name == null ? "without a name" : "'" + name + "'")
        + (shown == null ? "" : ", " + Masking.numbersIn(shown));
  }

  private static void registration(Findings findings, NumberDetails number) {
    boolean registered = "CLOUD_API".equals(number.platform());
    findings.word(
        "Registration",
        number.platform(),
        List.of("CLOUD_API"),
        List.of("NOT_APPLICABLE", "ON_PREMISE"),
        "Register the number for the Cloud API, with its two-step verification PIN.");
    findings.word(
        "Number status",
        number.status(),
        List.of("CONNECTED", "LINKED"),
        List.of("BANNED", "DISCONNECTED", "DELETED", "UNLINKED", "MIGRATED", "UNVERIFIED"),
        "See what is wrong under " + NUMBER_PAGE + ".");
    // A registered number stays registered when its code expires.
    findings.word(
        "Verification",
        number.codeVerification(),
        registered ? List.of("VERIFIED", "EXPIRED") : List.of("VERIFIED"),
        registered ? List.of() : List.of("NOT_VERIFIED", "UNVERIFIED", "EXPIRED"),
        "Verify the number with a code first.");
  }

  /** Asked by itself, because a version that lacks the field refuses the whole question. */
  private void limit(Findings findings) {
    Asked<NumberDetails> asked =
        ask(() -> numbers.get(settings.phoneNumberId(), CloudPhoneNumbers.LIMIT));
    String limit = asked.value() == null ? null : asked.value().messagingLimit();
    if (limit == null) {
      findings.unknown("Messaging limit", asked.error());
    } else {
      findings.add("Messaging limit", State.OK, limit + ", people a day", "");
    }
  }

  private void account(Findings findings) {
    if (settings.businessAccountId() == null) {
      String reason = "the setting businessAccountId is missing";
      findings.add("Account of the number", State.NOT_CHECKED, reason, "Set businessAccountId.");
      findings.add("Business verification", State.NOT_CHECKED, reason, "Set businessAccountId.");
      return;
    }
    membership(findings);
    Asked<JsonObject> asked =
        ask(
            () ->
                client.get(
                    client
                        .at(client.businessAccount())
                        .addQueryParameter(
                            "fields", "id,name,account_review_status,business_verification_status")
                        .build()));
    if (asked.value() == null) {
      findings.unknown("Business verification", asked.error());
      return;
    }
    findings.word(
        "Business verification",
        Findings.capitals(GraphJson.text(asked.value(), "business_verification_status")),
        List.of("VERIFIED"),
        List.of(),
        "Verify the business in Business Settings > Security centre: limits stay low until then.");
    findings.word(
        "Account review",
        Findings.capitals(GraphJson.text(asked.value(), "account_review_status")),
        List.of("APPROVED"),
        List.of("REJECTED", "RESTRICTED"),
        "See in Business Support Home what Meta wants.");
  }

  private void membership(Findings findings) {
    Asked<Boolean> asked =
        ask(
            () -> {
              for (NumberDetails number : numbers.list()) {
                if (number.id().equals(settings.phoneNumberId())) {
                  return true;
                }
              }
              return false;
            });
    if (asked.value() == null) {
      findings.failed("Account of the number", asked.error());
    } else if (asked.value()) {
      findings.add("Account of the number", State.OK, "the account has this phone number id", "");
    } else {
      findings.add(
          "Account of the number",
          State.FAILED,
          "the account has no number with this phone number id",
          "Correct phoneNumberId or businessAccountId: WhatsApp > API Setup in the app dashboard"
              + " shows both.");
    }
  }

  /** Meta's own summary over number, account, business and app. */
  private void sending(Findings findings) {
    Asked<JsonObject> asked =
        ask(
            () ->
                client.get(
                    client
                        .at(settings.phoneNumberId())
                        .addQueryParameter("fields", "health_status")
                        .build()));
    JsonObject health = GraphJson.object(asked.value(), "health_status");
    String word = GraphJson.text(health, "can_send_message");
    if (word == null) {
      findings.unknown("Sending", asked.error());
      return;
    }
    List<JsonObject> limiting = limiting(health);
    String remedy = limiting.isEmpty() ? Findings.LOOK : "Look at the lines below.";
    findings.add(
        "Sending", state(word), "Meta says " + word, state(word) == State.OK ? "" : remedy);
    limiting.forEach(entity -> entity(findings, entity));
  }

  /** The parts that keep the number from sending. */
  private static List<JsonObject> limiting(@Nullable JsonObject health) {
    List<JsonObject> limiting = new ArrayList<>();
    for (JsonElement element : GraphJson.elements(health, "entities")) {
      JsonObject entity = element.isJsonObject() ? element.getAsJsonObject() : null;
      String own = GraphJson.text(entity, "can_send_message");
      if (entity != null && own != null && state(own) != State.OK) {
        limiting.add(entity);
      }
    }
    return limiting;
  }

  private static void entity(Findings findings, JsonObject entity) {
    String word = String.valueOf(GraphJson.text(entity, "can_send_message"));
    StringBuilder detail = new StringBuilder(word);
    String remedy = Findings.LOOK;
    for (JsonElement info : GraphJson.elements(entity, "additional_info")) {
      if (info.isJsonPrimitive()) {
        detail.append(": ").append(findings.quote(info.getAsString()));
      }
    }
    for (JsonElement error : GraphJson.elements(entity, "errors")) {
      JsonObject object = error.isJsonObject() ? error.getAsJsonObject() : null;
      String description = GraphJson.text(object, "error_description");
      String solution = GraphJson.text(object, "possible_solution");
      if (description != null) {
        detail.append(": ").append(findings.quote(description));
      }
      remedy = solution == null ? remedy : findings.quote(solution);
    }
    String type = GraphJson.text(entity, "entity_type");
    findings.add(
        "Sending: " + (type == null ? "a part without a name" : type),
        state(word),
        detail.toString(),
        remedy);
  }

  private static State state(String word) {
    return switch (word) {
      case "AVAILABLE" -> State.OK;
      case "BLOCKED" -> State.FAILED;
      default -> State.WARNING;
    };
  }

  private void webhooks(Findings findings) {
    if (settings.businessAccountId() == null) {
      findings.add(
          "Webhooks",
          State.NOT_CHECKED,
          "the setting businessAccountId is missing",
          "Set businessAccountId.");
      return;
    }
    Asked<List<AppSubscriptions.App>> asked = ask(subscriptions::list);
    if (asked.value() == null) {
      findings.unknown("Webhooks", asked.error());
    } else if (asked.value().isEmpty()) {
      findings.add(
          "Webhooks",
          State.WARNING,
          "no app is subscribed to the account",
          "Subscribe the app, or no statuses and no messages will arrive.");
    } else {
      findings.add(
          "Webhooks", State.OK, asked.value().size() + " subscribed: " + names(asked.value()), "");
    }
  }

  private static String names(List<AppSubscriptions.App> apps) {
    return String.join(", ", apps.stream().map(app -> String.valueOf(app.name())).toList());
  }

  static <T> Asked<T> ask(Supplier<T> question) {
    try {
      return new Asked<>(question.get(), null);
    } catch (ProviderException e) {
      return new Asked<>(null, e.error());
    }
  }

  /**
   * What came of a question.
   *
   * @param value the answer; null when there is none
   * @param error why there is none
   */
  record Asked<T>(@Nullable T value, @Nullable SendError error) {}
}
