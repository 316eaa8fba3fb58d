package io.patchbay.delivery;

import io.patchbay.store.internal.SqlDatabase;
import java.nio.file.Path;
import java.time.Clock;

class ClockTest extends ClockContract {
  @Override
  SqlDatabase database(Path directory, Clock clock) {
    return Desk.file(directory).apply(clock);
  }
}
