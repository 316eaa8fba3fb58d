package io.patchbay.delivery;

import io.patchbay.registry.routing.Lease;
import java.util.concurrent.atomic.AtomicInteger;

/** One lease for the messages of one claim: closed with the last of them. Thread-safe. */
final class SharedLease {
  private final Lease lease;
  private final AtomicInteger users;

  SharedLease(Lease lease, int users) {
    this.lease = lease;
    this.users = new AtomicInteger(users);
  }

  Lease lease() {
    return lease;
  }

  /** Called once by each user. */
  void done() {
    if (users.decrementAndGet() == 0) {
      lease.close();
    }
  }
}
