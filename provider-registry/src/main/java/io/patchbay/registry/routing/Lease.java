package io.patchbay.registry.routing;

import io.patchbay.channel.InstanceId;
import io.patchbay.channel.spi.ProviderDescriptor;
import io.patchbay.channel.spi.SmsConnection;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The right to use a connection: it stays open until every lease on it is closed, even when the
 * configuration changes meanwhile. Hold it for one piece of work and close it.
 *
 * <p>Thread-safe; closing twice is the same as once.
 */
public final class Lease implements AutoCloseable {
  private final ConnectionSlot slot;
  private final AtomicBoolean closed = new AtomicBoolean();

  Lease(ConnectionSlot slot) {
    this.slot = slot;
  }

  /** The connection; not to be used after the lease is closed. */
  public SmsConnection connection() {
    return slot.connection();
  }

  /** Which instance it belongs to. */
  public InstanceId instance() {
    return slot.configuration().id();
  }

  /** What its provider declares. */
  public ProviderDescriptor provider() {
    return slot.configuration().provider().descriptor();
  }

  /**
   * Grows with every connection that the registry opens: it tells the connection of an instance
   * from the one that replaces it.
   */
  public long generation() {
    return slot.generation();
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      slot.release();
    }
  }
}
