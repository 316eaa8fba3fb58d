package io.patchbay.host.delivery;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.patchbay.channel.DeliveryStatus;
import io.patchbay.delivery.DeliveryState;
import io.patchbay.delivery.Guarantee;
import io.patchbay.delivery.store.MessageRecord;
import io.patchbay.host.console.Table;
import io.patchbay.host.console.Wording;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Tells what became of one message, to a person or to a machine. Stateless. */
public final class MessageStory {
  /** After this, an accepted message that nobody has reported as delivered is worth a look. */
  private static final Duration OVERDUE = Duration.ofHours(1);

  private MessageStory() {}

  /**
   * The story in plain lines.
   *
   * @param now the time by which it is judged
   * @param lastHeard when a status of any message last arrived; empty when none ever has. Asked for
   *     only where it is told: to find it takes a while.
   */
  public static String text(
      MessageRecord message, Instant now, Supplier<Optional<Instant>> lastHeard) {
    StringBuilder text = new StringBuilder();
    text.append("Message ").append(message.id()).append(" of workspace ");
    text.append(message.workspace()).append(": ").append(standing(message)).append('\n');
    String reason = message.reason();
    if (reason != null && message.story().stream().noneMatch(one -> reason.equals(one.reason()))) {
      text.append("  because ").append(reason).append('\n');
    }
    text.append(outlook(message, now));
    Table table = new Table("  ");
    String told = null;
    for (MessageRecord.Line line : message.story()) {
      boolean repeated = line.reason() != null && line.reason().equals(told);
      table.row(time(line.at()), word(line.what()), line(line, repeated ? null : line.reason()));
      told = line.reason();
    }
    text.append(table.render());
    return text.append(checks(message, now, lastHeard)).toString();
  }

  private static String standing(MessageRecord message) {
    String state =
        switch (message.state()) {
          case QUEUED -> "it waits in the queue";
          case SENDING -> "it is being sent";
          case UNKNOWN -> "nobody can tell whether it was sent";
          case ACCEPTED -> accepted(message.progress());
          case NOTHING_SENT -> "nothing was sent: a stub took it, or a provider in a test mode";
          case FAILED -> "it was not delivered: a dead letter";
          case EXPIRED -> "its time was over before it could be sent";
          case CANCELLED -> "it was taken back before it was sent";
          case PARKED -> "it is parked until the module of its content is here again";
        };
    return state + (message.duplicated() ? "; it has arrived more than once" : "");
  }

  private static String accepted(@Nullable DeliveryStatus progress) {
    if (progress == null || progress == DeliveryStatus.ACCEPTED) {
      return "the provider has it";
    }
    return progress == DeliveryStatus.SENT
        ? "the provider has sent it on"
        : "it was " + progress.name().toLowerCase(Locale.ROOT);
  }

  private static String outlook(MessageRecord message, Instant now) {
    return switch (message.state()) {
      case QUEUED ->
          message.dueAt().isAfter(now)
              ? "  next try not before " + time(message.dueAt()) + "\n"
              : "  its turn has come: it goes as fast as its sender may, while a 'patchbay serve'"
                  + " or 'patchbay send --audience' runs\n";
      case UNKNOWN ->
          "  a status that carries its reference settles it; without one "
              + (message.guarantee() == Guarantee.AT_MOST_ONCE
                  ? "it is not sent again (at most once); 'patchbay dead --requeue "
                      + message.id()
                      + "' sends it again, and it may arrive twice\n"
                  : "it is sent again (at least once), and may arrive twice\n");
      case FAILED, NOTHING_SENT ->
          "  'patchbay dead --requeue " + message.id() + "' puts it back\n";
      default -> "";
    };
  }

  private static String line(MessageRecord.Line line, @Nullable String reason) {
    StringBuilder text = new StringBuilder();
    if (line.attempt() > 0) {
      text.append("try ").append(line.attempt()).append(" through ").append(line.instance());
    }
    if (line.providerMessageId() != null) {
      text.append(", as ").append(line.providerMessageId());
    }
    new TreeMap<>(line.details())
        .forEach((name, value) -> text.append(", ").append(name).append(' ').append(value));
    if (reason != null) {
      text.append(text.length() == 0 ? "" : ": ").append(reason);
    }
    return text.toString();
  }

