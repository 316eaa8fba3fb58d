package io.patchbay.delivery;

import io.patchbay.delivery.store.ClockedDatabase;
import io.patchbay.delivery.store.TestPostgres;
import io.patchbay.registry.storage.Database;
import java.nio.file.Path;
import java.time.Clock;

class PostgresDeliveryTest extends DeliveryContract {
  @Override
  Database database(Path directory, Clock clock) {
    return new ClockedDatabase(TestPostgres.database(), clock);
  }
}
