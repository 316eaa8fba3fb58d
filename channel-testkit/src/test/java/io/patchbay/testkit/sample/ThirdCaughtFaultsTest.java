package io.patchbay.testkit.sample;

class ThirdCaughtFaultsTest extends CaughtFaults {
  ThirdCaughtFaultsTest() {
    super(2);
  }
}
