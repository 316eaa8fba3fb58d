package io.patchbay.provider.httpgateway;

/** A value that cannot be carried where a template stands it; the message does not quote it. */
final class Unfit extends Exception {
  private static final long serialVersionUID = 1L;

  private final String reason;

  Unfit(String reason) {
    super(reason, null, false, false);
    this.reason = reason;
  }

  String reason() {
    return reason;
  }
}
