package io.patchbay.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import java.net.http.HttpResponse;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LookUpTest {
  private WhatsAppCloudSimulator simulator;
  private TestClient client;

  @BeforeEach
  void start() {
    simulator =
        WhatsAppCloudSimulator.builder()
            .number(new SimulatedNumber("1001", "+1 701-555-0199", "Acme"))
            .messagesPerSecond(1_000)
            .testNumberAllowList(Set.of("14155551234"))
            .start();
    client = new TestClient(simulator);
  }

  @AfterEach
  void close() {
    simulator.close();
  }

  private String get(String path) {
    return client.call(client.request(path).GET()).body();
  }

  @Test
  void aNumberTellsTheUsualFields() {
    assertThat(TestClient.json(get("v25.0/1001")))
        .isEqualTo(
            TestClient.json(
                """
                {"id":"1001","display_phone_number":"+1 701-555-0199","verified_name":"Acme",
                 "quality_rating":"GREEN"}"""));
  }

  @Test
  void aNumberTellsTheFieldsAskedForAndItsId() {
    assertThat(TestClient.json(get("v25.0/1001?fields=throughput,account_mode,status")))
        .isEqualTo(
            TestClient.json(
                """
                {"throughput":{"level":"HIGH"},"account_mode":"SANDBOX","status":"CONNECTED","id":"1001"}"""));
  }

  @Test
  void anUnknownFieldAndAnUnknownNumberAreRefused() {
    assertThat(TestClient.steady(get("v25.0/1001?fields=id,shoe_size")))
        .isEqualTo(
            TestClient.json(
                """
                {"error":{"message":"(#100) Tried accessing nonexisting field (shoe_size)",
                 "type":"OAuthException","code":100,"fbtrace_id":"TRACE"}}"""));
    assertThat(get("v25.0/1002")).contains("\"error_subcode\":33", "Unsupported get request");
  }

  @Test
  void aLookUpNeedsTheToken() {
    assertThat(client.call(client.bare("v25.0/1001").GET()).statusCode()).isEqualTo(401);
  }

  @Test
  void theSimulatorsOwnPagesShowCountsAndMessages() {
    client.call(client.post("v25.0/1001/messages", TestClient.text("14155551234")));
    client.call(client.post("v25.0/1001/messages", TestClient.text("14155559999")));
    HttpResponse<String> health = client.call(client.bare("_simulator/health").GET());
    assertThat(health.statusCode()).isEqualTo(200);
    assertThat(TestClient.json(health.body()).getAsJsonObject().get("status").getAsString())
        .isEqualTo("up");
    assertThat(TestClient.json(health.body()).getAsJsonObject().get("accepted").getAsInt())
        .isEqualTo(1);

    ReceivedMessage first = simulator.received().get(0);
    JsonArray all = TestClient.json(get("_simulator/received")).getAsJsonArray();
    assertThat(all).hasSize(2);
    assertThat(all.get(0))
        .isEqualTo(
            TestClient.json(
                """
                {"sequence":1,"at":"%s","connection":1,"phone_number_id":"1001","address":"14155551234",
                 "type":"text","biz_opaque_callback_data":null,"status":200,"error_code":0,"wamid":"%s",
                 "body":{"messaging_product":"whatsapp","to":"14155551234","type":"text",
                   "text":{"body":"Hello"}}}"""
                    .formatted(first.at(), first.wamid())));
    assertThat(TestClient.json(get("_simulator/received?after=1")).getAsJsonArray())
        .containsExactly(all.get(1));
    assertThat(TestClient.json(get("_simulator/received?limit=1")).getAsJsonArray())
        .containsExactly(all.get(0));
    assertThat(client.call(client.bare("_simulator/nothing").GET()).statusCode()).isEqualTo(404);
  }
}
