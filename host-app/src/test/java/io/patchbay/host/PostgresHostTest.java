package io.patchbay.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.patchbay.simulator.WebhookSigner;
import io.patchbay.simulator.WhatsAppCloudSimulator;
import io.patchbay.testsupport.Conditions;
import io.patchbay.testsupport.LongTest;
import io.patchbay.testsupport.postgres.PostgresServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hosts whose configuration names a PostgreSQL, over a line that can be cut. */
class PostgresHostTest {
  private static final String PASSWORD = "open-sesame-7";
  private static final Map<String, String> ENVIRONMENT = Map.of("DATABASE_PASSWORD", PASSWORD);
  private static final String ANN = "14155550132";

  @TempDir Path folder;
  private final WhatsAppCloudSimulator simulator =
      WhatsAppCloudSimulator.builder()
          .accessToken("test-token")
          .appSecret("test-app-secret")
          .verifyToken("test-verify-token")
          .start();
  private final String database = "host_" + UUID.randomUUID().toString().replace("-", "");
  private CutLine line;
  private Path file = Path.of("");

  PostgresHostTest() throws IOException {
    line = new CutLine(PostgresServer.shared().port());
  }

  @BeforeEach
  void prepare() throws IOException, SQLException {
    try (Connection connection =
            DriverManager.getConnection(PostgresServer.shared().url(), "postgres", "");
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + database);
    }
    file = write(line.port());
  }

  @AfterEach
  void stop() throws IOException {
    line.close();
    simulator.close();
  }

  private Path write(int port) throws IOException {
    return SampleWorkspace.write(
        folder,
        """
        { "server": { "apiKeys": "%s", "delivery": {
            "database": "jdbc:postgresql://127.0.0.1:%d/%s", "databaseUser": "postgres",
            "databasePassword": "${env:DATABASE_PASSWORD}" } },
          "workspaces": { "acme": { "sms": {
            "defaultProvider": "whatsapp", "defaultRegion": "US",
            "providers": {
              "whatsapp": { "type": "whatsapp-cloud", "baseUrl": "%s",
                            "accessToken": "test-token", "phoneNumberId": "109876543210123",
                            "appSecret": "test-app-secret",
                            "verifyToken": "test-verify-token" } } } } } }
        """
            .formatted(ServedHost.KEY, port, database, simulator.baseUrl()));
  }

  private ServedHost serve() {
    return new ServedHost(ENVIRONMENT, "serve", "--port", "0", "-c", file.toString());
  }

  private CommandRun run(String... arguments) {
    String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 2);
    all[arguments.length] = "-c";
    all[arguments.length + 1] = file.toString();
    return CommandRun.with(ENVIRONMENT, all);
  }

  private void hearsAtHost(ServedHost host) {
    simulator.callbackUrl(URI.create(host.address() + "/webhooks/acme/whatsapp"));
  }

  private static JsonObject json(HttpResponse<String> answer) {
    return JsonParser.parseString(answer.body()).getAsJsonObject();
  }

  /** How far the provider has it; before that, how it stands in the queue. */
  private static String state(ServedHost host, String id) {
    JsonObject found = json(host.get("/v1/messages/" + id));
    return found.get(found.has("status") ? "status" : "state").getAsString();
  }

  /** As an administrator, so that new connections see what was set. */
  private void reconfigure(String change) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(PostgresServer.shared().url(), "postgres", "");
        Statement statement = connection.createStatement()) {
      statement.execute("ALTER DATABASE " + database + " " + change);
      statement.execute(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '"
              + database
              + "'");
    }
  }

  @Test
  void aDatabaseThatOnlyLetsReadIsNotHealthyUntilItLetsWrite() throws SQLException {
    try (ServedHost host = serve()) {
      assertThat(host.post("m1", ANN, "transactional").statusCode()).isEqualTo(202);
      assertThat(host.get("/health").statusCode()).isEqualTo(200);

      reconfigure("SET default_transaction_read_only = on");
      // Until then, the reason may be the connection that the change has ended.
      Conditions.await(
          "health says why",
          () -> host.get("/health").body().contains("it only lets read: name the primary"));
      assertThat(host.get("/health").statusCode()).isEqualTo(503);
      assertThat(host.get("/health").body()).contains("\"database\":\"unwritable\"");
      assertThat(host.post("m2", ANN, "transactional").statusCode()).isEqualTo(503);
      assertThat(host.get("/metrics").body()).contains("patchbay_delivery_refused_total 1.0");

      reconfigure("RESET default_transaction_read_only");
      Conditions.await("it is healthy", () -> host.get("/health").statusCode() == 200);
      assertThat(host.post("m2", ANN, "transactional").statusCode()).isEqualTo(202);
    }
  }

  @Test
  void whatOneHostHasHeardEveryHostObeysAlsoAfterARestart() throws IOException {
    try (ServedHost one = serve();
        ServedHost other = serve()) {
      hearsAtHost(one);
      assertThat(one.err())
          .contains(
              "The database "
                  + database
                  + " of PostgreSQL at 127.0.0.1, schema patchbay, keeps messages, people and"
                  + " events.\n");
      assertThat(other.post("m1", ANN, "transactional").statusCode()).isEqualTo(202);
      Conditions.await("it is read", () -> state(other, "m1").equals("read"));
      assertThat(one.post("m1", ANN, "transactional").headers().firstValue("Idempotency-Replayed"))
          .contains("true");

      simulator.replyFrom(ANN, "STOP");
      Conditions.await(
          "the opt-out", () -> run("person", "export", "+" + ANN).out().contains("stop"));

      assertThat(other.post("m2", ANN, "marketing").statusCode()).isEqualTo(202);
      Conditions.await("it is refused", () -> state(other, "m2").equals("failed"));
      assertThat(other.get("/v1/messages/m2").body()).contains("does not want");
      assertThat(one.err() + other.err()).doesNotContain(PASSWORD, ANN);
    }
    assertThat(simulator.accepted()).hasSize(1);
    assertThat(Files.exists(folder.resolve("patchbay-data"))).as("no file is made").isFalse();

    try (ServedHost again = serve()) {
      assertThat(again.post("m3", ANN, "marketing").statusCode()).isEqualTo(202);
      Conditions.await("it is refused", () -> state(again, "m3").equals("failed"));
    }
  }

  @Test
  void commandsLookAndActThere() {
    try (ServedHost host = serve()) {
      hearsAtHost(host);
      host.post("m1", ANN, "transactional");
      Conditions.await("it is read", () -> state(host, "m1").equals("read"));
      simulator.replyFrom(ANN, "Hello");
      Conditions.await(
          "the window", () -> run("person", "export", "+" + ANN).out().contains("109876543210123"));
    }
    assertThat(run("status").out()).contains("acme  accepted  1");
    assertThat(run("status", "m1").out()).contains("m1");
    assertThat(run("cancel", "m1").code()).isEqualTo(1);
    assertThat(run("dead").out()).isEqualTo("There are no dead letters.\n");
    assertThat(run("resume", "whatsapp").code()).isZero();
    CommandRun usage = run("usage");
    assertThat(usage.code()).as(usage.err()).isZero();
    assertThat(usage.out()).contains("whatsapp");
    CommandRun erased = run("person", "erase", "+" + ANN);
    assertThat(erased.out()).as(erased.err()).contains("last messages 1", "in the queue 1.");
    assertThat(run("person", "export", "+" + ANN).out()).doesNotContain("109876543210123");
    assertThat(Files.exists(folder.resolve("patchbay-data"))).as("no file is made").isFalse();
  }

  @Test
  void aSingleSendObeysWhatIsThere() {
    try (ServedHost host = serve()) {
      hearsAtHost(host);
      simulator.replyFrom(ANN, "STOP");
      Conditions.await(
          "the opt-out", () -> run("person", "export", "+" + ANN).out().contains("stop"));
    }

    CommandRun run = run("send", "--to", "+" + ANN, "--text", "Sale", "--purpose", "marketing");

    assertThat(run.code()).as(run.err()).isEqualTo(1);
    assertThat(run.out()).contains("does not want");
    assertThat(simulator.accepted()).isEmpty();
  }

  private int webhook(ServedHost host) {
    String body =
        """
        {"object": "whatsapp_business_account", "entry": [{"id": "102290129340398", "changes": [{
          "field": "messages", "value": {"messaging_product": "whatsapp",
            "metadata": {"display_phone_number": "15550783881", "phone_number_id": "109876543210123"},
            "contacts": [{"profile": {"name": "Ann"}, "wa_id": "14155550132"}],
            "messages": [{"from": "14155550132", "id": "wamid.test-1", "timestamp": "1772366400",
              "type": "text", "text": {"body": "STOP"}}]}}]}]}
        """;
    String signature = WebhookSigner.sign("test-app-secret", body.getBytes(StandardCharsets.UTF_8));
    return host.ask(
            HttpRequest.newBuilder(URI.create(host.address() + "/webhooks/acme/whatsapp"))
                .header(WebhookSigner.HEADER, signature)
                .POST(BodyPublishers.ofString(body)))
        .statusCode();
  }

  @Test
  void whileTheDatabaseIsAwayNothingIsTakenAndItRecoversByItself() {
    try (ServedHost host = serve()) {
      assertThat(host.post("m1", ANN, "transactional").statusCode()).isEqualTo(202);
      Conditions.await("it is sent", () -> !simulator.accepted().isEmpty());
      assertThat(host.get("/health").statusCode()).isEqualTo(200);

      line.cut();

      HttpResponse<String> refused = host.post("m2", ANN, "transactional");
      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.headers().firstValue("Retry-After")).contains("5");
      assertThat(json(refused).get("detail").getAsString())
          .isEqualTo(
              "The queue cannot be used now. Repeat the request with the same id: it is sent"
                  + " once.");
      assertThat(webhook(host)).as("the provider shall deliver again").isEqualTo(500);
      Conditions.await("its health tells", () -> host.get("/health").statusCode() == 503);
      Conditions.await(
          "its health says why",
          () -> host.get("/health").body().contains("\"database\":\"unreachable\""));
      assertThat(host.get("/v1/messages/m1").statusCode()).isEqualTo(503);

      line.mend();

      Conditions.await(
          "it takes messages", () -> host.post("m2", ANN, "transactional").statusCode() == 202);
      Conditions.await("it is sent", () -> simulator.accepted().size() == 2);
      Conditions.await("its health tells", () -> host.get("/health").statusCode() == 200);
      assertThat(webhook(host)).isEqualTo(200);
      assertThat(host.post("m3", ANN, "marketing").statusCode()).isEqualTo(202);
      Conditions.await("the opt-out holds", () -> state(host, "m3").equals("failed"));
      assertThat(host.err()).doesNotContain(PASSWORD, ANN);
    }
  }

  @Test
  void aDatabaseThatCannotBeReachedAtTheStartIsAnErrorThatSaysWhatToDo() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      file = write(free.getLocalPort());
    }
    for (String[] command :
        new String[][] {
          {"serve", "--port", "0"}, {"status"}, {"send", "--to", "+" + ANN, "--text", "Hi"}
        }) {
      CommandRun run = run(command);
      assertThat(run.code()).isEqualTo(2);
      assertThat(run.err())
          .startsWith("patchbay: The database " + database + " of PostgreSQL at 127.0.0.1")
          .contains("refused", "see that it runs and can be reached from here")
          .endsWith(
              "It is server.delivery.database of "
                  + file
                  + "; nothing was done. Start the command again when it can be used.\n")
          .doesNotContain(PASSWORD, "\tat ");
    }
    assertThat(run("check").err()).doesNotContain(PASSWORD);
  }

  @Test
  void aDatabaseThatIsWronglyWrittenIsNeverReplacedByFiles() throws IOException {
    file = Files.writeString(file, Files.readString(file).replace("jdbc:postgresql", "jdbc:mysql"));

    CommandRun run = run("serve", "--port", "0");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .contains("server.delivery.database = ****", "write jdbc:postgresql://host:5432/database");
    assertThat(folder.resolve("patchbay-data")).doesNotExist();
  }

  @Test
  @LongTest
  void aBroadcastWaitsForTheDatabaseAndGoesOn() throws IOException {
    Path audience =
        Files.writeString(
            folder.resolve("guests.csv"),
            "phone\n"
                + IntStream.range(0, 300)
                    .mapToObj(i -> "+1415555" + (2000 + i))
                    .collect(Collectors.joining("\n")));
    try (ServedHost send =
        new ServedHost(
            ENVIRONMENT,
            "send",
            "--audience",
            audience.toString(),
            "--text",
            "Hello",
            "-c",
            file.toString())) {
      Conditions.await("some are sent", () -> simulator.accepted().size() > 20);

      line.cut();
      Conditions.await(
          "it says so", () -> send.err().contains("Waiting until it can be used again"));
      line.mend();

      assertThat(send.code()).as(send.err() + send.out()).isBetween(0, 1);
      assertThat(send.err()).contains("It is back; going on.").doesNotContain(PASSWORD, "\tat ");
      assertThat(simulator.accepted()).hasSize(300);
    }
  }
}
