package io.patchbay.simulator;

import org.jspecify.annotations.Nullable;

/** What stands between a well-formed send and its recipient, whoever that is. */
record SendGates(
    Directory directory,
    Limits limits,
    PerNumber<Registration> registrations,
    BlockEndpoints blocked) {

  /** The refusal of a send; null when it may pass. */
  @Nullable GraphError refusal(Send send) {
    String phoneNumberId = send.number().phoneNumberId();
    String address = send.target().address();
    if (!registrations.of(phoneNumberId).isRegistered()) {
      return GraphErrors.NOT_REGISTERED;
    }
    GraphError limited = limits.take(phoneNumberId, address);
    if (limited != null) {
      return limited;
    }
    if (address.equals(send.number().displayDigits())) {
      return GraphErrors.SAME_NUMBER;
    }
    if (!directory.allows(address)) {
      return GraphErrors.NOT_IN_ALLOWED_LIST;
    }
    String waId = send.target().waId();
    return waId != null && blocked.isBlocked(phoneNumberId, waId)
        ? GraphErrors.BLOCKED_BY_BUSINESS
        : null;
  }
}
