package io.patchbay.simulator;

/**
 * A business phone number that the simulator serves. Immutable.
 *
 * @param phoneNumberId the id in the path of every call, digits only
 * @param displayPhoneNumber the number as people write it, shown by look-ups and, digits only, in
 *     webhooks
 * @param verifiedName the name that recipients see
 */
public record SimulatedNumber(
    String phoneNumberId, String displayPhoneNumber, String verifiedName) {

  /**
   * Checks the id, because a client with a mistyped one must get the platform's error and not a
   * match.
   *
   * @throws IllegalArgumentException when a check fails
   */
  public SimulatedNumber {
    if (!phoneNumberId.matches("[0-9]{1,32}")) {
      throw new IllegalArgumentException(
          "A phone number id is made of 1 to 32 digits, but this is '" + phoneNumberId + "'");
    }
  }

  /** A number with a fictional display number and name. */
  public static SimulatedNumber of(String phoneNumberId) {
    return new SimulatedNumber(phoneNumberId, "+1 701-555-0100", "Patchbay Simulator");
  }

  String displayDigits() {
    return WaIds.digits(displayPhoneNumber);
  }
}
