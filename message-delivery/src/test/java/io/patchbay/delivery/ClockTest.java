package io.patchbay.delivery;

import io.patchbay.registry.storage.Database;
import java.nio.file.Path;
import java.time.Clock;

class ClockTest extends ClockContract {
  @Override
  Database database(Path directory, Clock clock) {
    return Desk.file(directory).apply(clock);
  }
}
