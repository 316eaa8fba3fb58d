package io.patchbay.host.broadcast;

import io.patchbay.channel.SendError;
import io.patchbay.channel.SmsMessage;
import io.patchbay.delivery.Delivery;
import io.patchbay.delivery.Outgoing;
import io.patchbay.delivery.Submission;
import io.patchbay.delivery.SubmitOptions;
import io.patchbay.delivery.store.DeliveryStore;
import io.patchbay.delivery.store.SeriesMember;
import io.patchbay.host.audience.Audience;
import io.patchbay.host.audience.AudienceLine;
import io.patchbay.host.broadcast.Broadcast.Order;
import io.patchbay.host.console.Interruption;
import io.patchbay.host.console.ProgressBar;
import io.patchbay.host.console.UserError;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sends to a whole audience through the queue: hands it over line by line, and waits until the last
 * message has ended. Started again after a kill it goes on where it was, because the same line has
 * the same id. Used once, by one thread.
 */
public final class QueuedBroadcast {
  private static final Duration LOOK = Duration.ofMillis(100);
  private static final int PAGE = 1_000;
  private static final int BATCH = 500;

  private final Delivery delivery;
  private final Order order;
  private final SubmitOptions options;
  private final BroadcastIds ids;
  private final BroadcastAttempts attempts;
  private final SteadyStore steady;
  private final Duration patience;
  private final Tally tally = new Tally();
  private long lastLine = 1;
  private long unused;
  private long earlier;
  private @Nullable String brokenOff;

  /**
   * A broadcast.
   *
   * @param options when and how surely messages are delivered that are handed over now; what an
   *     earlier start has handed over keeps its own
   * @param attempts told of all attempts of this process
   * @param steady asks the store
   * @param patience how long nothing may move before what still waits is left to the queue
   */
  public QueuedBroadcast(
      Delivery delivery,
      Order order,
      SubmitOptions options,
      BroadcastIds ids,
      BroadcastAttempts attempts,
      SteadyStore steady,
      Duration patience) {
    this.delivery = delivery;
    this.order = order;
    this.options = options;
    this.ids = ids;
    this.attempts = attempts;
    this.steady = steady;
    this.patience = patience;
  }

  /**
   * Hands everybody's message over and waits for the last to end, or until nothing moves any more;
   * not at all, where they are for later. When it is interrupted it hands over no more; what was
   * handed over stays in the queue.
   *
   * @param total how many lines there are, for the progress
   */
  public void run(Audience audience, long total, ProgressBar progress, Interruption interruption) {
    handOver(new Lines(audience, total, progress, interruption));
    if (isForLater()) {
      return;
    }
    // What an earlier start has sent says nothing about the time that is left.
    progress.begin(unused + steady.ask(this::standing).ended());
    long movedAt = System.nanoTime();
    Standing before = Standing.NONE;
    int outages = steady.outages();
    while (!interruption.requested()) {
      long asked = System.nanoTime();
      Standing standing = steady.ask(this::standing);
      long now = System.nanoTime();
      progress.show(unused + standing.ended(), total, standing::text);
      if (standing.waiting() == 0) {
        return;
      }
      if (!standing.equals(before) || delivery.inFlight() > 0 || outages < steady.outages()) {
        movedAt = now;
        outages = steady.outages();
      } else if (now - movedAt > patience.toNanos()) {
        return;
      }
      before = standing;
      // A large queue takes longer to count: it is left alone most of the time.
      interruption.await(Duration.ofNanos(Math.max(LOOK.toNanos(), 4 * (now - asked))));
    }
  }

  private Standing standing() {
    return Standing.of(delivery.store().seriesCounts(order.workspace(), ids.first(), ids.last()));
  }

  private void handOver(Iterator<Outgoing> lines) {
    List<Outgoing> batch = new ArrayList<>(BATCH);
    while (lines.hasNext()) {
      batch.add(lines.next());
      if (batch.size() == BATCH || !lines.hasNext()) {
        int outages = steady.outages();
        List<Submission> taken = steady.ask(() -> delivery.submit(List.copyOf(batch)));
        boolean perhapsTwice = outages < steady.outages();
        taken.forEach(one -> taken(one, perhapsTwice));
        batch.clear();
      }
    }
  }

