package io.patchbay.simulator;

import java.util.Map;
import java.util.Set;

/**
 * The account that the simulator plays: its numbers, and whom they may write to.
 *
 * @param appId the app that calls it
 * @param numbers by phone number id, in the order in which they were configured
 * @param allowList the digits that a test number may write to; empty for real numbers
 */
record Directory(
    String accountId, String appId, Map<String, SimulatedNumber> numbers, Set<String> allowList) {

  boolean isNumber(String id) {
    return numbers.containsKey(id);
  }

  boolean isAccount(String id) {
    return accountId.equals(id);
  }

  boolean isApp(String id) {
    return appId.equals(id);
  }

  SimulatedNumber number(String method, String id) {
    SimulatedNumber number = numbers.get(id);
    if (number == null) {
      throw new Refusal(GraphErrors.noSuchObject(method, id));
    }
    return number;
  }

  SimulatedNumber first() {
    return numbers.values().iterator().next();
  }

  boolean allows(String address) {
    return allowList.isEmpty() || allowList.contains(address);
  }
}
