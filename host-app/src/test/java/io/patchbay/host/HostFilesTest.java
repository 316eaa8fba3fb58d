package io.patchbay.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.patchbay.simulator.WhatsAppCloudSimulator;
import io.patchbay.testsupport.Conditions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code serve} does with its files, and what it does when they are not as it left them. */
class HostFilesTest {
  @TempDir Path folder;
  private final WhatsAppCloudSimulator simulator =
      WhatsAppCloudSimulator.builder()
          .accessToken("test-token")
          .appSecret("test-app-secret")
          .verifyToken("test-verify-token")
          .start();
  private Path configuration = Path.of("");
  private Path queue = Path.of("");
  private Path people = Path.of("");

  @BeforeEach
  void prepare() throws IOException {
    assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("posix"));
    configuration =
        SampleWorkspace.write(
            folder,
            """
            { "server": { "apiKeys": "%s" }, "workspaces": { "acme": { "sms": {
                "defaultProvider": "whatsapp", "defaultRegion": "US",
                "providers": {
                  "whatsapp": { "type": "whatsapp-cloud", "baseUrl": "%s",
                                "accessToken": "test-token", "phoneNumberId": "109876543210123",
                                "appSecret": "test-app-secret",
                                "verifyToken": "test-verify-token" } } } } } }
            """
                .formatted(HostProcess.KEY, simulator.baseUrl()));
    queue = folder.resolve("patchbay-data/delivery.db");
    people = folder.resolve("patchbay-data/people.db");
  }

  @AfterEach
  void stop() {
    simulator.close();
  }

  private HostProcess serve(String umask) {
    HostProcess host = new HostProcess(configuration, umask);
    simulator.callbackUrl(URI.create(host.address() + "/webhooks/acme/whatsapp"));
    return host;
  }

  private static boolean healthy(HostProcess host) {
    return host.get("/health").statusCode() == 200;
  }

  /** The permissions of the directory and of what is in it, by name. */
  private Map<String, String> permissions() throws IOException {
    Map<String, String> found = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder.resolve("patchbay-data"))) {
      files.forEach(
          file -> {
            try {
              found.put(
                  file.getFileName().toString(),
                  PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
    return found;
  }

  private static final Map<String, String> PRIVATE =
      Map.of(
          "patchbay-data", "rwx------",
          "delivery.db", "rw-------",
          "delivery.db-wal", "rw-------",
          "delivery.db-shm", "rw-------",
          "people.db", "rw-------",
          "people.db-wal", "rw-------",
          "people.db-shm", "rw-------");

  /** So that both files are used. */
  private void takesAndIsToldToStop(HostProcess host, String message, String person) {
    assertThat(host.post(message)).isEqualTo(202);
    simulator.replyFrom(person, "STOP");
    simulator.awaitWebhooksDelivered(ServedHost.PATIENCE);
  }

  @Test
  void everyFileIsPrivateWhateverTheUmaskAndEvenIfItWasNot() throws IOException {
    try (HostProcess host = serve("000")) {
      takesAndIsToldToStop(host, "m1", "14155550132");
      assertThat(permissions()).isEqualTo(PRIVATE);
      assertThat(host.lines("was open to other users")).isZero();
    }
    for (Path open : new Path[] {queue, people}) {
      Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-rw-r--"));
    }
    Files.setPosixFilePermissions(
        folder.resolve("patchbay-data"), PosixFilePermissions.fromString("rwxr-xr-x"));

    try (HostProcess host = serve("022")) {
      assertThat(host.post("m2")).isEqualTo(202);
      host.awaitLine("people.db was open to other users");
      simulator.replyFrom("14155550133", "STOP");
      simulator.awaitWebhooksDelivered(ServedHost.PATIENCE);

      assertThat(permissions()).isEqualTo(PRIVATE);
      assertThat(host.lines("was open to other users")).isEqualTo(3);
      assertThat(host.log())
          .contains(
              folder.resolve("patchbay-data")
                  + " was open to other users of this machine: its permissions were rwxr-xr-x and"
                  + " are rwx------ now",
              queue
                  + " was open to other users of this machine: its permissions were rw-rw-r-- and"
                  + " are rw------- now");
    }
  }

  @Test
  void aQueueThatWasRemovedTakesNothingUntilItIsBack() throws IOException {
    try (HostProcess host = serve("022")) {
      assertThat(host.post("m1")).isEqualTo(202);
      assertThat(healthy(host)).isTrue();
      Path elsewhere = Files.move(queue, folder.resolve("elsewhere.db"));

      assertThat(host.post("m2")).isEqualTo(503);
      assertThat(host.get("/health").statusCode()).isEqualTo(503);
      assertThat(host.get("/health").body())
          .contains("\"status\":\"unable\"", queue + " cannot be used: it was removed");
      assertThat(queue).doesNotExist();
      host.awaitLine("The file " + queue + " was removed while this process had it open; nothing");

      Files.move(elsewhere, queue);
      Conditions.await("it takes messages", () -> host.post("m2") == 202);
      Conditions.await("it is healthy", () -> healthy(host));
      assertThat(host.get("/v1/messages/m1").statusCode()).isEqualTo(200);
      assertThat(host.lines("nothing is taken or sent: move the same file back")).isEqualTo(1);
      assertThat(host.lines("is back and is used again")).isEqualTo(1);
      assertThat(host.lines("it was removed")).as("one warning: %s", host.log()).isEqualTo(1);
    }
  }

  @Test
  void aQueueThatWasReplacedTakesNothingUntilARestart() throws IOException {
    Path backup = folder.resolve("backup.db");
    try (HostProcess host = serve("022")) {
      assertThat(host.post("m1")).isEqualTo(202);
      simulator.awaitWebhooksDelivered(ServedHost.PATIENCE);
    }
    Files.copy(queue, backup);
    try (HostProcess host = serve("022")) {
      assertThat(host.post("m2")).isEqualTo(202);
      Files.move(queue, folder.resolve("elsewhere.db"));
      Files.copy(backup, queue);

      assertThat(host.post("m3")).isEqualTo(503);
      assertThat(host.get("/health").statusCode()).isEqualTo(503);
      assertThat(host.lines("was replaced by another file while this process had it open"))
          .isPositive();
    }
    try (HostProcess host = serve("022")) {
      assertThat(host.get("/v1/messages/m1").statusCode()).isEqualTo(200);
      assertThat(host.get("/v1/messages/m2").statusCode()).isEqualTo(404);
      assertThat(host.post("m3")).isEqualTo(202);
      assertThat(healthy(host)).isTrue();
    }
  }

  @Test
  void whatWasConfirmedOutlivesItsLogAndAKill() throws Exception {
    try (HostProcess host = serve("022")) {
      takesAndIsToldToStop(host, "m1", "14155550133");
      Files.delete(folder.resolve("patchbay-data/delivery.db-wal"));
      Files.delete(folder.resolve("patchbay-data/people.db-wal"));

      host.awaitLine("The file " + queue + "-wal was removed while this process had it open");
      host.awaitLine("Everything that was confirmed is in " + queue + " itself");
      host.awaitLine("Everything that was confirmed is in " + people + " itself");
      Conditions.await("it takes messages", () -> host.post("m2") == 202);
      Conditions.await("it is healthy", () -> healthy(host));
      host.kill();
    }
    try (HostProcess host = serve("022")) {
      assertThat(host.get("/v1/messages/m1").statusCode()).isEqualTo(200);
      assertThat(host.get("/v1/messages/m2").statusCode()).isEqualTo(200);
      String sale =
          """
          {"id": "m3", "workspace": "acme", "to": "+14155550133", "text": "Sale", "purpose": "marketing"}
          """;
      assertThat(host.submit(sale)).isEqualTo(202);
      Conditions.await(
          "the opt-out is kept", () -> host.get("/v1/messages/m3").body().contains("OPTED_OUT"));
    }
  }

  @Test
  void withoutItsOptOutsNothingIsTaken() throws IOException {
    try (HostProcess host = serve("022")) {
      takesAndIsToldToStop(host, "m1", "14155550133");
      Path elsewhere = Files.move(people, folder.resolve("elsewhere.db"));

      Conditions.await("it takes nothing", () -> host.post("m2") == 503);
      assertThat(host.get("/health").statusCode()).isEqualTo(503);
      assertThat(host.get("/health").body())
          .contains("\"people\":\"unreachable\"", people + " cannot be used: it was removed");
      assertThat(host.get("/metrics").body())
          .contains("patchbay_http_refused_total{reason=\"unavailable\"}");

      Files.move(elsewhere, people);
      Conditions.await("it takes messages", () -> host.post("m2") == 202);
      Conditions.await("it is healthy", () -> healthy(host));
    }
  }

  @Test
  void aFileWithoutContentIsNoNewQueue() throws IOException {
    Files.createDirectories(queue.resolveSibling(""));
    Files.createFile(queue);
    try (HostProcess host = new HostProcess(configuration, "022")) {
      assertThat(host.code()).isEqualTo(2);
      assertThat(host.log()).contains(queue + " cannot be used: it is empty: it has lost");
    }
    assertThat(queue).hasSize(0);
    Files.delete(queue);
    Files.createFile(people);
    try (HostProcess host = serve("022")) {
      assertThat(host.post("m1")).isEqualTo(503);
      assertThat(host.get("/health").statusCode()).isEqualTo(503);
      assertThat(host.get("/health").body()).contains(people + " cannot be used: it is empty");
    }
  }

  @Test
  void aDamagedQueueIsNotReadyUntilItIsWholeAgain() throws Exception {
    try (HostProcess host = serve("022");
        Connection other = DriverManager.getConnection("jdbc:sqlite:" + queue)) {
      assertThat(host.post("m1")).isEqualTo(202);
      simulator.awaitWebhooksDelivered(ServedHost.PATIENCE);
      int version = number(other, "PRAGMA user_version");
      int page = number(other, "PRAGMA page_size");
      Conditions.await(
          "the log is in the file", () -> number(other, "PRAGMA wal_checkpoint(TRUNCATE)") == 0);
      byte[] whole = Files.readAllBytes(queue);

      overwrite(queue, page, new byte[whole.length - page]);
      forgetPages(other, version);
      Conditions.await("it takes nothing", () -> host.post("n" + System.nanoTime()) == 503);
      Conditions.await(
          "health says why", () -> host.get("/health").body().contains("SQLITE_CORRUPT"));
      HttpResponse<String> health = host.get("/health");
      assertThat(health.statusCode()).isEqualTo(503);
      assertThat(health.body()).contains("\"database\":\"un", "put a good copy in its place");
      assertThat(host.lines("No message can be taken: ")).isEqualTo(1);
      assertThat(host.get("/metrics").body()).contains("patchbay_delivery_store_writable 0.0");

      overwrite(queue, 0, whole);
      forgetPages(other, version);
      Conditions.await("it is healthy", () -> healthy(host));
      assertThat(host.post("after")).isEqualTo(202);
      assertThat(host.lines("No message can be taken: ")).isEqualTo(1);
      assertThat(host.lines("Messages are taken again: ")).isEqualTo(1);
      assertThat(host.get("/metrics").body())
          .contains("patchbay_delivery_store_writable 1.0")
          .doesNotContain("patchbay_delivery_refused_total 0.0");
    }
  }

  @Test
  void damagedOptOutsAreNotReadyUntilTheyAreWholeAgain() throws Exception {
    try (HostProcess host = serve("022")) {
      takesAndIsToldToStop(host, "m1", "14155550133");
      byte[] whole;
      int page;
      try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + people)) {
        page = number(other, "PRAGMA page_size");
        Conditions.await(
            "the log is in the file", () -> number(other, "PRAGMA wal_checkpoint(TRUNCATE)") == 0);
        whole = Files.readAllBytes(people);
      }
      assertThat(healthy(host)).isTrue();

      overwrite(people, page, new byte[whole.length - page]);
      Conditions.await(
          "health says why", () -> host.get("/health").body().contains("SQLITE_CORRUPT"));
      HttpResponse<String> health = host.get("/health");
      assertThat(health.statusCode()).isEqualTo(503);
      assertThat(health.body())
          .contains(
              "\"status\":\"unable\"", "\"people\":\"unreachable\"", people + " cannot be read");
      assertThat(host.post("m2")).isEqualTo(503);
      assertThat(host.lines("Opt-outs and consents cannot be read: ")).isEqualTo(1);

      overwrite(people, 0, whole);
      Conditions.await("it takes messages", () -> host.post("m2") == 202);
      Conditions.await("it is healthy", () -> healthy(host));
      assertThat(host.lines("Opt-outs and consents cannot be read: ")).isEqualTo(1);
      host.awaitLine("Mended: the file " + people + " is whole again");
      assertThat(host.lines("is whole again")).isEqualTo(1);
    }
  }

  private static int number(Connection connection, String query) {
    try (Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(query)) {
      return found.next() ? found.getInt(1) : -1;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What another process commits makes every connection read its pages again. */
  private static void forgetPages(Connection other, int version) throws SQLException {
    try (Statement statement = other.createStatement()) {
      statement.execute("PRAGMA user_version = " + version);
    }
  }

  private static void overwrite(Path file, long position, byte[] bytes) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(bytes), position);
    }
  }
}
