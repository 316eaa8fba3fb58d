package io.patchbay.registry.internal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.channel.spi.Secret;
import io.patchbay.registry.config.ConfigurationException;
import io.patchbay.registry.config.ConfigurationProblem;
import io.patchbay.registry.config.DatabaseConfiguration;
import io.patchbay.registry.config.DeliveryConfiguration;
import io.patchbay.registry.config.PublishReport;
import io.patchbay.registry.config.ServerConfiguration;
import io.patchbay.registry.routing.ConfigurationChecker;
import io.patchbay.registry.routing.RegistryRig;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The section for a host that serves HTTP. */
class ServerSectionTest {
  private static final String WORKSPACES =
      "\"workspaces\": {\"acme\": {\"sms\": {\"defaultProvider\": \"fake\","
          + " \"providers\": {\"fake\": {}}}}}";

  @TempDir Path directory;
  private final RegistryRig rig = new RegistryRig();

  @AfterEach
  void close() {
    rig.close();
  }

  private PublishReport publish(String server) {
    return rig.registry.publish("{\"server\": " + server + ", " + WORKSPACES + "}", directory);
  }

  private List<String> check(String server) {
    return new ConfigurationChecker(
            rig.registry.catalog(), Map.of("KEY", "env-key-0123456789", "SHORT", "brief")::get)
        .check("{\"server\": " + server + ", " + WORKSPACES + "}", directory).stream()
            .map(ConfigurationProblem::describe)
            .toList();
  }

  @Test
  void saysNothingUnlessItIsThere() {
    rig.registry.publish("{" + WORKSPACES + "}", directory);

    assertThat(rig.registry.server())
        .isEqualTo(new ServerConfiguration(null, List.of(), DeliveryConfiguration.none()));
  }

  @Test
  void takesSecretsFromFilesAndTheEnvironmentAndWatchesTheFiles() throws IOException {
    Path key = Files.writeString(directory.resolve("key"), "file-key-0123456789\n");
    rig.environment.put("KEY", "env-key-0123456789");

    PublishReport report =
        publish(
            """
            {"publicBaseUrl": "https://messages.example.com/in/",
             "apiKeys": ["${file:key}", "${env:KEY}"]}
            """);

    assertThat(report.problems()).isEmpty();
    assertThat(report.files()).containsOnlyKeys(key);
    assertThat(rig.registry.server())
        .isEqualTo(
            new ServerConfiguration(
                URI.create("https://messages.example.com/in"),
                List.of(new Secret("file-key-0123456789"), new Secret("env-key-0123456789")),
                DeliveryConfiguration.none()));
    assertThat(rig.registry.server().toString()).doesNotContain("0123456789");
  }

  @Test
  void tellsEverythingWrongAtOnceWithoutShowingAKey() {
    assertThat(
            check(
                """
                {"publicBaseUrl": "messages.example.com", "apiKeys": ["secret-but-ö-in-it", 7,
                 "${env:SHORT}", "${env:KEY}", "${env:GONE}"], "apiKey": "hidden-0123456789"}
                """))
        .containsExactly(
            "server.apiKey = ****: is not a key here; did you mean 'apiKeys'?",
            "server.publicBaseUrl = \"messages.example.com\": is not the address of a host; write"
                + " http:// or https://, a host and, if there is one, a path; no user, no password"
                + " and no query",
            "server.apiKeys[0] = ****: is not 16 or more letters, digits and signs of ASCII,"
                + " without white space; make one with: openssl rand -hex 32",
            "server.apiKeys[1]: is not a text; write it in quotes",
            "server.apiKeys[2] = \"${env:SHORT}\": is not 16 or more letters, digits and signs of"
                + " ASCII, without white space; make one with: openssl rand -hex 32",
            "server.apiKeys[4]: the environment variable GONE is not set; set GONE for the process,"
                + " or put the value into a file and use ${file:PATH}");
  }

  @Test
  void saysHowTheQueueSends() {
    PublishReport report =
        publish(
            """
            {"delivery": {"messagesPerSecond": 40, "headroomPercent": "10", "tries": 3,
             "retryWithin": "2h", "retention": "90d"}}
            """);

    assertThat(report.problems()).isEmpty();
    assertThat(rig.registry.server().delivery())
        .isEqualTo(new DeliveryConfiguration(40, 10, 3, Duration.ofHours(2), Duration.ofDays(90)));
  }

  @Test
  void readsWhatItSaysOfTheQueueStrictly() {
    assertThat(
            check(
                """
                {"delivery": {"messagesPerSecond": 0, "headroomPercent": 91, "tris": 3,
                 "tries": [], "retryWithin": "31d", "retention": "59m"}}
                """))
        .hasSize(6)
        .anyMatch(
            one -> one.equals("server.delivery.tris: is not a key here; did you mean 'tries'?"))
        .anyMatch(one -> one.startsWith("server.delivery.messagesPerSecond = \"0\": "))
        .anyMatch(one -> one.startsWith("server.delivery.headroomPercent = \"91\": "))
        .anyMatch(one -> one.startsWith("server.delivery.tries: is not a value; "))
        .anyMatch(
            one ->
                one.startsWith(
                    "server.delivery.retryWithin = \"31d\": is not between 1ms and 30 days; "))
        .anyMatch(
            one ->
                one.startsWith(
                    "server.delivery.retention = \"59m\": is not between 1 hour and 3650 days; "));
    assertThat(check("{\"delivery\": 7}"))
        .containsExactly("server.delivery: is not an object; write { \"tries\": 8 }");
  }

