package io.patchbay.registry.internal.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.spi.Setting;
import io.patchbay.registry.config.ConfigurationProblem;
import io.patchbay.registry.plugin.ProviderCatalog;
import io.patchbay.registry.routing.ConfigurationChecker;
import io.patchbay.testkit.FakeProvider;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LiteralSecretsTest {
  private final FakeProvider fake =
      new FakeProvider(
          FakeProvider.describe("gateway")
              .settings(
                  Setting.url("url").build(),
                  Setting.url("proxy").build(),
                  Setting.text("body").build(),
                  Setting.text("headers").repeated().build(),
                  Setting.secret("password").build(),
                  Setting.secret("apiToken").build())
              .build());

  private List<ConfigurationProblem> check(String configuration) {
    return new ConfigurationChecker(ProviderCatalog.of(fake), name -> "from-the-environment")
        .check(configuration, Path.of(""));
  }

  private List<String> instance(String settings) {
    return check(
            "{\"workspaces\": {\"acme\": {\"sms\": {\"defaultProvider\": \"gateway\","
                + " \"providers\": {\"gateway\": "
                + settings
                + "}}}}}")
        .stream()
        .map(problem -> problem.severity() + " " + problem.describe())
        .toList();
  }

  @Test
  void literalSecretsOutsideSecretSettingsAreWarnings() {
    String where = "WARNING workspaces.acme.sms.providers.gateway.";
    String what = ": holds a secret in plain text: ";
    String remedy =
        "; take it out and write ${env:NAME} or ${file:PATH} in its place; settings that are kept"
            + " secret: token, keys, password, apiToken";
    assertThat(
            instance(
                """
                { "url": "https://gateway.example/send?user=acme&pass=hush4711",
                  "proxy": "http://acme:hush4711@proxy.example:3128",
                  "body": "{\\"to\\": \\"{to}\\", \\"api_key\\": \\"hush4711\\"}",
                  "headers": ["Accept: text/plain", "Authorization: Bearer hush4711"],
                  "password": "hush4711" }
                """))
        .containsExactly(
            where + "url" + what + "the value of 'pass'" + remedy,
            where + "proxy" + what + "credentials in its address" + remedy,
            where + "body" + what + "the value of 'api_key'" + remedy,
            where + "headers[1]" + what + "the value of 'Authorization'" + remedy)
        .noneMatch(text -> text.contains("hush"));
  }

  @Test
  void secretsFromElsewhereAreNoLiterals() {
    assertThat(
            instance(
                """
                { "url": "https://gateway.example/send?user=acme&pass=${env:PASS}",
                  "proxy": "http://acme:${env:PASS}@proxy.example:3128",
                  "body": "{\\"to\\": \\"{to}\\", \\"api_key\\": \\"{token}\\"}",
                  "headers": ["Authorization: Bearer ${env:TOKEN}", "X-Api-Key: {token}"],
                  "password": "${env:PASS}" }
                """))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Authorization: Basic YWNtZTpodXNo",
        "authorization:hush4711",
        "Proxy-Authorization: Basic YWNtZTpodXNo",
        "X-Api-Key: hush4711",
        "api-key: hush4711",
        "X-Auth-Token: hush4711",
        "Ocp-Apim-Subscription-Key: hush4711",
        "apikey=hush4711",
        "user=acme&password=hush4711&to={to}",
        "to={to}&user_secret=hush4711",
        "access_token=hush4711",
        "key=hush4711",
        "{\"auth\": {\"password\": \"hush 4711\"}, \"to\": \"{to}\"}",
        "{'client_secret':'hush4711'}",
        "<send><password>hush4711</password><to>{to}</to></send>",
        "<send pwd=\"hush4711\" to=\"{to}\"/>",
        "https://hush4711@gateway.example/",
        "https://acme:hush4711@gateway.example/",
        "https://${env:USER}:hush4711@gateway.example/",
        "http://a:b@host https://gateway.example/",
        "Cookie: session=hush81kLmQpRt5Qx9",
        "X-Auth: hush81kLmQpRt5Qx9aa",
        "X-Session-Id: hush81kLmQpRt5Qx9aa",
        "X-Client: hush81kLmQpRt5Qx9aaBBccDDeeFF",
        "https://gateway.example/v1/hush81kLmQpRt5Yy77AbCdEfGh/send",
        "https://gateway.example/hush81kLmQpRt5Yy77AbCdEfGh?to={to}",
        "https://gateway.example/hush81kLmQpRt5Yy77AbCdEfGh",
      })
  void isFound(String text) {
    assertThat(LiteralSecrets.in(text))
        .hasValueSatisfying(found -> assertThat(found).doesNotContain("hush", "4711", "YWNt"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Authorization: App ${env:TOKEN}",
        "Authorization: {token}",
        "Idempotency-Key: {reference}",
        "https://gateway.example:8443/send?to=a@b.example",
        "https://${env:USER}:${env:PASS}@gateway.example/",
        "bad_token=AUTHENTICATION",
        "wrong_password=AUTHENTICATION,NEVER,SENDER",
        "invalid_api_key=AUTHENTICATION",
        "type=inbound",
        "token_expired=FAILED",
        "keyword=STOP",
        "monkey=banana",
        "bypass=1",
        "{\"to\": \"{to}\", \"token\": \"\"}",
        "Your password for {to}",
        "messages[0].id",
        "^OK: ([0-9a-f]{8})$",
        "user=acme",
        "Cookie: lang=en",
        "Cookie: session=${env:SESSION}",
        "X-Auth: {token}",
        "X-Auth-Type: hmac-sha256",
        "X-Auth-Version: 2024-01-15",
        "X-Client: ${file:/run/secrets/ClientKey0123456789}",
        "X-Author: Ada Lovelace 1815",
        "Content-Type: application/vnd.example.v2+json; charset=utf-8",
        "X-Template: 5f2b8c1e-9d34-4a7f-8b60-1c2d3e4f5a6b",
        "https://gateway.example/v1/{account}/send",
        "https://gateway.example/v1/5f2b8c1e-9d34-4a7f-8b60-1c2d3e4f5a6b/send",
        "https://gateway.example/2010-04-01/Accounts/AC0123456789abcdef0123456789abcdef/Messages",
        "https://gateway.example/api/sendBulkSmsMessageV2ForAccount",
        "https://Gateway0123456789Abcdef.example/send",
      })
  void isNotFound(String text) {
    assertThat(LiteralSecrets.in(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "https://acme:hush4711@host.example/in | https://****@host.example/in",
        "https://acme:hu/sh@4711@host.example | https://****@host.example",
        "acme:hush4711@host.example | ****@host.example",
        "https://host.example/in?key=hush4711 | https://host.example/in?****",
        "https://host.example/#hush4711 | https://host.example/?****",
      })
  void thePublicAddressIsShownWithoutSecrets(String written, String shown) {
    assertThat(check("{\"server\": {\"publicBaseUrl\": \"" + written + "\"}, \"workspaces\": {}}"))
        .extracting(ConfigurationProblem::describe)
        .containsExactly(
            "server.publicBaseUrl = \""
                + shown
                + "\": is not the address of a host; write http:// or https://, a host and, if"
                + " there is one, a path; no user, no password and no query");
  }

  @Test
  void aRefusedValueOfTheQueueIsNotShownWhole() {
    assertThat(
            check(
                "{\"server\": {\"delivery\": {\"tries\": \"hush-hush-hush-4711\"}},"
                    + " \"workspaces\": {}}"))
        .extracting(ConfigurationProblem::value)
        .containsExactly("\"hush...\" (19 characters)");
  }
}
