package io.patchbay.delivery.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.patchbay.store.PostgresSettings;
import io.patchbay.store.StorageException;
import io.patchbay.store.internal.PostgresDatabase;
import io.patchbay.testsupport.Conditions;
import io.patchbay.testsupport.postgres.PostgresServer;
import io.patchbay.testsupport.postgres.TroubledProxy;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The proxy makes the trouble that it promises, and none without being asked. */
class TroubledProxyTest {
  private static final String ADD =
      "INSERT INTO lane (workspace, provider, sender, via) VALUES (?, '', '', '')";

  private TroubledProxy proxy;
  private PostgresDatabase database;

  @BeforeEach
  void connect() {
    PostgresSettings settings =
        TestPostgres.settings().withPatience(Duration.ofMillis(500), Duration.ofSeconds(5));
    proxy = TroubledProxy.before(PostgresServer.shared().port());
    database = new PostgresDatabase(TestPostgres.through(proxy, settings));
  }

  @AfterEach
  void close() {
    database.close();
    proxy.close();
  }

  private int add(String workspace) {
    return database.write(session -> session.update(ADD, workspace));
  }

  private long count() {
    return database.read(
        session -> session.all("SELECT count(*) FROM lane", row -> row.getLong(1)).get(0));
  }

  @Test
  void passesEverythingOnWithoutTrouble() {
    // More often than it takes the driver to keep a statement prepared.
    for (int i = 0; i < 20; i++) {
      add("w" + i);
    }

    assertThat(count()).isEqualTo(20);
    assertThat(proxy.requests()).isGreaterThan(20);
  }

  @Test
  void letsNobodyThroughWhileItIsCut() {
    add("before");
    proxy.cut();

    assertThatThrownBy(() -> add("meanwhile")).isInstanceOf(StorageException.class);

    proxy.restore();
    add("after");
    assertThat(count()).isEqualTo(2);
  }

  @Test
  void isFullForWhatWritesAlone() {
    for (int i = 0; i < 20; i++) {
      add("w" + i);
    }
    proxy.fill();

    assertThatThrownBy(() -> add("meanwhile"))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("No space left on device")
        .hasMessageContaining("make room on the disk of the database");
    assertThat(count()).isEqualTo(20);
    assertThat(proxy.refused()).isEqualTo(1);

    proxy.restore();
    add("after");
    assertThat(count()).isEqualTo(21);
  }

  /** The driver quotes the rows of a batch that fails unless it is told not to. */
  @Test
  void showsNoRowsOfABatchThatIsRefused() {
    proxy.fill();
    List<@Nullable Object[]> rows =
        List.of(new @Nullable Object[] {"p:14155550100"}, new @Nullable Object[] {"a text"});

    StorageException failure =
        catchThrowableOfType(
            StorageException.class,
            () -> database.write(session -> session.batch(ADD, rows).length));

    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    assertThat(text.toString())
        .contains("No space left on device")
        .doesNotContain("14155550100", "a text");
  }

  @Test
  void isSlow() {
    add("before");
    proxy.slow(Duration.ofHours(1));
    int requests = proxy.requests();

    CompletableFuture<Integer> slow = CompletableFuture.supplyAsync(() -> add("slowly"));

    Conditions.await("the request has reached the proxy", () -> proxy.requests() > requests);
    proxy.cut();
    assertThat(slow).failsWithin(Duration.ofMinutes(2));
    proxy.restore();
    assertThat(count()).as("the request was held up").isEqualTo(1);
  }

  @Test
  void losesTheAnswerToACommitThatHappened() {
    add("before");
    proxy.loseNextCommit();

    assertThatThrownBy(() -> add("lost")).isInstanceOf(StorageException.class);

    assertThat(proxy.lostCommit()).isTrue();
    proxy.restore();
    assertThat(count()).isEqualTo(2);
    assertThat(add("after")).isEqualTo(1);
  }
}
