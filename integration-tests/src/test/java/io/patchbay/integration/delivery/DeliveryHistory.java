package io.patchbay.integration.delivery;

import io.patchbay.channel.MessageRef;
import io.patchbay.delivery.DeliveryState;
import io.patchbay.delivery.Guarantee;
import io.patchbay.delivery.store.MessageRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compares what a provider accepted with what the queue says of it, when everything has come to
 * rest.
 */
final class DeliveryHistory {
  private DeliveryHistory() {}

  /**
   * Looks for what must not be.
   *
   * @param handedOver every message whose handing over was answered
   * @param accepted the references of the sends that the provider accepted, in order
   */
  static List<Finding> check(List<MessageRecord> handedOver, List<String> accepted) {
    List<Finding> findings = new ArrayList<>();
    Map<String, List<Integer>> attempts = new HashMap<>();
    for (String reference : accepted) {
      MessageRef ref = MessageRef.parse(reference).orElseThrow();
      attempts.computeIfAbsent(ref.id().value(), id -> new ArrayList<>()).add(ref.attempt());
    }
    for (MessageRecord message : handedOver) {
      check(message, attempts.getOrDefault(message.id().value(), List.of()), findings);
    }
    return findings;
  }

  private static void check(MessageRecord message, List<Integer> attempts, List<Finding> findings) {
    String id = message.id().value();
    boolean told = message.state() == DeliveryState.UNKNOWN && message.reason() != null;
    Set<Integer> different = new HashSet<>(attempts);
    if (different.size() < attempts.size()) {
      findings.add(new Finding(Finding.Kind.REPEATED, id));
    }
    if (different.size() > 1 && message.guarantee() == Guarantee.AT_MOST_ONCE) {
      findings.add(new Finding(Finding.Kind.DOUBLED, id));
    }
    for (int attempt : different) {
      if (attempt < message.attempts() && !wasUnknown(message, attempt)) {
        findings.add(new Finding(Finding.Kind.SENT_AGAIN_WITHOUT_NEED, id));
      }
    }
    switch (message.state()) {
      case ACCEPTED -> {
        if (attempts.isEmpty()) {
          findings.add(new Finding(Finding.Kind.INVENTED, id));
        }
      }
      case UNKNOWN -> {
        if (!told) {
          findings.add(new Finding(Finding.Kind.UNSETTLED, id));
        } else if (!attempts.isEmpty()) {
          findings.add(new Finding(Finding.Kind.UNNOTICED, id));
        } else if (message.guarantee() == Guarantee.AT_LEAST_ONCE) {
          findings.add(new Finding(Finding.Kind.LOST, id));
        }
      }
      case FAILED, EXPIRED, CANCELLED, PARKED, QUEUED, SENDING, NOTHING_SENT -> {
        findings.add(
            new Finding(attempts.isEmpty() ? Finding.Kind.LOST : Finding.Kind.UNNOTICED, id));
      }
    }
  }

  /** Whether the queue knew, before it sent again, that nobody could tell. */
  private static boolean wasUnknown(MessageRecord message, int attempt) {
    return message.story().stream()
        .anyMatch(
            line ->
                line.what().equals("UNKNOWN")
                    && (line.attempt() == attempt || line.attempt() == 0));
  }
}
