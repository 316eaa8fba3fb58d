package io.patchbay.testkit.sample;

import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

@EnabledIfSystemProperty(
    named = "patchbay.test.long",
    matches = "true",
    disabledReason = "takes long: add -Dpatchbay.test.long=true to run it")
class SecondCaughtFaultsTest extends CaughtFaults {
  SecondCaughtFaultsTest() {
    super(1);
  }
}
