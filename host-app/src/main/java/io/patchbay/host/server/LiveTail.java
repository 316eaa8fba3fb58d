package io.patchbay.host.server;

import com.google.gson.JsonObject;
import io.patchbay.channel.AccountNotice;
import io.patchbay.channel.Address;
import io.patchbay.channel.AddressChange;
import io.patchbay.channel.Attempt;
import io.patchbay.channel.ChannelEvent;
import io.patchbay.channel.ChannelEventListener;
import io.patchbay.channel.EventContext;
import io.patchbay.channel.InboundMessage;
import io.patchbay.channel.Masking;
import io.patchbay.channel.MessageRef;
import io.patchbay.channel.PreferenceChange;
import io.patchbay.channel.SendError;
import io.patchbay.channel.SendListener;
import io.patchbay.channel.SendOutcome;
import io.patchbay.channel.StatusUpdate;
import io.patchbay.channel.Unrecognized;
import io.patchbay.content.ContentCodec;
import io.patchbay.host.broadcast.SingleResult;
import io.patchbay.host.console.Json;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Shows what happens, a line for each event and attempt, without texts and with numbers masked. A
 * screen that stands still stops nothing: what does not fit meanwhile is counted and left out.
 * Thread-safe.
 */
public final class LiveTail implements ChannelEventListener, SendListener, AutoCloseable {
  private static final int MOST_WAITING = 10_000;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());

  /** A terminal obeys these instead of showing them, such as a change of the writing direction. */
  private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

  private final PrintWriter out;
  private final boolean json;
  private final Clock clock;
  private final BlockingQueue<Line> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private final AtomicLong dropped = new AtomicLong();
  private final Thread writer = new Thread(this::write, "patchbay-tail");
  private volatile boolean closed;

  /** What is told: where, what, about which message, about whom, and more. */
  private record Line(
      Instant at,
      String instance,
      String what,
      @Nullable String message,
      @Nullable String person,
      @Nullable String more) {}

  /**
   * Starts to show.
   *
   * @param json whether each line is a JSON object
   */
  public LiveTail(PrintWriter out, boolean json, Clock clock) {
    this.out = out;
    this.json = json;
    this.clock = clock;
    writer.setDaemon(true);
    writer.start();
  }

  @Override
  public void on(ChannelEvent event, EventContext context) {
    String message = context.message().map(LiveTail::id).orElse(null);
    String instance = context.instance().toString();
    if (event instanceof StatusUpdate status) {
      String person = status.recipient().isEmpty() ? null : masked(status.recipient());
      String why =
          status.errors().stream()
              .map(SendError::describe)
              .map(Masking::numbersIn)
              .findFirst()
              .orElse(null);
      String word = status.nothingSent() ? "nothing-sent" : ContentCodec.word(status.status());
      show(instance, word, message, person, why);
    } else if (event instanceof InboundMessage inbound) {
      String text = inbound.text();
      show(
          instance,
          "message",
          message,
          masked(inbound.from()),
          Masking.numbersIn(inbound.kind()) + (text == null ? "" : " " + Masking.text(text)));
    } else if (event instanceof PreferenceChange change) {
      show(
          instance,
          change.allowed() ? "opt-in" : "opt-out",
          message,
          masked(change.person()),
          ContentCodec.word(change.purpose()));
    } else if (event instanceof AddressChange change) {
      String before = masked(change.before());
      show(
          instance,
          "address changed",
          message,
          masked(change.after()),
          before == null ? null : "was " + before);
    } else if (event instanceof AccountNotice notice) {
      show(instance, "account", message, null, Masking.numbersIn(notice.subject()));
    } else if (event instanceof Unrecognized unrecognized) {
      show(instance, "unrecognized", message, null, Masking.numbersIn(unrecognized.reason()));
    } else {
      show(instance, event.getClass().getSimpleName(), message, null, null);
    }
  }

  @Override
  public void finished(MessageRef message, Attempt attempt) {
    String why =
        attempt
            .outcome()
            .error()
            .map(SendError::describe)
            .map(Masking::numbersIn)
            .orElse(attempt.took().toMillis() + " ms");
    show(attempt.instance().toString(), attempted(attempt.outcome()), id(message), null, why);
  }

  private static String attempted(SendOutcome outcome) {
    return outcome.nothingSent()
        ? SingleResult.word(outcome)
        : "sent: " + SingleResult.word(outcome);
  }

  /** An id is the host's own and may be made of a number. */
  private static String id(MessageRef message) {
    return Masking.numbersIn(message.id().value());
  }

  private static @Nullable String masked(List<Address> addresses) {
    return addresses.isEmpty() ? null : Masking.address(addresses.get(0).value());
  }

  private void show(
      String instance,
      String what,
      @Nullable String message,
      @Nullable String person,
      @Nullable String more) {
    if (closed
        || !waiting.offer(new Line(clock.instant(), instance, what, message, person, more))) {
      dropped.incrementAndGet();
    }
  }

  private void write() {
    try {
      while (!closed || !waiting.isEmpty()) {
        Line line = waiting.poll(100, TimeUnit.MILLISECONDS);
        if (line != null) {
          out.println(json ? json(line) : text(line));
          tellDropped(line);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void tellDropped(Line last) {
    long left = dropped.getAndSet(0);
    if (left > 0) {
      Line line = new Line(last.at(), "-", "left out", null, null, left + " lines");
      out.println(json ? json(line) : text(line));
    }
  }

  private static String text(Line line) {
    StringBuilder text = new StringBuilder(TIME.format(line.at()));
    text.append("  ").append(line.instance()).append("  ").append(line.what());
    for (String part : new @Nullable String[] {line.message(), line.person(), line.more()}) {
      text.append(part == null ? "" : "  " + INVISIBLE.matcher(part).replaceAll(" "));
    }
    return text.toString();
  }

  private static String json(Line line) {
    JsonObject object = new JsonObject();
    object.addProperty("at", line.at().toString());
    object.addProperty("instance", line.instance());
    object.addProperty("what", line.what());
    object.addProperty("message", line.message());
    object.addProperty("person", line.person());
    object.addProperty("more", line.more());
    return Json.line(object);
  }

  /** Shows what is waiting, for two seconds at most, and ends. */
  @Override
  public void close() {
    closed = true;
    try {
      writer.join(TimeUnit.SECONDS.toMillis(2));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
