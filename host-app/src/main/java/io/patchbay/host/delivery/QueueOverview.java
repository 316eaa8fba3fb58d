package io.patchbay.host.delivery;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.patchbay.channel.Masking;
import io.patchbay.delivery.DeliveryState;
import io.patchbay.delivery.store.PacedSender;
import io.patchbay.delivery.store.StateCount;
import io.patchbay.host.console.Table;
import io.patchbay.host.console.Wording;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How a queue stands.
 *
 * <p>Immutable.
 *
 * @param database where it is
 * @param now the time by which it is judged
 * @param counts how many messages of each workspace are in each state
 * @param senders what has to wait or to slow down
 */
public record QueueOverview(
    String database, Instant now, List<StateCount> counts, List<PacedSender> senders) {
  /** Copies the lists. */
  public QueueOverview {
    counts = List.copyOf(counts);
    senders = List.copyOf(senders);
  }

  /** When the message was handed over that has waited longest; empty when none waits. */
  public Optional<Instant> oldestWaiting() {
    return counts.stream()
        .filter(count -> count.state() == DeliveryState.QUEUED)
        .map(StateCount::oldest)
        .min(Comparator.naturalOrder());
  }

  /** For a person. */
  public String text() {
    if (counts.isEmpty()) {
      return "The queue " + database + " is empty.\n";
    }
    Table table = new Table("  ");
    for (StateCount count : counts) {
      table.row(
          count.workspace(),
          MessageStory.word(count.state().name()),
          Wording.number(count.messages()),
          "the oldest since " + MessageStory.time(count.oldest()));
    }
    StringBuilder text = new StringBuilder(table.render());
    oldestWaiting()
        .ifPresent(
            oldest ->
                text.append("The oldest that waits was handed over ")
                    .append(ago(oldest))
                    .append(" ago.\n"));
    for (PacedSender sender : senders) {
      text.append(Masking.numbersIn(sender.key())).append(' ').append(standing(sender));
      text.append(sender.reason() == null ? "" : ": " + sender.reason()).append('\n');
    }
    return text.toString();
  }

  private String standing(PacedSender sender) {
    return sender.pausedUntil().isAfter(now)
        ? "sends nothing until " + MessageStory.time(sender.pausedUntil())
        : String.format(Locale.ROOT, "is slowed down to %.0f %%", sender.pace() * 100);
  }

  private String ago(Instant moment) {
    Duration time = Duration.between(moment, now);
    return time.toHours() >= 48
        ? Wording.count(time.toDays(), "day")
        : time.toMinutes() >= 120
            ? Wording.count(time.toHours(), "hour")
            : time.toSeconds() >= 120
                ? Wording.count(time.toMinutes(), "minute")
                : Wording.count(Math.max(0, time.toSeconds()), "second");
  }

  /** The same for machines. */
  public JsonObject json() {
    JsonObject json = new JsonObject();
    json.addProperty("database", database);
    oldestWaiting().ifPresent(oldest -> json.addProperty("oldestWaiting", oldest.toString()));
    JsonArray states = new JsonArray();
    for (StateCount count : counts) {
      JsonObject one = new JsonObject();
      one.addProperty("workspace", count.workspace());
      one.addProperty("state", MessageStory.word(count.state().name()));
      one.addProperty("messages", count.messages());
      one.addProperty("oldest", count.oldest().toString());
      states.add(one);
    }
    json.add("counts", states);
    JsonArray paced = new JsonArray();
    for (PacedSender sender : senders) {
      JsonObject one = new JsonObject();
      one.addProperty("sender", Masking.numbersIn(sender.key()));
      one.addProperty("pace", sender.pace());
      if (sender.pausedUntil().isAfter(now)) {
        one.addProperty("pausedUntil", sender.pausedUntil().toString());
      }
      one.addProperty("reason", sender.reason() == null ? "" : sender.reason());
      paced.add(one);
    }
    json.add("senders", paced);
    return json;
  }
}
