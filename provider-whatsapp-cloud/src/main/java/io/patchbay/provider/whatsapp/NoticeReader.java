package io.patchbay.provider.whatsapp;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.patchbay.channel.AccountNotice;
import io.patchbay.channel.Address;
import io.patchbay.channel.PreferenceChange;
import io.patchbay.channel.Purpose;
import io.patchbay.channel.SendError;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/**
 * Reads what is neither a status nor a message: news about the account, and what a person wants to
 * get. None of it has an id, so that its key is made from all that it says, with its time.
 */
final class NoticeReader {
  private final Clock clock;
  private final Classifier classifier;

  NoticeReader(Clock clock, Classifier classifier) {
    this.clock = clock;
    this.classifier = classifier;
  }

  /**
   * One notice.
   *
   * @param entry where the account and the time stand
   * @param news the part that it is read from
   */
  AccountNotice notice(
      String field, JsonObject entry, JsonObject news, Function<JsonObject, String> sentence) {
    Instant at =
        news.has("timestamp")
            ? Timestamps.read(news, clock)
            : Timestamps.read(entry, "time", clock);
    String raw = news.toString();
    return new AccountNotice(
        Keys.of(field, account(entry), String.valueOf(Json.text(entry, "time")), raw),
        at,
        raw,
        field,
        sentence.apply(news),
        new Details().keep("account", Json.text(entry, "id")).all("", news).map());
  }

  /** An error of Meta's that concerns no single message. */
  AccountNotice error(JsonObject entry, JsonElement element) throws PayloadReader.Unreadable {
    GraphError graph = GraphError.of(element);
    if (graph == null) {
      throw new PayloadReader.Unreadable("an error without code and message");
    }
    SendError error = classifier.failure(graph);
    String raw = element.toString();
    return new AccountNotice(
        Keys.of("errors", account(entry), String.valueOf(Json.text(entry, "time")), raw),
        Timestamps.read(entry, "time", clock),
        raw,
        "errors",
        error.describe(),
        new Details()
            .keep("account", Json.text(entry, "id"))
            .all("", element.isJsonObject() ? element.getAsJsonObject() : null)
            .map());
  }

  /**
   * What a person wants to get.
   *
   * @see <a
   *     href="https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/user_preferences">User
   *     preferences</a>
   */
  PreferenceChange preference(JsonObject preference, JsonObject value, Raw raw)
      throws PayloadReader.Unreadable {
    String category = Json.text(preference, "category");
    String wish = Json.text(preference, "value");
    boolean stop = "stop".equals(wish);
    if (!"marketing_messages".equals(category) || !(stop || "resume".equals(wish))) {
      throw new PayloadReader.Unreadable("a preference that is not known");
    }
    String phone = Json.text(preference, "wa_id");
    String userId = Json.text(preference, "user_id");
    List<Address> person = People.addresses(phone, userId, People.contact(value, phone, userId));
    if (person.isEmpty()) {
      throw new PayloadReader.Unreadable("a preference without a person");
    }
    String sender = Json.text(Json.object(value, "metadata"), "phone_number_id");
    return new PreferenceChange(
        Keys.of("user_preferences", String.valueOf(sender), preference.toString()),
        Timestamps.read(preference, clock),
        raw.text(),
        person,
        Purpose.MARKETING,
        !stop);
  }

  private static String account(JsonObject entry) {
    return String.valueOf(Json.text(entry, "id"));
  }
}
