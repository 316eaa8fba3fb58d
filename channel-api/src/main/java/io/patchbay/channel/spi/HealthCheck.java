package io.patchbay.channel.spi;

/** A capability: asks the provider whether this connection is able to send. Thread-safe. */
public interface HealthCheck {
  /**
   * Asks, with I/O, and blocks for as long as the connection's time-outs allow. Does not throw for
   * trouble with the provider: that is what the report is for.
   */
  HealthReport check();
}
