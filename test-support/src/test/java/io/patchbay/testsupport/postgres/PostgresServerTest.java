package io.patchbay.delivery.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.patchbay.delivery.store.PostgresDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class PostgresServerTest {
  private static final List<List<String>> WITHOUT_UNSHARE =
      List.of(
          List.of("no-such-program"),
          List.of("setpriv", "--reuid=nobody", "--regid=65534", "--clear-groups"),
          List.of("runuser", "-u", "nobody", "--"));

  private static boolean root() {
    return System.getProperty("user.name").equals("root");
  }

  @Test
  void givesEveryTestASchemaOfItsOwn() {
    try (PostgresDatabase one = PostgresServer.shared().database();
        PostgresDatabase other = PostgresServer.shared().database()) {
      one.write(
          session ->
              session.update(
                  "INSERT INTO lane (workspace, provider, sender, via)"
                      + " VALUES ('acme', '', '', '')"));

      assertThat(count(one)).isEqualTo(1);
      assertThat(count(other)).isZero();
    }
  }

  private static long count(PostgresDatabase database) {
    return database.read(
        session -> session.all("SELECT count(*) FROM lane", row -> row.getLong(1)).get(0));
  }

  @Test
  void runsAsAnotherUserWhereNamespacesAreForbidden() throws Exception {
    assumeTrue(root(), "only root needs another user");
    Path directory = Files.createTempDirectory("patchbay-postgres");
    ServerUser nobody = ServerUser.within(PostgresServer.temporary(), WITHOUT_UNSHARE);
    try (PostgresServer server = PostgresServer.start(directory, nobody, false);
        PostgresDatabase database = server.database()) {
      assertThat(Files.getOwner(directory.resolve("data")).getName()).isEqualTo("nobody");
      assertThat(count(database)).isZero();
    }
    assertThat(directory).doesNotExist();
  }

  @Test
  void saysWhatItTriedWhenThereIsNoWay() {
    assumeTrue(root(), "only root needs another user");
    Path directory = Path.of(System.getProperty("java.io.tmpdir"));

    assertThatThrownBy(() -> ServerUser.within(directory, List.of(List.of("no-such-program"))))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "PostgreSQL does not run as root, and no way leads to another user who can write "
                + directory
                + "; tried: [[no-such-program]]. Run the build as another user, or allow one of"
                + " these");
  }
}
