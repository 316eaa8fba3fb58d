package io.patchbay.delivery;

import io.patchbay.channel.Category;
import io.patchbay.channel.DeliveryStatus;
import io.patchbay.channel.Retry;
import io.patchbay.channel.SendError;
import io.patchbay.channel.SendOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Everything that can happen to messages happens to some. */
final class BusyDay {
  private BusyDay() {}

  private static SendOutcome refused(Category category, Retry retry) {
    return new SendOutcome.Rejected(SendError.of(category, "No").retry(retry).build());
  }

  private static SendOutcome unknown() {
    return new SendOutcome.Unknown(SendError.of(Category.NETWORK, "No answer").build());
  }

  /**
   * One that arrives, twice at that; one of which nobody can ever tell; one that its provider gives
   * up; one that is refused; one that a stub takes; one whose time is over; one that is throttled
   * and waits.
   */
  static void on(Desk desk, Delivery delivery) {
    desk.line.answers("a", request -> unknown());
    delivery.submit(
        "acme",
        Desk.message("twice", "+14155550101"),
        SubmitOptions.defaults().withGuarantee(Guarantee.AT_LEAST_ONCE));
    desk.awaitState("twice", DeliveryState.UNKNOWN);
    delivery.submit("acme", Desk.message("never", "+14155550102"));
    desk.awaitState("never", DeliveryState.UNKNOWN);
    desk.line.accepts("a");
    desk.clock.advance(Duration.ofMinutes(1));
    delivery.submit("acme", Desk.message("arrives", "+14155550103"));
    delivery.submit("acme", Desk.message("arrives", "+14155550103"));
    desk.awaitState("arrives", DeliveryState.ACCEPTED);
    desk.clock.advance(Duration.ofSeconds(2));
    desk.hears("line-1", DeliveryStatus.DELIVERED, Desk.ref("arrives", 1));
    desk.clock.advance(Duration.ofMinutes(20));
    desk.awaitState("twice", DeliveryState.ACCEPTED);
    Desk.await(
        () -> String.valueOf(desk.record("never").reason()).contains("at most once"),
        () -> "never is " + desk.record("never"));
    desk.hears("line-9", DeliveryStatus.DELIVERED, Desk.ref("twice", 1));

    delivery.submit("acme", Desk.message("given-up", "+14155550104"));
    desk.awaitState("given-up", DeliveryState.ACCEPTED);
    SendError gone = SendError.of(Category.RECIPIENT_UNREACHABLE, "not there").build();
    desk.hears("a", "line-3", DeliveryStatus.FAILED, Desk.ref("given-up", 1), gone);
    desk.line.answers("a", request -> refused(Category.REQUEST, Retry.NEVER));
    delivery.submit("acme", Desk.message("refused", "+14155550105"));
    desk.awaitState("refused", DeliveryState.FAILED);
    delivery.submit(
        "acme",
        Desk.message("too-late", "+14155550106"),
        SubmitOptions.defaults()
            .withNotBefore(desk.clock.instant().plusSeconds(60))
            .withExpiresAt(desk.clock.instant().plusSeconds(61)));
    desk.clock.advance(Duration.ofSeconds(62));
    desk.awaitState("too-late", DeliveryState.EXPIRED);
    desk.line.answers(
        "a",
        request -> new SendOutcome.Accepted("stub-1", List.of(), Map.of("nothing-sent", "true")));
    delivery.submit("acme", Desk.message("not-sent", "+14155550108"));
    desk.awaitState("not-sent", DeliveryState.NOTHING_SENT);
    desk.line.answers("a", request -> refused(Category.RATE_LIMITED, Retry.BACKOFF));
    delivery.submit("acme", Desk.message("throttled", "+14155550107"));
    Desk.await(
        () -> !desk.store.pacedSenders().isEmpty(),
        () -> "throttled is " + desk.record("throttled"));
    desk.line.dailyRecipients = 5L;
    delivery.askProviders();
  }
}
