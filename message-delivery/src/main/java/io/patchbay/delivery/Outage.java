package io.patchbay.delivery;

import io.patchbay.delivery.store.DeliveryStore;
import io.patchbay.store.StorageException;
import org.slf4j.Logger;

/**
 * Tells of a trouble when it begins and when it ends, and not each time that it is met between.
 * Where the store has told already that nothing can be written, that is told once for all who meet
 * it. For one thread.
 */
final class Outage {
  private static final String AGAIN = "{}; nothing is lost, and it is tried again and again";

  private final Logger log;
  private final DeliveryStore store;
  private final String what;
  private boolean told;

  /**
   * A trouble that may come.
   *
   * @param what what cannot be done while it lasts, and where
   */
  Outage(Logger log, DeliveryStore store, String what) {
    this.log = log;
    this.store = store;
    this.what = what;
  }

  void met(Throwable cause) {
    if (told) {
      return;
    }
    if (!(cause instanceof StorageException)) {
      log.warn(AGAIN, what, cause);
    } else if (!store.explains()) {
      // It says what to do; where in this program it was met helps nobody.
      log.warn(AGAIN + ": {}", what, cause.getMessage());
    } else {
      return;
    }
    told = true;
  }

  void over() {
    if (told) {
      told = false;
      log.info("Mended: {}", what);
    }
  }
}
