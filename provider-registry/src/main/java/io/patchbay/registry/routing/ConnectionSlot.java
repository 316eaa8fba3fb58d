package io.patchbay.registry.routing;

import io.patchbay.channel.spi.SmsConnection;
import io.patchbay.registry.internal.config.InstanceConfiguration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One open connection and how many leases it has.
 *
 * <p>The count and the fact that the slot is retired share one atomic, so that no lease can be had
 * once the last one of a retired slot has gone.
 */
final class ConnectionSlot {
  private static final int RETIRED = Integer.MIN_VALUE;

  private final InstanceConfiguration configuration;
  private final SmsConnection connection;
  private final long generation;
  private final AtomicInteger state = new AtomicInteger();
  private final AtomicBoolean closing = new AtomicBoolean();
  private volatile Runnable whenDrained = () -> {};

  ConnectionSlot(InstanceConfiguration configuration, SmsConnection connection, long generation) {
    this.configuration = configuration;
    this.connection = connection;
    this.generation = generation;
  }

  InstanceConfiguration configuration() {
    return configuration;
  }

  SmsConnection connection() {
    return connection;
  }

  long generation() {
    return generation;
  }

  /** A lease, or null when the slot is retired. */
  @Nullable Lease tryLease() {
    while (true) {
      int now = state.get();
      if (now < 0) {
        return null;
      }
      if (state.compareAndSet(now, now + 1)) {
        return new Lease(this);
      }
    }
  }

  void release() {
    if (state.decrementAndGet() == RETIRED) {
      whenDrained.run();
    }
  }

  /**
   * Gives out no more leases.
   *
   * @param drained run once the last lease has gone: on the caller's thread when there is none,
   *     else on the thread that returns the last one
   */
  void retire(Runnable drained) {
    whenDrained = drained;
    if (state.getAndUpdate(count -> count | RETIRED) == 0) {
      drained.run();
    }
  }

  int leases() {
    return state.get() & ~RETIRED;
  }

  /** Whether this call is the one that has to close the connection. */
  boolean claimClose() {
    return closing.compareAndSet(false, true);
  }
}
