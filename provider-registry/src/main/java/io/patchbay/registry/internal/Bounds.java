package io.patchbay.registry.internal;

import io.patchbay.channel.AccountNotice;
import io.patchbay.channel.Address;
import io.patchbay.channel.AddressChange;
import io.patchbay.channel.Category;
import io.patchbay.channel.ChannelEvent;
import io.patchbay.channel.GroupId;
import io.patchbay.channel.InboundMessage;
import io.patchbay.channel.PreferenceChange;
import io.patchbay.channel.SendError;
import io.patchbay.channel.SendOutcome;
import io.patchbay.channel.StatusUpdate;
import io.patchbay.channel.Unrecognized;
import io.patchbay.channel.UserId;
import io.patchbay.channel.WebhookAnswer;
import io.patchbay.channel.spi.Addressee;
import io.patchbay.channel.spi.HealthReport;
import io.patchbay.channel.spi.ProviderException;
import io.patchbay.channel.spi.Sender;
import io.patchbay.channel.spi.WebhookResult;
import io.patchbay.content.Storable;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Cuts what a provider's module returns to the sizes that {@code docs/spec.md} documents, and
 * removes the secrets of its instance: from what is said to operators all of them, from data of
 * people only long ones, and from what a person wrote none.
 *
 * <p>Immutable and thread-safe.
 */
public final class Bounds {
  /** A sentence, or what a provider answers instead of one. */
  private static final int TEXT = 2_000;

  private static final int NAME = 200;

  /** A shorter id is one for every database as it is. */
  private static final int PLAIN_ID = Storable.LONGEST_KEY / 3;

  private static final int INBOUND_TEXT = 65_536;
  private static final int RAW = 262_144;
  private static final int DETAILS = 50;
  private static final int ADDRESSES = 50;
  private static final int ERRORS = 10;
  private static final int ITEMS = 100;
  private static final int EVENTS = 10_000;
  private static final Duration LONGEST_WAIT = Duration.ofDays(30);
  private static final Duration LONGEST_SEND = Duration.ofDays(1);
  private static final Instant EARLIEST = Instant.EPOCH;
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

  private final InstanceSecrets secrets;
  private final ContentSize contents;
  private final boolean sendsNothing;

  /**
   * The bounds of one instance.
   *
   * @param sendsNothing whether its provider is a stub: its statuses are marked as those of
   *     messages that were never sent, whether it marks them or not
   */
  public Bounds(InstanceSecrets secrets, ContentSize contents, boolean sendsNothing) {
    this.secrets = secrets;
    this.contents = contents;
    this.sendsNothing = sendsNothing;
  }

  public SendOutcome outcome(SendOutcome outcome) {
    if (outcome instanceof SendOutcome.Accepted accepted) {
      return new SendOutcome.Accepted(
          id(accepted.providerMessageId()),
          addresses(accepted.resolved()),
          details(accepted.details()));
    }
    return outcome instanceof SendOutcome.Rejected rejected
        ? new SendOutcome.Rejected(error(rejected.cause()))
        : new SendOutcome.Unknown(error(outcome.error().orElseThrow()));
  }

  public SendError error(SendError error) {
    String message = text(error.message().strip());
    Duration wait = error.retryAfter();
    return error.toBuilder()
        .message(message)
        .code(orNull(error.code(), NAME))
        .details(orNull(error.details(), TEXT))
        .traceId(orNull(error.traceId(), NAME))
        .remedy(text(error.remedy()))
        .documentation(page(error.documentation()))
        .retryAfter(wait != null && wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait)
        .build();
  }

  private @Nullable URI page(@Nullable URI page) {
    String text = page == null ? "" : page.toString();
    return text.equals(secrets.said(text, TEXT)) ? page : null;
  }

  /** A text for operators. */
  public String text(String text) {
    return secrets.said(text, TEXT);
  }

  private @Nullable String orNull(@Nullable String text, int most) {
    return text == null ? null : secrets.said(text, most);
  }

  /** The same for the same id, so that what belongs together is still found. */
  private String id(String id) {
    String kept = id.length() <= PLAIN_ID ? id : Storable.key(id);
    return secrets.data(kept, kept.length());
  }

  private @Nullable String idOrNull(@Nullable String id) {
    return id == null ? null : id(id);
  }

  private Map<String, String> details(Map<String, String> details) {
    if (details.size() <= DETAILS && details.entrySet().stream().allMatch(this::fits)) {
      return details;
    }
    Map<String, String> kept = new TreeMap<>();
    new TreeMap<>(details)
        .entrySet().stream()
            .limit(DETAILS)
            .forEach(
                entry ->
                    kept.put(
                        secrets.data(entry.getKey(), NAME), secrets.data(entry.getValue(), TEXT)));
    return kept;
  }

  private boolean fits(Map.Entry<String, String> detail) {
    return secrets.data(detail.getKey(), NAME).equals(detail.getKey())
        && secrets.data(detail.getValue(), TEXT).equals(detail.getValue());
  }

  private static List<Address> addresses(List<Address> addresses) {
    return addresses.stream().limit(ADDRESSES).map(Bounds::address).toList();
  }

