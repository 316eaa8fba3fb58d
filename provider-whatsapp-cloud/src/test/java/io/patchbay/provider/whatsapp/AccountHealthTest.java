package io.patchbay.provider.whatsapp;

import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static io.patchbay.provider.whatsapp.AccountServer.ACCOUNT;
import static io.patchbay.provider.whatsapp.AccountServer.NUMBER;
import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.spi.HealthCheck;
import io.patchbay.channel.spi.HealthReport;
import io.patchbay.channel.spi.HealthReport.Item;
import io.patchbay.channel.spi.HealthReport.State;
import io.patchbay.provider.whatsapp.internal.account.Findings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccountHealthTest {
  private static final String GOOD_NUMBER =
      "{\"id\":\"109876543210123\",\"display_phone_number\":\"+1 631-555-5555\","
          + "\"verified_name\":\"Jaspers\",\"status\":\"CONNECTED\",\"quality_rating\":\"GREEN\","
          + "\"throughput\":{\"level\":\"STANDARD\"},\"name_status\":\"APPROVED\","
          + "\"code_verification_status\":\"VERIFIED\",\"account_mode\":\"LIVE\","
          + "\"platform_type\":\"CLOUD_API\"}";
  private static final String GOOD_TOKEN =
      "{\"data\":{\"app_id\":\"1\",\"type\":\"SYSTEM_USER\",\"is_valid\":true,\"expires_at\":0,"
          + "\"scopes\":[\"whatsapp_business_management\",\"whatsapp_business_messaging\"],"
          + "\"granular_scopes\":[{\"scope\":\"whatsapp_business_messaging\","
          + "\"target_ids\":[\""
          + ACCOUNT
          + "\"]}]}}";

  private final MovingClock clock = new MovingClock();
  private AccountServer graph = AccountServer.start(clock);

  @BeforeEach
  void everythingIsFine() {
    stub();
  }

  private void stub() {
    graph.answer("GET", "/v25.0/debug_token", GOOD_TOKEN);
    number(GOOD_NUMBER);
    field(
        "whatsapp_business_manager_messaging_limit",
        "{\"id\":\"1\",\"whatsapp_business_manager_messaging_limit\":\"TIER_2K\"}");
    health("{\"can_send_message\":\"AVAILABLE\",\"entities\":[]}");
    graph
        .answer(
            "GET",
            "/v25.0/" + ACCOUNT + "/phone_numbers",
            "{\"data\":[{\"id\":\"" + Connections.NUMBER_ID + "\"}]}")
        .answer(
            "GET",
            "/v25.0/" + ACCOUNT,
            "{\"id\":\"1\",\"account_review_status\":\"APPROVED\","
                + "\"business_verification_status\":\"verified\"}")
        .answer(
            "GET",
            "/v25.0/" + ACCOUNT + "/subscribed_apps",
            "{\"data\":[{\"whatsapp_business_api_data\":{\"id\":\"1\",\"name\":\"App\"}}]}");
  }

  private void number(String body) {
    graph
        .wire()
        .stubFor(
            get(urlPathEqualTo(NUMBER))
                .withQueryParam("fields", containing("display_phone_number"))
                .willReturn(okJson(body)));
  }

  private void field(String name, String body) {
    graph
        .wire()
        .stubFor(
            get(urlPathEqualTo(NUMBER))
                .withQueryParam("fields", equalTo(name))
                .willReturn(okJson(body)));
  }

  private void health(String body) {
    field("health_status", "{\"health_status\":" + body + ",\"id\":\"1\"}");
  }

  @AfterEach
  void close() {
    graph.close();
  }

  private HealthReport report() {
    return graph.use(HealthCheck.class).check();
  }

  private Item item(String name) {
    List<Item> found = report().items().stream().filter(item -> item.name().equals(name)).toList();
    assertThat(found).as(name).hasSize(1);
    return found.get(0);
  }

  @Test
  void everythingIsLookedAtInAnOrderThatSuitsAPerson() {
    assertThat(report().items())
        .containsExactly(
            ok("Graph version", "v25.0 is served until 2028-07"),
            ok("Access token", "valid, never expires, of the kind SYSTEM_USER"),
            ok("Permission whatsapp_business_messaging", "the token has it"),
            ok("Permission whatsapp_business_management", "the token has it"),
            ok("Phone number", "'Jaspers', +1 **********55"),
            ok("Registration", "CLOUD_API"),
            ok("Number status", "CONNECTED"),
            ok("Verification", "VERIFIED"),
            ok("Display name", "APPROVED"),
            ok("Account mode", "LIVE"),
            ok("Quality", "GREEN"),
            ok("Throughput", "STANDARD"),
            ok("Messaging limit", "TIER_2K, people a day"),
            ok("Account of the number", "the account has this phone number id"),
            ok("Business verification", "VERIFIED"),
            ok("Account review", "APPROVED"),
            ok("Sending", "Meta says AVAILABLE"),
            ok("Webhooks", "1 subscribed: App"));
    assertThat(report().healthy()).isTrue();
  }

  private static Item ok(String name, String detail) {
    return new Item(name, State.OK, detail, "");
  }

  @Test
  void tokenIsAskedAboutWithItself() {
    report();

    assertThat(graph.seen()).contains("GET /v25.0/debug_token?input_token=" + Connections.TOKEN);
  }

  @Test
  void everyFailureAndWarningHasARemedy() {
    graph.close();
    graph = AccountServer.start(clock);

    HealthReport report = report();

    assertThat(report.healthy()).isFalse();
    assertThat(report.items())
        .filteredOn(item -> item.state() == State.FAILED || item.state() == State.WARNING)
        .isNotEmpty()
        .allSatisfy(item -> assertThat(item.remedy()).as(item.name()).isNotBlank());
  }

  @Test
  void refusedTokenFailsAndTheRestIsStillAskedFor() {
    String refusal = "{\"error\":{\"code\":190,\"message\":\"Session has expired\"}}";
    graph.answer("GET", "/v25.0/debug_token", 401, refusal).answer("GET", NUMBER, 401, refusal);

    HealthReport report = report();

    assertThat(report.items().get(1))
        .satisfies(
            token -> {
              assertThat(token.state()).isEqualTo(State.FAILED);
              assertThat(token.detail()).isEqualTo("AUTHENTICATION 190: Session has expired");
              assertThat(token.remedy()).contains("generate a new one");
            });
    assertThat(report.items().get(2).state()).isEqualTo(State.NOT_CHECKED);
    assertThat(report.items()).extracting(Item::name).contains("Webhooks", "Account review");
  }

  @Test
  void tokenThatMayNotAskAboutItselfIsJudgedByWhatItCanDo() {
    graph.answer(
        "GET",
        "/v25.0/debug_token",
        400,
        "{\"error\":{\"code\":100,\"message\":\"You must provide an app access token\"}}");

    assertThat(item("Access token"))
        .isEqualTo(ok("Access token", "Meta takes it; its expiry is not told"));
    assertThat(item("Permission whatsapp_business_messaging"))
        .satisfies(
            permission -> {
              assertThat(permission.state()).isEqualTo(State.NOT_CHECKED);
              assertThat(permission.detail()).contains("nothing about itself: REQUEST");
              assertThat(permission.remedy()).contains("accesstoken");
            });
  }

  @ParameterizedTest
  @CsvSource({"8, OK", "6, WARNING", "0, FAILED"})
  void expiryComesNearer(int days, State state) {
    Instant end = clock.instant().plus(Duration.ofDays(days));
    graph.answer(
        "GET",
        "/v25.0/debug_token",
        GOOD_TOKEN.replace("\"expires_at\":0", "\"expires_at\":" + end.getEpochSecond()));

    assertThat(item("Access token").state()).isEqualTo(state);
  }

  @Test
  void invalidTokenSaysWhy() {
    graph.answer(
        "GET",
        "/v25.0/debug_token",
        "{\"data\":{\"is_valid\":false,\"error\":{\"code\":190,\"message\":\"logged out\"}}}");

    assertThat(item("Access token").detail())
        .isEqualTo("Meta says that it is not valid: logged out");
    assertThat(item("Access token").state()).isEqualTo(State.FAILED);
  }

  @Test
  void tokenThatMetaQuotesIsTakenOut() {
    graph.answer(
        "GET",
        "/v25.0/debug_token",
        "{\"data\":{\"is_valid\":false,\"error\":{\"message\":\"Malformed access token "
            + Connections.TOKEN
            + " of +1 415-555-7788\"}}}");

    assertThat(item("Access token").detail())
        .isEqualTo(
            "Meta says that it is not valid: Malformed access token **** of +1 **********88");
    assertThat(report().toString()).contains("Malformed").doesNotContain(Connections.TOKEN);
  }

  @Test
  void nothingThatMetaSaysAboutSendingShowsTheToken() {
    String quoting = "look at " + Connections.TOKEN;
    health(
        "{\"can_send_message\":\"BLOCKED\",\"entities\":[{\"entity_type\":\"WABA\","
            + "\"can_send_message\":\"BLOCKED\",\"additional_info\":[\""
            + quoting
            + "\"],\"errors\":[{\"error_description\":\""
            + quoting
            + "\",\"possible_solution\":\""
            + quoting
            + "\"}]}]}");

    assertThat(item("Sending: WABA"))
        .isEqualTo(
            new Item(
                "Sending: WABA",
                State.FAILED,
                "BLOCKED: look at ****: look at ****",
                "look at ****"));
  }

  @Test
  void permissionsMayBeMissingOrForAnotherAccount() {
    graph.answer(
        "GET",
        "/v25.0/debug_token",
        GOOD_TOKEN.replace("[\"whatsapp_business_management\",", "[").replace(ACCOUNT, "999"));

    assertThat(item("Permission whatsapp_business_management").detail())
        .isEqualTo("the token lacks it");
    assertThat(item("Permission whatsapp_business_messaging").detail())
        .isEqualTo("the token has it, but not for this account");
    assertThat(report().healthy()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "CLOUD_API, NOT_APPLICABLE, Registration, FAILED",
    "CLOUD_API, ON_PREMISE, Registration, FAILED",
    "CONNECTED, BANNED, Number status, FAILED",
    "CONNECTED, FLAGGED, Number status, WARNING",
    "VERIFIED, EXPIRED, Verification, OK",
    "VERIFIED, NOT_VERIFIED, Verification, WARNING",
    "APPROVED, DECLINED, Display name, WARNING",
    "LIVE, SANDBOX, Account mode, WARNING",
    "GREEN, YELLOW, Quality, WARNING",
    "GREEN, RED, Quality, WARNING",
    "GREEN, UNKNOWN, Quality, OK",
    "STANDARD, HIGH, Throughput, OK"
  })
  void wordsOfMetaAreJudged(String good, String other, String name, State state) {
    number(GOOD_NUMBER.replace("\"" + good + "\"", "\"" + other + "\""));

    assertThat(item(name).state()).isEqualTo(state);
    assertThat(item(name).detail()).isEqualTo(other);
  }

  @Test
  void whatMetaDoesNotSayIsNotChecked() {
    number("{\"id\":\"1\"}");
    field("whatsapp_business_manager_messaging_limit", "{\"id\":\"1\"}");

    assertThat(item("Quality"))
        .isEqualTo(new Item("Quality", State.NOT_CHECKED, "Meta does not say", Findings.LOOK));
    assertThat(item("Messaging limit").state()).isEqualTo(State.NOT_CHECKED);
  }

  @Test
  void numberOfAnotherAccountFails() {
    graph.answer("GET", "/v25.0/" + ACCOUNT + "/phone_numbers", "{\"data\":[{\"id\":\"2\"}]}");

    assertThat(item("Account of the number").state()).isEqualTo(State.FAILED);
    assertThat(item("Account of the number").remedy()).startsWith("Correct phoneNumberId or");
  }

  @Test
  void withoutTheAccountsIdItsThingsAreNotChecked() {
    graph.close();
    graph = AccountServer.start(clock, AccountServer.NO_ACCOUNT);
    stub();

    for (String name : List.of("Account of the number", "Business verification", "Webhooks")) {
      assertThat(item(name).state()).as(name).isEqualTo(State.NOT_CHECKED);
      assertThat(item(name).remedy()).isEqualTo("Set businessAccountId.");
    }
    assertThat(report().healthy()).isTrue();
  }

  @Test
  void blockedPartsAreNamedWithMetasSolution() {
    health(
        "{\"can_send_message\":\"BLOCKED\",\"entities\":["
            + "{\"entity_type\":\"PHONE_NUMBER\",\"id\":\"1\",\"can_send_message\":\"AVAILABLE\"},"
            + "{\"entity_type\":\"WABA\",\"id\":\"2\",\"can_send_message\":\"BLOCKED\","
            + "\"errors\":[{\"error_code\":141006,\"error_description\":\"No payment method\","
            + "\"possible_solution\":\"Add one.\"}]},"
            + "{\"entity_type\":\"BUSINESS\",\"id\":\"3\",\"can_send_message\":\"LIMITED\","
            + "\"additional_info\":[\"Not verified\"]}]}");

    assertThat(item("Sending").state()).isEqualTo(State.FAILED);
    assertThat(item("Sending: WABA"))
        .isEqualTo(
            new Item("Sending: WABA", State.FAILED, "BLOCKED: No payment method", "Add one."));
    assertThat(item("Sending: BUSINESS").state()).isEqualTo(State.WARNING);
    assertThat(item("Sending: BUSINESS").detail()).isEqualTo("LIMITED: Not verified");
  }

  @Test
  void limitWithoutAPartPointsToWhatsAppManager() {
    health("{\"can_send_message\":\"LIMITED\",\"entities\":[]}");

    assertThat(item("Sending"))
        .isEqualTo(
            new Item("Sending", State.WARNING, "Meta says LIMITED", "Look into WhatsApp Manager."));
  }

  @Test
  void limitWithPartsPointsToThem() {
    health("{\"can_send_message\":\"LIMITED\",\"entities\":[{\"can_send_message\":\"LIMITED\"}]}");

    assertThat(item("Sending").remedy()).isEqualTo("Look at the lines below.");
    assertThat(item("Sending: a part without a name").detail()).isEqualTo("LIMITED");
  }

  @Test
  void whatIsNotCheckedHasARemedyToo() {
    number("{\"id\":\"1\"}");
    field("whatsapp_business_manager_messaging_limit", "{\"id\":\"1\"}");
    health("{}");
    graph
        .answer("GET", "/v25.0/" + ACCOUNT, "{\"id\":\"1\"}")
        .answer(
            "GET",
            "/v25.0/debug_token",
            400,
            "{\"error\":{\"code\":100,\"message\":\"You must provide an app access token\"}}");

    assertThat(report().items())
        .filteredOn(item -> item.state() == State.NOT_CHECKED)
        .hasSizeGreaterThan(8)
        .allSatisfy(item -> assertThat(item.remedy()).as(item.name()).isNotBlank());
    assertThat(item("Phone number")).isEqualTo(ok("Phone number", "without a name"));
  }

  @Test
  void versionThatIsNotKnownHasARemedy() {
    graph.close();
    graph = AccountServer.start(clock, "graphVersion=v99.0");

    assertThat(item("Graph version").state()).isEqualTo(State.NOT_CHECKED);
    assertThat(item("Graph version").remedy()).contains("graph-api/changelog");
  }

  @Test
  void accountWithoutSubscriptionGetsNoWebhooks() {
    graph.answer("GET", "/v25.0/" + ACCOUNT + "/subscribed_apps", "{\"data\":[]}");

    assertThat(item("Webhooks").state()).isEqualTo(State.WARNING);
  }

  @Test
  void versionGrowsOld() {
    clock.forward(Duration.between(clock.instant(), Instant.parse("2028-05-15T00:00:00Z")));
    assertThat(item("Graph version").state()).isEqualTo(State.WARNING);
    clock.forward(Duration.ofDays(90));
    assertThat(item("Graph version"))
        .isEqualTo(
            new Item(
                "Graph version",
                State.FAILED,
                "v25.0 expired in 2028-07",
                "Set graphVersion to a later one."));
  }
}
