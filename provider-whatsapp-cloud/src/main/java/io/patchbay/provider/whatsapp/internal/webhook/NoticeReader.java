package io.patchbay.provider.whatsapp.internal.webhook;

import io.patchbay.channel.AccountNotice;
import io.patchbay.channel.Address;
import io.patchbay.channel.PreferenceChange;
import io.patchbay.channel.Purpose;
import io.patchbay.channel.SendError;
import io.patchbay.provider.whatsapp.internal.graph.Classifier;
import io.patchbay.provider.whatsapp.internal.graph.GraphError;
import io.patchbay.provider.whatsapp.internal.graph.Node;
import io.patchbay.provider.whatsapp.internal.graph.PersonAddresses;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads what is neither a status nor a message: news about the account, and what a person wants to
 * get. None of it has an id, so that its key is made from all that it says, with its time.
 */
final class NoticeReader {
  private static final Set<String> WANTED = Set.of("resume", "signup");

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
  AccountNotice notice(String field, Node entry, Node news, Function<Node, String> sentence) {
    Instant at =
        Node.text(news, "timestamp") != null
            ? Timestamps.read(news, clock)
            : Timestamps.read(entry, "time", clock);
    String raw = news.raw();
    return new AccountNotice(
        Keys.of(field, account(entry), String.valueOf(Node.text(entry, "time")), raw),
        at,
        raw,
        field,
        sentence.apply(news),
        new WebhookDetails().keep("account", Node.text(entry, "id")).all("", news).map());
  }

  /** An error of Meta's that concerns no single message. */
  AccountNotice error(Node entry, Node element) throws PayloadReader.Unreadable {
    GraphError graph = GraphError.of(element);
    if (graph == null) {
      throw new PayloadReader.Unreadable("an error without code and message");
    }
    SendError error = classifier.failure(graph);
    String raw = element.raw();
    return new AccountNotice(
        Keys.of("errors", account(entry), String.valueOf(Node.text(entry, "time")), raw),
        Timestamps.read(entry, "time", clock),
        raw,
        "errors",
        error.describe(),
        new WebhookDetails()
            .keep("account", Node.text(entry, "id"))
            .all("", element.asObject())
            .map());
  }

  /**
   * What a person wants to get.
   *
   * @see <a
   *     href="https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/user_preferences">User
   *     preferences</a>
   */
  PreferenceChange preference(Node preference, ChangeContext around)
      throws PayloadReader.Unreadable {
    String category = Node.text(preference, "category");
    String value = Node.text(preference, "value");
    String wish = value == null ? "" : value.toLowerCase(Locale.ROOT);
    boolean stop = "stop".equals(wish);
    if (!"marketing_messages".equals(category) || !(stop || WANTED.contains(wish))) {
      throw new PayloadReader.Unreadable("a preference that is not known");
    }
    String phone = Node.text(preference, "wa_id");
    String userId = Node.text(preference, "user_id");
    List<Address> person = PersonAddresses.addresses(phone, userId, around.contact(phone, userId));
    if (person.isEmpty()) {
      throw new PayloadReader.Unreadable("a preference without a person");
    }
    return new PreferenceChange(
        Keys.of("user_preferences", String.valueOf(around.phoneNumberId()), preference.raw()),
        Timestamps.read(preference, clock),
        preference.raw(),
        person,
        Purpose.MARKETING,
        !stop);
  }

  private static String account(Node entry) {
    return String.valueOf(Node.text(entry, "id"));
  }
}
