package io.patchbay.integration.delivery;

import io.patchbay.delivery.DeliveryState;
import io.patchbay.delivery.store.MessageRecord;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * What a run of {@link KillTest} has shown, in one line.
 *
 * @param hosts how many ran at once
 * @param kills how often one was killed
 * @param seed what chose the moments
 * @param took from the first host to the last answer
 */
record KillReport(int hosts, int kills, long seed, Duration took) {
  /**
   * The line.
   *
   * @param byWebhook how many attempts were lost sight of and turned up in a webhook
   */
  String of(List<MessageRecord> messages, long byWebhook) {
    long told = messages.stream().filter(one -> one.state() == DeliveryState.UNKNOWN).count();
    long again = messages.stream().filter(one -> one.attempts() > 1).count();
    return String.format(
        Locale.ROOT,
        "%d messages, %d host(s) at once, %d kills, %d s: of %d a kill had taken the answer; %d"
            + " settled by a webhook, %d by silence: %d sent again, %d told; seed %d",
        messages.size(),
        hosts,
        kills,
        took.toSeconds(),
        byWebhook + told + again,
        byWebhook,
        told + again,
        again,
        told,
        seed);
  }
}
