package io.patchbay.host.broadcast;

import io.patchbay.Patchbay;
import io.patchbay.channel.MessageId;
import io.patchbay.channel.Purpose;
import io.patchbay.channel.SendResult;
import io.patchbay.channel.SmsMessage;
import io.patchbay.channel.spi.Rate;
import io.patchbay.host.audience.Audience;
import io.patchbay.host.audience.AudienceLine;
import io.patchbay.host.console.Interruption;
import io.patchbay.host.console.ProgressBar;
import io.patchbay.host.console.UserError;
import io.patchbay.registry.routing.Lease;
import io.patchbay.registry.routing.Route;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sends to a whole audience: line by line, with a bounded number of messages under way and no
 * faster than the sender may. Used once, by one thread.
 */
public final class Broadcast {
  private static final int MOST_UNDER_WAY = 64;

  private final Patchbay patchbay;
  private final Order order;
  private final Tally tally = new Tally();
  private final Semaphore underWay = new Semaphore(MOST_UNDER_WAY);
  private final Pacer pacer = new Pacer(System::nanoTime, TimeUnit.NANOSECONDS::sleep);
  private final Listener listener;
  private long lastLine = 1;
  private @Nullable String brokenOff;

  /**
   * How to send.
   *
   * @param workspace whose configuration decides
   * @param provider the instance that must carry the messages; null lets the workspace decide
   * @param from the sender; null lets the instance decide
   * @param purpose why they are sent
   */
  public record Order(
      String workspace, @Nullable String provider, @Nullable String from, Purpose purpose) {}

  /** Is told of every result, on the sending thread. */
  public interface Listener {
    /** A message has come to its end. */
    void finished(long line, MessageId message, SendResult result);
  }

  /** A broadcast through a patchbay. */
  public Broadcast(Patchbay patchbay, Order order, Listener listener) {
    this.patchbay = patchbay;
    this.order = order;
    this.listener = listener;
  }

  /**
   * Sends to everybody and waits for the last answer. When it is interrupted, or the audience
   * cannot be read further, it starts no more and waits for what is under way.
   *
   * @param total how many lines there are, for the progress; 0 when that is not known
   */
  public Tally.Totals run(
      Audience audience, long total, ProgressBar progress, Interruption interruption) {
    long done = 0;
    try {
      while (!interruption.requested()) {
        Optional<AudienceLine> line = next(audience);
        if (line.isEmpty()) {
          shorter(done, total);
          break;
        }
        take(line.get());
        lastLine = line.get().line();
        done++;
        progress.show(done, total, this::counts);
      }
      while (!underWay.tryAcquire(MOST_UNDER_WAY, 100, TimeUnit.MILLISECONDS)) {
        progress.show(done, total, this::counts);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return tally.totals();
  }

  /** The last line that was used; all before it were too. */
  public long lastLine() {
    return lastLine;
  }

  /**
   * Why it ended before the end of the audience; empty when it did not, or was interrupted. The
   * file was whole when it was checked: it has changed since.
   */
  public Optional<String> brokenOff() {
    return Optional.ofNullable(brokenOff);
  }

  private Optional<AudienceLine> next(Audience audience) {
    try {
      return audience.next();
    } catch (UserError e) {
      // To throw it now would tell that nothing was sent.
      brokenOff = e.text();
      return Optional.empty();
    }
  }

  private void shorter(long done, long total) {
    if (brokenOff == null && done < total) {
      brokenOff = "The audience had " + total + " lines when it was checked and has " + done + ".";
    }
  }

  private String counts() {
    Tally.Totals totals = tally.totals();
    return totals.accepted()
        + " accepted, "
        + (totals.nothingSent()
            + totals.rejectedMessages()
            + totals.unknownMessages()
            + totals.faultyLines())
        + " not";
  }

  private void take(AudienceLine line) throws InterruptedException {
    if (line instanceof AudienceLine.Person person) {
      send(person);
    } else if (line instanceof AudienceLine.Faulty faulty) {
      tally.faulty(faulty.line(), faulty.reason());
    } else if (line instanceof AudienceLine.Duplicate duplicate) {
      tally.duplicate(duplicate.line(), duplicate.firstLine());
    }
  }

  private void send(AudienceLine.Person person) throws InterruptedException {
    SmsMessage.Builder message = SmsMessage.to(person.to()).purpose(order.purpose());
    person.contents().forEach(message::content);
    if (order.provider() != null) {
      message.provider(order.provider());
    }
    if (order.from() != null) {
      message.from(order.from());
    }
    SmsMessage built = message.build();
    underWay.acquire();
    boolean started = false;
    try {
      pacer.await(rate());
      var unused =
          patchbay
              .channel()
              .sendAsync(order.workspace(), built)
              .whenComplete((result, failure) -> finished(person.line(), built, result));
      started = true;
    } finally {
      if (!started) {
        underWay.release();
      }
    }
  }

  private void finished(long line, SmsMessage message, @Nullable SendResult result) {
    try {
      if (result == null) {
        tally.faulty(line, "the program failed on it; see the log");
      } else {
        tally.result(line, result);
        listener.finished(line, message.id(), result);
      }
    } finally {
      underWay.release();
    }
  }

  /** The rate of the sender that the next message goes through; it changes when that is swapped. */
  private @Nullable Rate rate() {
    List<Route> routes =
        patchbay
            .registry()
            .routing(order.workspace())
            .map(routing -> routing.routesFor(order.provider()))
            .orElse(List.of());
    if (routes.isEmpty()) {
      return null;
    }
    Optional<Lease> leased = patchbay.registry().lease(routes.get(0).instance());
    if (leased.isEmpty()) {
      return null;
    }
    try (Lease lease = leased.get()) {
      return lease.connection().sender(order.from()).rate();
    }
  }
}
