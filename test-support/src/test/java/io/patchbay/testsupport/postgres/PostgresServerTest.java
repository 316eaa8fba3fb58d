package io.patchbay.testsupport.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;

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
  void namesANewSchemaForEveryTest() {
    assertThat(PostgresServer.newSchema()).isNotEqualTo(PostgresServer.newSchema());
  }

  private static int answer(PostgresServer server) throws SQLException {
    try (Connection connection = DriverManager.getConnection(server.url(), "postgres", "");
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SELECT 42")) {
      assertThat(result.next()).isTrue();
      return result.getInt(1);
    }
  }

  @Test
  void runsAsAnotherUserWhereNamespacesAreForbidden() throws Exception {
    assumeTrue(root(), "only root needs another user");
    Path directory = Files.createTempDirectory("patchbay-postgres");
    ServerUser nobody = ServerUser.within(PostgresServer.temporary(), WITHOUT_UNSHARE);
    try (PostgresServer server = PostgresServer.start(directory, nobody, false)) {
      assertThat(Files.getOwner(directory.resolve("data")).getName()).isEqualTo("nobody");
      assertThat(answer(server)).isEqualTo(42);
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
