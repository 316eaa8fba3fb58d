package io.patchbay.delivery;

import io.patchbay.delivery.store.ClockedDatabase;
import io.patchbay.delivery.store.TestPostgres;
import io.patchbay.store.internal.SqlDatabase;
import java.nio.file.Path;
import java.time.Clock;

class PostgresDeliveryTest extends DeliveryContract {
  @Override
  SqlDatabase database(Path directory, Clock clock) {
    return new ClockedDatabase(TestPostgres.database(), clock);
  }
}