  private Optional<DatabaseConfiguration> database(String server) throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("patchbay.json"), "{\"server\": " + server + ", " + WORKSPACES + "}");
    return new ConfigurationChecker(
            rig.registry.catalog(), Map.of("KEY", "env-key-0123456789")::get)
        .database(file);
  }

  @Test
  void saysWhichDatabaseToUseWithoutShowingItsPassword() throws IOException {
    Files.writeString(directory.resolve("password"), "open-sesame-7\n");
    Optional<DatabaseConfiguration> database =
        database(
            """
            {"apiKeys": "bad", "delivery": {"database": "jdbc:postgresql://db-1,db-2:5433/patchbay?targetServerType=primary",
             "databaseUser": "patchbay", "databasePassword": "${file:password}"}}
            """);

    assertThat(database)
        .contains(
            new DatabaseConfiguration(
                "jdbc:postgresql://db-1,db-2:5433/patchbay?targetServerType=primary",
                "patchbay",
                new Secret("open-sesame-7")));
    assertThat(database.toString()).doesNotContain("open-sesame-7");
    assertThat(database("{}")).isEmpty();
    assertThat(
            new ConfigurationChecker(rig.registry.catalog(), name -> null)
                .database(directory.resolve("none.json")))
        .isEmpty();
  }

  @Test
  void aDatabaseThatIsWronglyGivenIsNotTakenForNone() {
    assertThatThrownBy(() -> database("{\"delivery\": {\"database\": \"mysql://x\"}}"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(
            "server.delivery.database = ****: is not the address of a PostgreSQL");
    assertThatThrownBy(() -> database("{"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("cannot be read");
  }

  @Test
  void tellsWhatIsWrongWithADatabaseWithoutShowingAPassword() {
    assertThat(
            check(
                """
                {"delivery": {"database": "jdbc:postgresql://db/x?user=a&password=open-sesame-7",
                 "databaseUser": 7, "databasePassword": "${env:GONE}", "databasePasword": "x"}}
                """))
        .containsExactly(
            "server.delivery.databasePasword: is not a key here; did you mean 'databasePassword'?",
            "server.delivery.database = ****: holds a user or a password; take them out and write"
                + " them into databaseUser and databasePassword, the password as ${file:PATH} or"
                + " ${env:NAME}",
            "server.delivery.databaseUser: is not a text; write it in quotes",
            "server.delivery.databasePassword: the environment variable GONE is not set; set GONE"
                + " for the process, or put the value into a file and use ${file:PATH}");
    assertThat(check("{\"delivery\": {\"database\": \"jdbc:postgresql://me:open-sesame-7@db/x\"}}"))
        .singleElement()
        .asString()
        .startsWith("server.delivery.database = ****: holds a user or a password");
    assertThat(check("{\"delivery\": {\"database\": \"jdbc:postgresql://db\"}}"))
        .containsExactly(
            "server.delivery.database = ****: is not the address of a"
                + " PostgreSQL; write jdbc:postgresql://host:5432/database");
    assertThat(check("{\"delivery\": {\"databasePassword\": \"open-sesame-7\"}}"))
        .containsExactly(
            "server.delivery.databasePassword: says nothing without a database; add database:"
                + " \"jdbc:postgresql://host:5432/database\"");
  }

  @Test
  void noPieceOfAPasswordInTheAddressOfADatabaseIsShown() {
    for (String url :
        List.of(
            "jdbc:postgresql://me:open/sesame@db/x",
            "jdbc:postgresql://me:open?sesame@db/x",
            "jdbc:postgresql://me:open#sesame@db/x",
            "jdbc:postgresql://me:open@sesame@db/x",
            "jdbc:postgresql://db/x;password=open-sesame",
            "jdbc:postgresql://db/x;pwd=open-sesame",
            "jdbc:postgresql://db/x?sslmode=require&PassWord=open-sesame",
            "jdbc:postgresql://db/x?sslPassword=open-sesame",
            "jdbc:postgresql://db/x?a=me:open-sesame@db")) {
      assertThat(check("{\"delivery\": {\"database\": \"" + url + "\"}}"))
          .as(url)
          .singleElement()
          .asString()
          .startsWith("server.delivery.database = ****: holds a user or a password")
          .doesNotContain("open", "sesame");
    }
    for (String url :
        List.of(
            "jdbc:postgresql://me:open-sesame/x",
            "jdbc:postgresql:open-sesame",
            "postgresql://open:sesame/x")) {
      assertThat(check("{\"delivery\": {\"database\": \"" + url + "\"}}"))
          .as(url)
          .singleElement()
          .asString()
          .startsWith("server.delivery.database = ****: is not the address of a PostgreSQL")
          .doesNotContain("open", "sesame");
    }
  }

  @Test
  void anAddressWithAQueryOrAUserIsNone() {
    for (String url :
        List.of("https://example.com/?a=b", "https://me@example.com", "ftp://x", "https://")) {
      assertThat(check("{\"publicBaseUrl\": \"" + url + "\"}")).as(url).hasSize(1);
    }
    assertThat(check("[]"))
        .containsExactly("server: is not an object; write { \"publicBaseUrl\": \"https://...\" }");
  }

  @Test
  void anErrorInItKeepsTheLastGoodOneAndHarmsNoWorkspace() {
    publish("{\"apiKeys\": \"good-key-0123456789\"}");

    PublishReport report = publish("{\"apiKeys\": \"bad\"}");

    assertThat(report.applied()).isTrue();
    assertThat(report.problems()).singleElement().matches(ConfigurationProblem::ofServer);
    assertThat(rig.registry.server().apiKeys()).containsExactly(new Secret("good-key-0123456789"));
    assertThat(rig.registry.routing("acme"))
        .hasValueSatisfying(routing -> assertThat(routing.routes()).isNotEmpty());
  }
}
