package io.patchbay.provider.whatsapp.internal.account;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.patchbay.channel.Category;
import io.patchbay.channel.SendError;
import io.patchbay.channel.spi.HealthReport.State;
import io.patchbay.provider.whatsapp.NumberDetails;
import io.patchbay.provider.whatsapp.internal.graph.CloudSettings;
import io.patchbay.provider.whatsapp.internal.graph.GraphJson;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks about the access token with the access token itself, which Meta answers for the tokens of
 * system users; where it does not, whether the number could be read has to do.
 *
 * @see <a href="https://developers.facebook.com/docs/whatsapp/permissions">Checking for granted
 *     permissions</a>
 */
final class TokenHealth {
  private static final String TOKEN = "Access token";
  private static final List<String> PERMISSIONS =
      List.of("whatsapp_business_messaging", "whatsapp_business_management");
  private static final Duration SOON = Duration.ofDays(7);
  private static final String RENEW =
      "Generate a token of a system user that never expires, in Business Settings > System users.";

  private final AccountClient client;
  private final CloudSettings settings;
  private final Clock clock;

  TokenHealth(AccountClient client, Clock clock) {
    this.client = client;
    this.settings = client.settings();
    this.clock = clock;
  }

  /**
   * Looks at the token.
   *
   * @param number what came of reading the phone number with it
   */
  void check(Findings findings, AccountHealth.Asked<NumberDetails> number) {
    AccountHealth.Asked<JsonObject> asked =
        AccountHealth.ask(
            () ->
                client.get(
                    client
                        .at("debug_token")
                        .addQueryParameter("input_token", settings.accessToken().reveal())
                        .build()));
    JsonObject data = GraphJson.object(asked.value(), "data");
    String valid = GraphJson.text(data, "is_valid");
    if (data == null || valid == null) {
      untold(findings, asked.error(), number);
    } else if (valid.equals("true")) {
      expiry(findings, data);
      permissions(findings, data);
    } else {
      findings.add(
          TOKEN, State.FAILED, "Meta says that it is not valid" + why(findings, data), RENEW);
      notChecked(findings, "the token is not valid");
    }
  }

  private static String why(Findings findings, JsonObject data) {
    String message = GraphJson.text(GraphJson.object(data, "error"), "message");
    return message == null ? "" : ": " + findings.quote(message);
  }

  private static void untold(
      Findings findings, @Nullable SendError refusal, AccountHealth.Asked<NumberDetails> number) {
    if (refused(refusal) || refused(number.error())) {
      findings.failed(TOKEN, refused(refusal) ? refusal : number.error());
    } else if (number.value() != null) {
      findings.add(TOKEN, State.OK, "Meta takes it; its expiry is not told", "");
    } else {
      findings.unknown(TOKEN, refusal);
    }
    notChecked(
        findings,
        "Meta tells this token nothing about itself"
            + (refusal == null ? "" : ": " + refusal.category()));
  }

  private static boolean refused(@Nullable SendError error) {
    return error != null && error.category() == Category.AUTHENTICATION;
  }

  private static void notChecked(Findings findings, String reason) {
    PERMISSIONS.forEach(
        permission ->
            findings.add(
                "Permission " + permission,
                State.NOT_CHECKED,
                reason,
                "Look at the token under developers.facebook.com/tools/debug/accesstoken."));
  }

  private void expiry(Findings findings, JsonObject data) {
    Instant end = earlier(time(data, "expires_at"), time(data, "data_access_expires_at"));
    String kind = GraphJson.text(data, "type");
    String who = kind == null ? "" : ", of the kind " + kind;
    if (end == null) {
      findings.add(TOKEN, State.OK, "valid, never expires" + who, "");
      return;
    }
    Instant now = clock.instant();
    State state =
        !end.isAfter(now) ? State.FAILED : end.isBefore(now.plus(SOON)) ? State.WARNING : State.OK;
    findings.add(TOKEN, state, "valid until " + end + who, state == State.OK ? "" : RENEW);
  }

  private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.isBefore(other) ? one : other;
  }

  /** Zero stands for never. */
  private static @Nullable Instant time(JsonObject data, String name) {
    String seconds = GraphJson.text(data, name);
    return seconds == null || !seconds.matches("[1-9][0-9]{0,10}")
        ? null
        : Instant.ofEpochSecond(Long.parseLong(seconds));
  }

  private void permissions(Findings findings, JsonObject data) {
    if (GraphJson.array(data, "scopes") == null) {
      notChecked(findings, "Meta does not say which permissions the token has");
      return;
    }
    List<String> scopes = texts(data, "scopes");
    for (String permission : PERMISSIONS) {
      String name = "Permission " + permission;
      String remedy =
          "Give the token's system user this permission and this WhatsApp account, then generate a"
              + " new token.";
      if (!scopes.contains(permission)) {
        findings.add(name, State.FAILED, "the token lacks it", remedy);
      } else if (elsewhere(data, permission)) {
        findings.add(name, State.FAILED, "the token has it, but not for this account", remedy);
      } else {
        findings.add(name, State.OK, "the token has it", "");
      }
    }
  }

  /** Whether a permission is limited to accounts of which ours is none. */
  private boolean elsewhere(JsonObject data, String permission) {
    for (JsonElement element : GraphJson.elements(data, "granular_scopes")) {
      JsonObject scope = element.isJsonObject() ? element.getAsJsonObject() : null;
      if (scope != null && permission.equals(GraphJson.text(scope, "scope"))) {
        List<String> targets = texts(scope, "target_ids");
        return !targets.isEmpty()
            && settings.businessAccountId() != null
            && !targets.contains(settings.businessAccountId());
      }
    }
    return false;
  }

  private static List<String> texts(JsonObject parent, String name) {
    List<String> texts = new ArrayList<>();
    for (JsonElement element : GraphJson.elements(parent, name)) {
      if (element.isJsonPrimitive()) {
        texts.add(element.getAsString());
      }
    }
    return texts;
  }
}
