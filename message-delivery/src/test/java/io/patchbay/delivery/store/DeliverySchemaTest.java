package io.patchbay.delivery.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DeliverySchemaTest {
  private static final Path MIGRATIONS =
      Path.of("../channel-store/src/main/resources/io/patchbay/store/postgres");

  /** By the version of the schema. What other tables PostgreSQL holds has migrations of its own. */
  private static final List<String> NAMES =
      List.of(
          "V1__delivery.sql", "V2__usage.sql", "V4__clock_and_silence.sql", "V5__nothing_sent.sql");

  /**
   * The newest migration is written from the schema: run it with {@code -Dpatchbay.docs.write=true}
   * for as long as no release holds it; after that a change is a new version.
   */
  @Test
  void everyVersionOfTheSchemaIsAMigration() throws IOException {
    assertThat(NAMES).hasSize(DeliverySchema.VERSION);
    for (int version = 1; version <= DeliverySchema.VERSION; version++) {
      Path migration = MIGRATIONS.resolve(NAMES.get(version - 1));
      String expected =
          DeliverySchema.postgres(version).stream()
              .map(statement -> statement.strip() + ";\n")
              .collect(Collectors.joining("\n"));
      if (version == DeliverySchema.VERSION && Boolean.getBoolean("patchbay.docs.write")) {
        Files.writeString(migration, expected);
      }

      assertThat(migration).hasContent(expected);
    }
  }
}
