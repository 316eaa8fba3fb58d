package io.patchbay.provider.httpgateway;

/** A text is not of the format that it should have; the message does not quote it. */
final class Unreadable extends Exception {
  private static final long serialVersionUID = 1L;

  private final String reason;

  Unreadable(String reason) {
    super(reason, null, false, false);
    this.reason = reason;
  }

  String reason() {
    return reason;
  }
}
