package io.patchbay.testkit.sample;

class FirstCaughtFaultsTest extends CaughtFaults {
  FirstCaughtFaultsTest() {
    super(0);
  }
}
