package io.patchbay.testkit.sample;

class SecondCaughtFaultsTest extends CaughtFaults {
  SecondCaughtFaultsTest() {
    super(1);
  }
}
