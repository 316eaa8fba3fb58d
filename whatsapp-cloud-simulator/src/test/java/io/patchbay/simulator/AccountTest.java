package io.patchbay.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccountTest {
  private static final String ACCOUNT = "v25.0/102290129340398";

  private final ManualClock clock = new ManualClock();
  private WhatsAppCloudSimulator simulator;
  private SimulatedAccount account;
  private TestClient client;

  @BeforeEach
  void start() {
    simulator =
        WhatsAppCloudSimulator.builder()
            .clock(clock)
            .number(new SimulatedNumber("1001", "+1 701-555-0101", "Acme"))
            .number(new SimulatedNumber("1002", "+1 701-555-0102", "Acme Two"))
            .start();
    account = simulator.account();
    client = new TestClient(simulator);
  }

  @AfterEach
  void close() {
    simulator.close();
  }

  private void assertAnswer(String path, String json) {
    HttpResponse<String> answer = client.get(path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(TestClient.json(answer.body())).isEqualTo(TestClient.json(json));
  }

  @Test
  void theAccountTellsItsFields() {
    assertAnswer(
        ACCOUNT,
        """
        {"id":"102290129340398","name":"Patchbay Simulator","timezone_id":"1",
         "message_template_namespace":"00000000_0000_0000_0000_000000000000"}""");
    assertAnswer(
        ACCOUNT + "?fields=business_verification_status,account_review_status,health_status",
        """
        {"business_verification_status":"verified","account_review_status":"APPROVED",
         "health_status":{"can_send_message":"AVAILABLE","entities":[
           {"entity_type":"WABA","id":"102290129340398","can_send_message":"AVAILABLE"},
           {"entity_type":"APP","id":"634974688087057","can_send_message":"AVAILABLE"}]},
         "id":"102290129340398"}""");
    account.answerField("102290129340398", "business_verification_status", "\"not_verified\"");
    assertThat(client.get(ACCOUNT + "?fields=business_verification_status").body())
        .contains("not_verified");
  }

  @Test
  void itsNumbersAreListedPageByPage() {
    assertAnswer(
        ACCOUNT + "/phone_numbers?limit=1&after=MDoxMDAx",
        """
        {"data":[{"verified_name":"Acme Two","code_verification_status":"VERIFIED",
           "display_phone_number":"+1 701-555-0102","quality_rating":"GREEN","platform_type":"CLOUD_API",
           "throughput":{"level":"STANDARD"},"id":"1002"}],
         "paging":{"cursors":{"before":"MToxMDAy","after":"MToxMDAy"},
           "previous":"%sv25.0/102290129340398/phone_numbers?limit=1&before=MToxMDAy"}}"""
            .formatted(simulator.baseUrl()));
    assertAnswer(
        ACCOUNT + "/phone_numbers?fields=whatsapp_business_manager_messaging_limit",
        """
        {"data":[{"whatsapp_business_manager_messaging_limit":"TIER_100K","id":"1001"},
                 {"whatsapp_business_manager_messaging_limit":"TIER_100K","id":"1002"}],
         "paging":{"cursors":{"before":"MDoxMDAx","after":"MToxMDAy"}}}""");
  }

  @Test
  void theAppSubscribesAndUnsubscribes() {
    String path = ACCOUNT + "/subscribed_apps";
    assertAnswer(path, "{\"data\":[]}");
    assertThat(client.postTo(path, "").body()).isEqualTo("{\"success\":true}");
    String app =
        "\"whatsapp_business_api_data\":{\"id\":\"634974688087057\",\"name\":\"Patchbay Simulator\",\"link\":\"https://www.facebook.com/games/?app_id=634974688087057\"}";
    assertAnswer(path, "{\"data\":[{" + app + "}]}");
    client.postTo(path, "{\"override_callback_uri\":\"https://a.b/hook\",\"verify_token\":\"v\"}");
    assertAnswer(path, "{\"data\":[{\"override_callback_uri\":\"https://a.b/hook\"," + app + "}]}");
    assertThat(client.delete(path).body()).isEqualTo("{\"success\":true}");
    assertAnswer(path, "{\"data\":[]}");
    Errors.assertRefused(
        client.postTo(path, "{\"override_callback_uri\":\"nowhere\"}"),
        400,
        Errors.invalid("Param override_callback_uri is not a valid URI."));
  }

  @Nested
  class Tokens {
    @Test
    void aTokenCanBeInspectedAlsoByTheApp() {
      String answer =
          """
          {"data":{"app_id":"634974688087057","type":"SYSTEM_USER","application":"Patchbay Simulator",
            "data_access_expires_at":0,"expires_at":0,"is_valid":true,
            "scopes":["whatsapp_business_management","whatsapp_business_messaging"],
            "granular_scopes":[
              {"scope":"whatsapp_business_management","target_ids":["102290129340398"]},
              {"scope":"whatsapp_business_messaging","target_ids":["102290129340398"]}],
            "user_id":"122100000000000001"}}""";
      assertAnswer("v25.0/debug_token?input_token=test-token", answer);
      HttpResponse<String> byApp =
          client.call(
              client
                  .bare("v25.0/debug_token?input_token=test-token")
                  .header("Authorization", "Bearer 634974688087057|test-app-secret")
                  .GET());
      assertThat(TestClient.json(byApp.body())).isEqualTo(TestClient.json(answer));
      assertAnswer(
          "v25.0/debug_token?input_token=other",
          """
          {"data":{"error":{"code":190,"message":"Invalid OAuth access token - Cannot parse access token"},
            "is_valid":false,"scopes":[]}}""");
      assertThat(
              client
                  .call(
                      client
                          .bare("v25.0/1001")
                          .header("Authorization", "Bearer 634974688087057|test-app-secret")
                          .GET())
                  .statusCode())
          .as("the app's own token is for inspection only")
          .isEqualTo(401);
    }

    @Test
    void whatATokenMayDoIsToldAndHeldTo() {
      assertAnswer("v25.0/me", "{\"name\":\"Patchbay Simulator\",\"id\":\"122100000000000001\"}");
      account.permissions(Set.of("whatsapp_business_management"));
      assertAnswer(
          "v25.0/me/permissions",
          "{\"data\":[{\"permission\":\"whatsapp_business_management\",\"status\":\"granted\"}]}");
      Errors.assertRefused(
          client.postTo("v25.0/1001/messages", TestClient.text("14155551234")),
          403,
          Errors.graph(
              10,
              "OAuthException",
              "(#10) This call needs the permission whatsapp_business_messaging"));
      account.permissions(Set.of("whatsapp_business_messaging"));
      Errors.assertRefused(
          client.get(ACCOUNT),
          403,
          Errors.graph(
              200,
              "OAuthException",
              "(#200) This call needs the permission whatsapp_business_management"));
    }

    @Test
    void aTokenExpires() {
      account.tokenExpiresAt(clock.instant().plusSeconds(60));
      assertThat(client.get("v25.0/debug_token?input_token=test-token").body())
          .contains("\"expires_at\":1793620860,\"is_valid\":true");
      clock.advance(Duration.ofMinutes(1));
      Errors.assertRefused(
          client.get("v25.0/1001"),
          401,
          Errors.graph(
              190, 463, "OAuthException", "Error validating access token: Session has expired."));
      HttpResponse<String> inspected =
          client.call(
              client
                  .bare("v25.0/debug_token?input_token=test-token")
                  .header("Authorization", "Bearer 634974688087057|test-app-secret")
                  .GET());
      assertThat(inspected.body())
          .contains("\"is_valid\":false,\"error\":{\"code\":190")
          .contains("\"subcode\":463");
    }
  }

  @Nested
  class Usage {
    private static final String HEADER = "X-Business-Use-Case-Usage";

    @Test
    void answersAboutTheAccountTellItsUsage() {
      assertThat(client.get(ACCOUNT).headers().firstValue(HEADER))
          .hasValue(
              "{\"102290129340398\":[{\"type\":\"whatsapp\",\"call_count\":1,\"total_cputime\":1,\"total_time\":1,\"estimated_time_to_regain_access\":0}]}");
      assertThat(client.get("v25.0/1001").headers().firstValue(HEADER)).isEmpty();
    }

    @Test
    void callsCanBeRefusedForAWhile() {
      account.refuseAccountCalls(2, Duration.ofSeconds(61));
      for (int i = 0; i < 2; i++) {
        HttpResponse<String> refused = client.get(ACCOUNT + "/message_templates");
        Errors.assertRefused(
            refused,
            429,
            Errors.graph(
                80007,
                2446079,
                "OAuthException",
                "(#80007) There have been too many calls to this WhatsApp Business Account."));
        assertThat(refused.headers().firstValue(HEADER))
            .hasValue(
                "{\"102290129340398\":[{\"type\":\"whatsapp\",\"call_count\":100,\"total_cputime\":25,\"total_time\":25,\"estimated_time_to_regain_access\":2}]}");
        assertThat(
                client.postTo("v25.0/1001/messages", TestClient.text("14155551234")).statusCode())
            .as("sends are not calls of the account")
            .isEqualTo(200);
      }
      assertThat(client.get(ACCOUNT + "/message_templates").statusCode()).isEqualTo(200);
    }

    @Test
    void aSendThatMeetsTheAccountsLimitTellsItTheSameWay() {
      HttpResponse<String> refused =
          client.postTo(
              "v25.0/1001/messages", TestClient.text(MagicRecipient.ACCOUNT_LIMITED.number()));
      assertThat(refused.statusCode()).isEqualTo(429);
      assertThat(refused.headers().firstValue(HEADER).orElse(""))
          .contains("\"estimated_time_to_regain_access\":5");
      simulator.treatNextAs(MagicRecipient.ACCOUNT_LIMITED, 1);
      assertThat(client.postTo("v25.0/1001/messages", TestClient.text("14155551234")).body())
          .contains("\"code\":80007");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "102290129340399/message_templates",
        "102290129340399/phone_numbers",
        "1003/message_history",
        "1003/whatsapp_business_profile",
        "1003/message_qrdls/ABC",
        "1001/message_templates"
      })
  void anObjectThatDoesNotHaveTheOperationIsUnknown(String path) {
    String id = path.substring(0, path.indexOf('/'));
    Errors.assertRefused(client.get("v25.0/" + path), 400, Errors.noObject("get", id));
  }

  @Test
  void mistakesOfATestAreNamed() {
    assertThatThrownBy(() -> account.answerField("7", "status", "\"X\""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "No phone number and no business account has the id '7'; the simulator has [1001, 1002] and 102290129340398");
    assertThatThrownBy(() -> account.answerField("1001", "status", "{"))
        .hasMessage("The value of the field status is not JSON; a text needs quotes");
    assertThatThrownBy(() -> account.refuseAccountCalls(-1, Duration.ZERO))
        .hasMessage("The number of calls must not be negative, but it is -1");
    assertThatThrownBy(() -> account.addMedia("image/png", -1))
        .hasMessage("A size must not be negative, but this is -1");
    assertThat(account).hasToString("SimulatedAccount[102290129340398]");
  }
}
