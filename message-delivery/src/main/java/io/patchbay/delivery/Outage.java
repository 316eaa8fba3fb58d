package io.patchbay.delivery;

import io.patchbay.store.StorageException;
import org.slf4j.Logger;

/**
 * Tells of a trouble when it begins and when it ends, and not each time that it is met between. For
 * one thread.
 */
final class Outage {
  private static final String AGAIN = "{}; nothing is lost, and it is tried again and again";

  private final Logger log;
  private final String what;
  private boolean lasts;

  /**
   * A trouble that may come.
   *
   * @param what what cannot be done while it lasts, and where
   */
  Outage(Logger log, String what) {
    this.log = log;
    this.what = what;
  }

  void met(Throwable cause) {
    if (!lasts) {
      lasts = true;
      if (cause instanceof StorageException) {
        // It says what to do; where in this program it was met helps nobody.
        log.warn(AGAIN + ": {}", what, cause.getMessage());
      } else {
        log.warn(AGAIN, what, cause);
      }
    }
  }

  void over() {
    if (lasts) {
      lasts = false;
      log.info("Mended: {}", what);
    }
  }
}