  private static Address address(Address address) {
    String value = address.value();
    if (value.length() <= PLAIN_ID) {
      return address;
    }
    return address instanceof GroupId
        ? new GroupId(Storable.key(value))
        : new UserId(Storable.key(value));
  }

  public Sender sender(Sender sender) {
    String account = sender.account();
    boolean fits = account == null || account.length() <= PLAIN_ID;
    return fits && sender.longestSend().compareTo(LONGEST_SEND) <= 0
        ? sender
        : new Sender(
            sender.key(),
            account == null ? null : Storable.key(account),
            sender.rate(),
            sender.perRecipient(),
            sender.longestSend().compareTo(LONGEST_SEND) > 0 ? LONGEST_SEND : sender.longestSend(),
            sender.dailyRecipients());
  }

  public HealthReport report(HealthReport report) {
    List<HealthReport.Item> items = report.items();
    if (items.size() > ITEMS) {
      // What failed is not among those left out.
      items =
          items.stream()
              .sorted(Comparator.comparing(item -> item.state() != HealthReport.State.FAILED))
              .limit(ITEMS)
              .toList();
    }
    return new HealthReport(
        items.stream()
            .map(
                item ->
                    new HealthReport.Item(
                        secrets.said(item.name(), NAME),
                        item.state(),
                        text(item.detail()),
                        text(item.remedy())))
            .toList());
  }

  /**
   * What a webhook request held.
   *
   * @throws ProviderException when it is more than one request can hold; none of it is lost,
   *     because the provider delivers it again
   */
  public WebhookResult webhook(WebhookResult result) {
    int count = result.events().size();
    if (count > EVENTS) {
      throw new ProviderException(
          SendError.of(
                  Category.PROVIDER_DEFECT,
                  "The module gave "
                      + count
                      + " events for one request; at most "
                      + EVENTS
                      + " fit")
              .build());
    }
    WebhookAnswer answer = result.answer();
    return new WebhookResult(
        new WebhookAnswer(
            answer.status(),
            secrets.data(answer.contentType(), NAME),
            secrets.data(answer.body(), INBOUND_TEXT)),
        result.events().stream().map(this::event).toList(),
        text(result.refusal()),
        addressees(result.addressees()));
  }

  public List<Addressee> addressees(List<Addressee> addressees) {
    return addressees.stream()
        .map(one -> new Addressee(idOrNull(one.sender()), idOrNull(one.account())))
        .toList();
  }

  public List<StatusUpdate> history(List<StatusUpdate> history) {
    return history.stream().limit(EVENTS).map(this::status).toList();
  }

  private ChannelEvent event(ChannelEvent event) {
    if (event instanceof StatusUpdate status) {
      return status(status);
    }
    if (event instanceof InboundMessage message) {
      return inbound(message);
    }
    String key = id(event.key());
    Instant at = at(event.at());
    String raw = secrets.data(event.raw(), RAW);
    if (event instanceof PreferenceChange change) {
      return new PreferenceChange(
          key, at, raw, addresses(change.person()), change.purpose(), change.allowed());
    }
    if (event instanceof AddressChange change) {
      return new AddressChange(key, at, raw, addresses(change.before()), addresses(change.after()));
    }
    if (event instanceof AccountNotice notice) {
      return new AccountNotice(
          key,
          at,
          raw,
          secrets.data(notice.subject(), NAME),
          text(notice.summary()),
          details(notice.details()));
    }
    return new Unrecognized(key, at, raw, text(((Unrecognized) event).reason()));
  }

  private StatusUpdate status(StatusUpdate status) {
    return new StatusUpdate(
        id(status.key()),
        at(status.at()),
        secrets.data(status.raw(), RAW),
        id(status.providerMessageId()),
        status.status(),
        secrets.data(status.word(), NAME),
        idOrNull(status.reference()),
        addresses(status.recipient()),
        status.errors().stream().limit(ERRORS).map(this::error).toList(),
        marked(details(status.details())));
  }

  private Map<String, String> marked(Map<String, String> details) {
    if (!sendsNothing || details.containsKey(SendOutcome.Accepted.NOTHING_SENT)) {
      return details;
    }
    Map<String, String> marked = new TreeMap<>(details);
    marked.put(SendOutcome.Accepted.NOTHING_SENT, "true");
    return marked;
  }

  private InboundMessage inbound(InboundMessage message) {
    String text = message.text();
    return new InboundMessage(
        id(message.key()),
        at(message.at()),
        secrets.data(message.raw(), RAW),
        id(message.providerMessageId()),
        addresses(message.from()),
        id(message.to()),
        secrets.data(message.kind(), NAME),
        text == null || text.length() <= INBOUND_TEXT ? text : text.substring(0, INBOUND_TEXT),
        idOrNull(message.inReplyTo()),
        contents.within(INBOUND_TEXT, message.content()),
        details(message.details()));
  }

  /** No calendar and no database counts farther. */
  private static Instant at(Instant at) {
    return at.isBefore(EARLIEST) ? EARLIEST : at.isAfter(LATEST) ? LATEST : at;
  }
}
