package io.patchbay.host.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.testsupport.Conditions;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

class MetricsEndpointTest {
  private static HttpResponse<String> scrape(ServerRig rig) {
    return rig.send(
        rig.request("/metrics").header("Authorization", "Bearer " + ServerRig.KEY).build());
  }

  @Test
  void aScraperWithAKeySeesWhatTheQueueDoesAndHowItStands() {
    try (ServerRig rig = new ServerRig()) {
      rig.send(rig.post(ServerRig.message("m1", "Hello")));
      rig.awaitState("m1", "accepted");
      // Listeners are told after it is on the disk.
      Conditions.await(
          "it is counted", () -> scrape(rig).body().contains("accepted_latency_seconds_sum"));

      HttpResponse<String> found = scrape(rig);

      assertThat(found.statusCode()).isEqualTo(200);
      assertThat(found.headers().firstValue("Content-Type"))
          .hasValue("text/plain; version=0.0.4; charset=utf-8");
      assertThat(found.body())
          .contains(
              "patchbay_delivery_submitted_total{result=\"created\",workspace=\"acme\"} 1.0\n",
              "outcome=\"accepted\",provider=\"scripted\",workspace=\"acme\"} 1.0\n",
              "# TYPE patchbay_delivery_accepted_latency_seconds histogram\n",
              "patchbay_delivery_store_age_seconds ")
          .doesNotContain("m1", "14155550132", "Hello");
    }
  }

  @Test
  void withoutAKeyNothingIsTold() {
    try (ServerRig rig = new ServerRig()) {
      HttpResponse<String> found = rig.send(rig.request("/metrics").build());

      assertThat(found.statusCode()).isEqualTo(401);
      assertThat(found.body()).doesNotContain("patchbay_delivery");
    }
  }

  @Test
  void whereNoKeyIsConfiguredItIsClosed() {
    try (ServerRig rig = new ServerRig(ServerLimits.standard(), "{}", null)) {
      assertThat(scrape(rig).statusCode()).isEqualTo(403);
    }
  }

  @Test
  void whatWasCountedCanBeScrapedWhileTheServerEnds() {
    try (ServerRig rig = new ServerRig()) {
      rig.send(rig.post(ServerRig.message("m1", "Hello")));
      rig.awaitState("m1", "accepted");
      rig.delivery.close();
      rig.delivery.store().close();

      assertThat(scrape(rig).body()).contains("patchbay_delivery_submitted_total");
    }
  }
}
