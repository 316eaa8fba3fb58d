package io.patchbay.delivery.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DeliverySchemaTest {
  private static final Path MIGRATION =
      Path.of("src/main/resources/io/patchbay/delivery/store/postgres/V1__delivery.sql");

  /**
   * The migration is written from the schema: run it with {@code -Dpatchbay.docs.write=true} for as
   * long as no release holds it; after that a change is a new migration.
   */
  @Test
  void theFirstMigrationMakesTheTablesOfTheSchema() throws IOException {
    String expected =
        DeliverySchema.postgres().stream()
            .map(statement -> statement.strip() + ";\n")
            .collect(Collectors.joining("\n"));
    if (Boolean.getBoolean("patchbay.docs.write")) {
      Files.writeString(MIGRATION, expected);
    }

    assertThat(MIGRATION).hasContent(expected);
  }
}