  private static String checks(
      MessageRecord message, Instant now, Supplier<Optional<Instant>> lastHeard) {
    Duration since = Duration.between(message.updatedAt(), now);
    if (!undelivered(message) || since.compareTo(OVERDUE) < 0) {
      return "";
    }
    return """
    Nothing more was heard of it for %s. Three things to check:
      1. Do webhooks arrive at all? %s
         'patchbay serve' has to run, and the address that the provider knows has to lead to it.
      2. Is the recipient's phone off, without a network, or its app older than the newest
         version? The provider keeps the message for a time and delivers it when it can.
      3. Does the provider hold it back? Look at the quality rating of the sender, at a cap on
         marketing messages for each person, and whether the template was paused. A person who
         has blocked the sender is not told of either.
    """
        .formatted(
            lasted(since),
            lastHeard
                .get()
                .map(
                    last ->
                        last.isAfter(message.updatedAt())
                            ? "They do: the last arrived at " + time(last) + "."
                            : "None has arrived since " + time(last) + ".")
                .orElse("No status of any message has ever arrived here."));
  }

  private static boolean undelivered(MessageRecord message) {
    DeliveryStatus progress = message.progress();
    return message.state() == DeliveryState.ACCEPTED
        && (progress == null || progress.compareTo(DeliveryStatus.SENT) <= 0);
  }

  private static String lasted(Duration time) {
    return time.toHours() < 48
        ? Wording.count(time.toHours(), "hour")
        : Wording.count(time.toDays(), "day");
  }

  static String time(Instant moment) {
    return moment.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** How a state, or what happened, is called everywhere: {@code nothing-sent}. */
  public static String word(String what) {
    return what.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The same for machines. */
  public static JsonObject json(MessageRecord message) {
    JsonObject json = new JsonObject();
    json.addProperty("id", message.id().value());
    json.addProperty("workspace", message.workspace());
    json.addProperty("state", word(message.state().name()));
    if (message.progress() != null) {
      json.addProperty("status", word(message.progress().name()));
    }
    json.addProperty("guarantee", word(message.guarantee()));
    json.addProperty("attempts", message.attempts());
    json.addProperty("duplicated", message.duplicated());
    json.addProperty("submittedAt", message.createdAt().toString());
    json.addProperty("updatedAt", message.updatedAt().toString());
    json.addProperty("dueAt", message.dueAt().toString());
    if (message.expiresAt() != null) {
      json.addProperty("expiresAt", message.expiresAt().toString());
    }
    if (message.reason() != null) {
      json.addProperty("reason", message.reason());
    }
    JsonArray story = new JsonArray();
    message.story().forEach(line -> story.add(json(line)));
    json.add("story", story);
    return json;
  }

  private static JsonObject json(MessageRecord.Line line) {
    JsonObject json = new JsonObject();
    json.addProperty("at", line.at().toString());
    json.addProperty("what", word(line.what()));
    if (line.attempt() > 0) {
      json.addProperty("attempt", line.attempt());
    }
    if (line.instance() != null) {
      json.addProperty("instance", line.instance());
    }
    if (line.providerMessageId() != null) {
      json.addProperty("providerMessageId", line.providerMessageId());
    }
    if (line.reason() != null) {
      json.addProperty("reason", line.reason());
    }
    if (!line.details().isEmpty()) {
      JsonObject details = new JsonObject();
      new TreeMap<>(line.details()).forEach(details::addProperty);
      json.add("details", details);
    }
    return json;
  }

  /** The word for it in JSON: {@code atMostOnce}. */
  public static String word(Guarantee guarantee) {
    return lower(guarantee.name());
  }

  /** As guarantees are written in JSON. */
  private static String lower(String name) {
    StringBuilder word = new StringBuilder();
    for (String part : name.toLowerCase(Locale.ROOT).split("_", -1)) {
      word.append(word.length() == 0 ? part : capitalised(part));
    }
    return word.toString();
  }

  private static String capitalised(String part) {
    return part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1);
  }
}
