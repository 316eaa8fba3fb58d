package io.patchbay.delivery.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.patchbay.store.PostgresSettings;
import io.patchbay.store.StorageException;
import io.patchbay.store.internal.PostgresDatabase;
import io.patchbay.store.internal.PostgresFailure;
import io.patchbay.testsupport.postgres.PostgresServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A PostgreSQL that offers TLS with a certificate for {@code localhost}. */
class PostgresTlsTest {
  private static final String PASSWORD = UUID.randomUUID().toString();

  @TempDir static Path folder;
  private static PostgresServer server = PostgresServer.shared();

  @BeforeAll
  static void offerTls() throws Exception {
    server = PostgresServer.start(false);
    Path keys = make("localhost");
    KeyStore store = load(keys);
    String key = pem("PRIVATE KEY", store.getKey("db", PASSWORD.toCharArray()).getEncoded());
    String certificate = pem("CERTIFICATE", store.getCertificate("db").getEncoded());
    Files.writeString(folder.resolve("root.crt"), certificate);
    Files.writeString(
        folder.resolve("other.crt"),
        pem("CERTIFICATE", load(make("other.example")).getCertificate("db").getEncoded()));
    try (Connection connection = DriverManager.getConnection(server.url(), "postgres", "");
        Statement sql = connection.createStatement()) {
      write(sql, "server.key", key);
      write(sql, "server.crt", certificate);
      sql.execute("ALTER SYSTEM SET ssl = on");
      sql.execute("CREATE ROLE over_tls LOGIN SUPERUSER");
    }
    server.stop();
    server.restart();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /** Only the server's own user may own its key. */
  private static void write(Statement sql, String name, String text) throws SQLException {
    sql.execute(
        "COPY (SELECT unnest(string_to_array('"
            + text
            + "', '\n'))) TO PROGRAM 'umask 077; cat > "
            + name
            + "'");
  }

  private static Path make(String host) throws IOException, InterruptedException {
    Path file = folder.resolve(host + ".p12");
    ProcessBuilder keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "db",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=" + host,
                "-ext",
                "SAN=dns:" + host,
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass:env",
                "STORE_PASSWORD")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("keytool.log").toFile());
    keytool.environment().put("STORE_PASSWORD", PASSWORD);
    assertThat(keytool.start().waitFor()).isZero();
    return file;
  }

  private static KeyStore load(Path file) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD.toCharArray());
    }
    return store;
  }

  private static String pem(String type, byte[] encoded) {
    return "-----BEGIN "
        + type
        + "-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded)
        + "\n-----END "
        + type
        + "-----";
  }

  private static PostgresSettings at(String host, String options) {
    return PostgresSettings.of(
        "jdbc:postgresql://" + host + ":" + server.port() + "/postgres?" + options, "postgres", "");
  }

  private static String root(String file) {
    return "&sslrootcert=" + folder.resolve(file);
  }

  private static StorageException failure(PostgresSettings settings) {
    StorageException failure =
        catchThrowableOfType(StorageException.class, () -> new PostgresDatabase(settings).close());
    assertThat(failure).isNotNull();
    return failure;
  }

  @Test
  void verifiesTheDatabase() {
    try (PostgresDatabase database =
        new PostgresDatabase(at("localhost", "sslmode=verify-full" + root("root.crt")))) {
      List<Boolean> encrypted =
          database.read(
              session ->
                  session.all(
                      "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()",
                      row -> row.getBoolean(1)));
      assertThat(encrypted).containsExactly(true);
    }
  }

  @Test
  void saysWhatToDoAboutACertificateOfAnotherAuthority() {
    StorageException failure = failure(at("localhost", "sslmode=verify-full" + root("other.crt")));

    assertThat(failure.remedy())
        .isEqualTo(
            "see that the host in the URL is the one in the database's certificate, and that"
                + " sslrootcert names the authority that issued it");
  }

  @Test
  void saysWhatToDoAboutACertificateOfAnotherHost() {
    assertThat(failure(at("127.0.0.1", "sslmode=verify-full" + root("root.crt"))).remedy())
        .startsWith("see that ")
        .contains("certificate");
  }

  @Test
  void saysWhatToDoAboutACertificateThatIsMissing() {
    assertThat(failure(at("localhost", "sslmode=verify-ca" + root("missing.crt"))).remedy())
        .isEqualTo(
            "see that the certificate files in the URL (sslrootcert, sslcert, sslkey) exist and can"
                + " be read, and that the database's certificate is valid for its host");
  }

  @Test
  void saysWhatToDoWhenTheDatabaseHasNoTls() {
    String url = PostgresServer.shared().url() + "?sslmode=require";

    assertThat(failure(PostgresSettings.of(url, "postgres", "")))
        .hasMessageContaining("SSL")
        .hasMessageEndingWith(
            "switch TLS on in the database (ssl = on in postgresql.conf), or, for a network that"
                + " you trust, set sslmode=disable in the URL");
  }

  @Test
  void saysWhatToDoWhenTheDatabaseDemandsAPassword() {
    SQLException demanded = new SQLException("a password was demanded", "08004");

    assertThat(PostgresFailure.of("The database", "prepared", demanded).remedy())
        .isEqualTo("set user and password as pg_hba.conf of the database demands them");
  }
}
