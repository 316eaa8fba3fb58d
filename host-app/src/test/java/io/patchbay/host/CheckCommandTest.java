package io.patchbay.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {
  @TempDir Path folder;

  private CommandRun check(String json, String... options) throws IOException {
    Path file = folder.resolve("patchbay.json");
    Files.writeString(file, json);
    String[] arguments = new String[options.length + 3];
    System.arraycopy(new String[] {"check", "-c", file.toString()}, 0, arguments, 0, 3);
    System.arraycopy(options, 0, arguments, 3, options.length);
    return CommandRun.of(arguments);
  }

  private static String database(String options) {
    return "{ \"server\": { \"delivery\": { \"database\":"
        + " \"jdbc:postgresql://db.example/patchbay"
        + options
        + "\" } }, \"workspaces\": {} }";
  }

  @Test
  void showsHowTheConnectionToTheDatabaseIsProtected() throws IOException {
    CommandRun safe = check(database("?sslmode=verify-full"));
    assertThat(safe.out())
        .endsWith(
            "no problem found\n  database PostgreSQL at db.example: encrypted, certificate and host"
                + " name verified (sslmode=verify-full)\n");
    assertThat(safe.code()).isZero();

    assertThat(check(database("")).out())
        .contains("0 errors, 1 warning\n  warning  server.delivery.database\n")
        .endsWith(
            "  database PostgreSQL at db.example: encrypted if the database offers it, certificate"
                + " not verified (sslmode=prefer)\n");
  }

  @Test
  void showsTheSameToMachines() throws IOException {
    JsonObject object =
        JsonParser.parseString(check(database("?sslmode=require"), "--json").out())
            .getAsJsonObject();
    assertThat(object.getAsJsonObject("database").toString())
        .isEqualTo(
            "{\"sslmode\":\"require\",\"encrypted\":true,\"verified\":false,\"description\":"
                + "\"PostgreSQL at db.example: encrypted, certificate not verified"
                + " (sslmode=require)\"}");
  }

  @Test
  void warnsAboutLiteralSecretsOfAGatewayWithoutShowingThem() throws IOException {
    CommandRun run =
        check(
            """
            { "server": { "publicBaseUrl": "https://acme:hush4711@host.example" },
              "workspaces": { "acme": { "sms": { "defaultProvider": "sms", "providers": {
                "sms": { "type": "http-gateway", "url": "https://sms.example/send?api_key=hush4711",
                  "body": "{\\"to\\":\\"{to}\\",\\"text\\":\\"{text}\\",\\"token\\":\\"hush4711\\"}",
                  "headers": "Authorization: Bearer hush4711", "from": "Example",
                  "proxy": "http://user:hush4711@proxy.example:3128",
                  "answerId": "id" } } } } } }
            """);

    assertThat(run.out() + run.err())
        .doesNotContain("hush4711")
        .contains("server.publicBaseUrl = \"https://****@host.example\"")
        .contains("holds a secret in plain text: the value of 'api_key'")
        .contains("holds a secret in plain text: the value of 'token'")
        .contains("holds a secret in plain text: the value of 'Authorization'");
  }
}
