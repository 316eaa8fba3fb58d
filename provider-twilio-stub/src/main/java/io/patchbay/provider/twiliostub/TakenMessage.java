package io.patchbay.provider.twiliostub;

import io.patchbay.channel.PhoneNumber;
import io.patchbay.support.Segments;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A message that the stub has taken. What becomes of it follows from the time since.
 *
 * @param sid its SID
 * @param to whom it is for
 * @param from the sender with a leading {@code +}, or the SID of the messaging service
 * @param body the text
 * @param segments how it would be cut into SMS
 * @param reference the host's reference, possibly empty
 * @param createdAt when it was taken
 */
record TakenMessage(
    String sid,
    PhoneNumber to,
    String from,
    String body,
    Segments segments,
    String reference,
    Instant createdAt) {

  /** A messaging service first accepts a message, and queues it once it has chosen a sender. */
  private static final List<Step> WITH_SERVICE =
      List.of(
          new Step(StatusWord.ACCEPTED, Duration.ZERO),
          new Step(StatusWord.QUEUED, Duration.ofMillis(500)),
          new Step(StatusWord.SENT, Duration.ofSeconds(1)),
          new Step(StatusWord.DELIVERED, Duration.ofSeconds(2)));

  private static final List<Step> WITH_NUMBER =
      List.of(
          new Step(StatusWord.QUEUED, Duration.ZERO),
          new Step(StatusWord.SENT, Duration.ofSeconds(1)),
          new Step(StatusWord.DELIVERED, Duration.ofSeconds(2)));

  /** A status and how long after the send it is reached. */
  private record Step(String word, Duration after) {}

  /** A status that was reached. */
  record Reached(String word, Instant at) {}

  /** The statuses reached until then, the oldest first; the first one is always among them. */
  List<Reached> reached(Instant until) {
    List<Step> steps = StubSettings.isService(from) ? WITH_SERVICE : WITH_NUMBER;
    return steps.stream()
        .map(step -> new Reached(step.word(), createdAt.plus(step.after())))
        .filter(step -> step.at().equals(createdAt) || !step.at().isAfter(until))
        .toList();
  }

  TwilioStubMessage seen(Instant at) {
    List<Reached> reached = reached(at);
    return new TwilioStubMessage(
        sid,
        to,
        from,
        body,
        segments.encoding(),
        segments.count(),
        reached.get(reached.size() - 1).word(),
        reference,
        createdAt);
  }

  /** Shows neither number nor text. */
  @Override
  public String toString() {
    return "TakenMessage[" + sid + ", " + createdAt + "]";
  }
}
