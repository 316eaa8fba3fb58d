package io.patchbay.host.broadcast;

import io.patchbay.channel.DeliveryStatus;
import io.patchbay.delivery.DeliveryState;
import io.patchbay.delivery.store.SeriesCount;
import io.patchbay.host.console.Wording;
import java.util.List;

/**
 * How a broadcast stands.
 *
 * @param sent messages that a provider has, which sends
 * @param delivered of those, the ones that are known to have arrived
 * @param failed messages that were not sent, by a stub either, or of which nobody can tell
 * @param waiting messages that wait or are being sent
 */
record Standing(long sent, long delivered, long failed, long waiting) {
  static final Standing NONE = new Standing(-1, 0, 0, 0);

  static Standing of(List<SeriesCount> counts) {
    long sent = 0;
    long delivered = 0;
    long failed = 0;
    long waiting = 0;
    for (SeriesCount count : counts) {
      switch (count.state()) {
        case ACCEPTED -> {
          sent += count.messages();
          delivered += arrived(count) ? count.messages() : 0;
        }
        case QUEUED, SENDING -> waiting += count.messages();
        case NOTHING_SENT, UNKNOWN, FAILED, EXPIRED, CANCELLED, PARKED ->
            failed += count.messages();
      }
    }
    return new Standing(sent, delivered, failed, waiting);
  }

  private static boolean arrived(SeriesCount count) {
    return count.state() == DeliveryState.ACCEPTED
        && count.progress() != null
        && count.progress().compareTo(DeliveryStatus.DELIVERED) >= 0;
  }

  long ended() {
    return sent + failed;
  }

  String text() {
    return Wording.number(sent)
        + " sent, "
        + Wording.number(delivered)
        + " delivered, "
        + Wording.number(failed)
        + " failed, "
        + Wording.number(waiting)
        + " waiting";
  }
}
