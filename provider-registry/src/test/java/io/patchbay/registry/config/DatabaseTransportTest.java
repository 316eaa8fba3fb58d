package io.patchbay.registry.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.registry.internal.ForeignCalls;
import io.patchbay.registry.internal.config.ConfigurationReader;
import io.patchbay.registry.internal.config.ServerReader;
import io.patchbay.registry.plugin.ProviderCatalog;
import io.patchbay.registry.routing.ConfigurationChecker;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseTransportTest {
  private static DatabaseTransport transport(String hosts, String options) {
    String url = "jdbc:postgresql://" + hosts + "/patchbay" + options;
    return new DatabaseConfiguration(url, null, null).transport();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "?sslmode=verify-full | true  | true  | encrypted, certificate and host name verified",
        "?ssl=true            | true  | true  | encrypted, certificate and host name verified",
        "?ssl                 | true  | true  | encrypted, certificate and host name verified",
        "?a=b&sslmode=verify-ca&sslrootcert=/r | true | true | encrypted, certificate verified,"
            + " host name not",
        "?sslmode=require     | true  | false | encrypted, certificate not verified",
        "?sslmode=verify-full&sslfactory=org.postgresql.ssl.NonValidatingFactory | true | false |"
            + " encrypted, certificate not verified",
        "''                   | false | false | encrypted if the database offers it, certificate"
            + " not verified",
        "?sslmode=prefer      | false | false | encrypted if the database offers it, certificate"
            + " not verified",
        "?sslmode=allow       | false | false | encrypted only if the database demands it,"
            + " certificate not verified",
        "?sslmode=disable     | false | false | not encrypted",
        "?ssl=false           | false | false | encrypted if the database offers it, certificate"
            + " not verified",
      })
  void saysHowTheConnectionIsProtected(
      String options, boolean encrypted, boolean verified, String words) {
    DatabaseTransport transport = transport("db.example:5432", options);

    assertThat(transport.encrypted()).isEqualTo(encrypted);
    assertThat(transport.verified()).isEqualTo(verified);
    assertThat(transport.describe())
        .isEqualTo("PostgreSQL at db.example: " + words + " (sslmode=" + transport.mode() + ")");
  }

  private static List<String> check(String url) {
    return new ConfigurationChecker(ProviderCatalog.of(), name -> null)
            .check(
                "{\"server\": {\"delivery\": {\"database\": \"" + url + "\"}}, \"workspaces\": {}}",
                Path.of(""))
            .stream()
            .map(problem -> problem.severity() + " " + problem.describe())
            .toList();
  }

  @Test
  void aConnectionOverTheNetworkThatMayBePlainIsAWarning() {
    assertThat(check("jdbc:postgresql://127.0.0.1:5432,db.example:5432/patchbay"))
        .containsExactly(
            "WARNING server.delivery.database: may send passwords and messages over the network"
                + " without encryption (sslmode=prefer); add ?sslmode=verify-full and, for a"
                + " certificate authority of your own, &sslrootcert=FILE");
    assertThat(check("jdbc:postgresql://db.example/patchbay?sslmode=disable")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://localhost/patchbay",
        "jdbc:postgresql://127.0.0.1:5432/patchbay?sslmode=disable",
        "jdbc:postgresql://[::1]:5432/patchbay",
        "jdbc:postgresql://db.example/patchbay?sslmode=require",
        "jdbc:postgresql://db.example/patchbay?sslmode=verify-full&sslrootcert=/etc/patchbay/root.crt"
      })
  void loopbackAndEncryptedConnectionsAreNoWarning(String url) {
    assertThat(check(url)).isEmpty();
  }

  @Test
  void aWarningDoesNotStopTheSectionFromBeingUsed() {
    ServerReader.Section section =
        new ConfigurationReader(ProviderCatalog.of(), name -> null, new ForeignCalls())
            .read(
                "{\"server\": {\"delivery\": {\"database\":"
                    + " \"jdbc:postgresql://db.example/patchbay\"}}, \"workspaces\": {}}",
                Path.of(""))
            .server();

    assertThat(section.problems()).hasSize(1);
    assertThat(section.configuration()).isNotNull();
  }
}
