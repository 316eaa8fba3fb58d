package io.patchbay.provider.whatsapp.internal.webhook;

import io.patchbay.channel.ChannelEvent;
import io.patchbay.channel.Unrecognized;
import io.patchbay.channel.spi.Addressee;
import io.patchbay.channel.spi.WebhookResult;
import io.patchbay.provider.whatsapp.internal.graph.Classifier;
import io.patchbay.provider.whatsapp.internal.graph.GraphError;
import io.patchbay.provider.whatsapp.internal.graph.Node;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.function.Function;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * Finds every event in a webhook's body. One body holds many entries, changes, statuses and
 * messages; what one of them has wrong with it does not concern its neighbours, and what cannot be
 * read is handed on as it is.
 *
 * <p>Immutable and thread-safe.
 */
public final class PayloadReader {
  private final Clock clock;
  private final StatusReader statuses;
  private final InboundReader messages;
  private final NoticeReader notices;

  /**
   * A reader of one instance's webhooks.
   *
   * @param phoneNumberId the instance's own: messages that name no receiver are for it
   */
  public PayloadReader(Clock clock, Classifier classifier, String phoneNumberId) {
    this.clock = clock;
    this.statuses = new StatusReader(clock, classifier);
    this.messages = new InboundReader(clock, classifier, phoneNumberId);
    this.notices = new NoticeReader(clock, classifier);
  }

  public WebhookResult read(byte[] body) {
    Node entries = Node.array(Node.parse(body), "entry");
    WebhookItems events = new WebhookItems();
    if (entries == null) {
      events.add(
          unrecognized(
              new String(body, StandardCharsets.UTF_8), "no JSON object with an array of entries"));
      return events.result();
    }
    for (Node element : entries.children()) {
      Node entry = element.asObject();
      Node changes = Node.array(entry, "changes");
      events.addressedTo(new Addressee(null, Node.text(entry, "id")));
      if (entry == null || changes == null) {
        events.add(unrecognized(element.raw(), "an entry without an array of changes"));
      } else {
        changes.children().forEach(change -> change(change, entry, events));
      }
    }
    return events.result();
  }

  private void change(Node element, Node entry, WebhookItems events) {
    Node change = element.asObject();
    Node value = Node.object(change, "value");
    String named = Node.text(change, "field");
    String field = named == null ? "" : named;
    Function<Node, String> sentence = News.of(field);
    int before = events.size();
    events.addressedTo(new Addressee(sender(value), Node.text(entry, "id")));
    if (value != null && field.equals("messages")) {
      ChangeContext around = new ChangeContext(value);
      each(value, "statuses", events, status -> statuses.read(status, around));
      each(value, "messages", events, message -> messages.read(message, around));
    } else if (value != null && field.equals("user_preferences")) {
      ChangeContext around = new ChangeContext(value);
      each(value, field, events, preference -> notices.preference(preference, around));
    } else if (value != null && sentence != null) {
      news(field, entry, value, sentence, events);
    } else {
      events.add(unrecognized(element.raw(), "no reader for the field " + named));
      return;
    }
    for (Node error : Node.elements(value, "errors")) {
      // News may have lines of their own under this name, which are part of the notice.
      if (sentence == null || GraphError.of(error) != null) {
        events.add(guarded(error, () -> notices.error(entry, error)));
      }
    }
    if (events.size() == before) {
      events.add(unrecognized(element.raw(), "nothing in it that has a reader"));
    }
  }

  /** The phone number id of ours that a change concerns; null when it names none. */
  static @Nullable String sender(@Nullable Node value) {
    return Node.text(Node.object(value, "metadata"), "phone_number_id");
  }

  /** News about groups come as a list; all others are one. */
  private void news(
      String field, Node entry, Node value, Function<Node, String> sentence, WebhookItems events) {
    if (Node.array(value, "groups") == null) {
      events.add(guarded(value, () -> notices.notice(field, entry, value, sentence)));
    } else {
      each(value, "groups", events, group -> notices.notice(field, entry, group, sentence));
    }
  }

  private void each(Node value, String name, WebhookItems events, Item reader) {
    for (Node element : Node.elements(value, name)) {
      Node item = element.asObject();
      events.add(
          item == null
              ? unrecognized(element.raw(), "an element of " + name + " that is no object")
              : guarded(item, () -> reader.read(item)));
    }
  }

  private ChannelEvent guarded(Node element, Reading reading) {
    try {
      return reading.read();
    } catch (Unreadable e) {
      return unrecognized(element.raw(), e.reason());
    } catch (RuntimeException e) {
      return unrecognized(element.raw(), "reading it failed with " + e.getClass().getSimpleName());
    }
  }

  private Unrecognized unrecognized(String raw, String reason) {
    return new Unrecognized(key(raw), clock.instant(), raw, reason);
  }

  /** The same part of a payload has the same key whenever it is delivered. */
  private static String key(String raw) {
    return "sha256:" + ByteString.of(raw.getBytes(StandardCharsets.UTF_8)).sha256().hex();
  }

  /** Reads one status, message, preference or group. */
  private interface Item {
    ChannelEvent read(Node item) throws Unreadable;
  }

  /** Reads one item. */
  private interface Reading {
    ChannelEvent read() throws Unreadable;
  }

  /** An item lacks what its event cannot do without. */
  public static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    public Unreadable(String reason) {
      super(reason, null, false, false);
    }

    String reason() {
      return String.valueOf(getMessage());
    }
  }
}