  private boolean isForLater() {
    Instant from = options.notBefore();
    return from != null && from.isAfter(steady.ask(() -> delivery.store().now()).plus(patience));
  }

  /** What became of it; to be asked for when the delivery is closed. */
  public Tally.Totals totals(DeliveryStore store) {
    String after = ids.first();
    List<SeriesMember> page;
    do {
      String from = after;
      page = steady.ask(() -> store.series(order.workspace(), from, ids.last(), PAGE));
      for (SeriesMember member : page) {
        tally.ended(ids.line(member.id()), member, attempts);
        after = member.id().value();
      }
    } while (page.size() == PAGE);
    tally.seen(attempts);
    return tally.totals();
  }

  /** The last line that was used; all before it were too. */
  public long lastLine() {
    return lastLine;
  }

  /** How many of its messages had been handed over by an earlier start. */
  public long earlier() {
    return earlier;
  }

  /** Why it ended before the end of the audience; empty when it did not, or was interrupted. */
  public Optional<String> brokenOff() {
    return Optional.ofNullable(brokenOff);
  }

  /**
   * Takes note of one.
   *
   * @param perhapsTwice whether it was handed over again because the answer to the first was lost
   */
  private void taken(Submission submission, boolean perhapsTwice) {
    SendError error = submission.error();
    if (error != null) {
      unused++;
      tally.rejected(ids.line(submission.id()), error);
    } else if (submission.result() == Submission.Result.REPEATED) {
      earlier += perhapsTwice ? 0 : 1;
    } else if (submission.result() == Submission.Result.CONFLICT) {
      tally.faulty(
          ids.line(submission.id()),
          "another message was handed over for this line before: the file has changed since; to"
              + " send it as a new broadcast give it a name of its own with --name");
    }
  }

  private SmsMessage message(AudienceLine.Person person) {
    SmsMessage.Builder message =
        SmsMessage.to(person.to()).id(ids.id(person.line())).purpose(order.purpose());
    person.contents().forEach(message::content);
    if (order.provider() != null) {
      message.provider(order.provider());
    }
    if (order.from() != null) {
      message.from(order.from());
    }
    return message.build();
  }

  /** The people of the audience, read only as far as they are handed over. */
  private final class Lines implements Iterator<Outgoing> {
    private final Audience audience;
    private final long total;
    private final ProgressBar progress;
    private final Interruption interruption;
    private long read;
    private boolean over;
    private @Nullable Outgoing next;

    private Lines(Audience audience, long total, ProgressBar progress, Interruption interruption) {
      this.audience = audience;
      this.total = total;
      this.progress = progress;
      this.interruption = interruption;
    }

    @Override
    public boolean hasNext() {
      while (next == null && !over) {
        if (interruption.requested()) {
          over = true;
          return false;
        }
        try {
          Optional<AudienceLine> line = audience.next();
          line.ifPresentOrElse(this::take, this::end);
        } catch (UserError e) {
          // To throw it now would tell that nothing was sent.
          brokenOff = e.text();
          over = true;
        }
      }
      return next != null;
    }

    private void take(AudienceLine line) {
      read++;
      lastLine = line.line();
      if (line instanceof AudienceLine.Person person) {
        next = new Outgoing(order.workspace(), message(person), options);
      } else {
        unused++;
        if (line instanceof AudienceLine.Faulty faulty) {
          tally.faulty(faulty.line(), faulty.reason());
        } else if (line instanceof AudienceLine.Duplicate duplicate) {
          tally.duplicate(duplicate.line(), duplicate.firstLine());
        }
      }
      progress.show(read, total, () -> "taken into the queue");
    }

    private void end() {
      over = true;
      if (read < total) {
        brokenOff =
            "The audience had " + total + " lines when it was checked and has " + read + ".";
      }
    }

    @Override
    public Outgoing next() {
      if (!hasNext() || next == null) {
        throw new NoSuchElementException();
      }
      Outgoing found = next;
      next = null;
      return found;
    }
  }
}
