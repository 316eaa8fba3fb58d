package io.patchbay.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.WebhookRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RequestsTest {
  private static WebhookRequest request(String method, String address, String body) {
    return WebhookRequest.of(
        method,
        URI.create(address),
        Map.of("X-Signature", List.of("s")),
        body.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aBodyIsChangedUnderTheSameHeaders() {
    WebhookRequest changed = Requests.changed(request("POST", "https://example.com/hooks", "abc"));

    assertThat(changed.bodyText()).isEqualTo("acc");
    assertThat(changed.publicUri()).hasToString("https://example.com/hooks");
    assertThat(changed.header("X-Signature")).contains("s");
  }

  @Test
  void withoutABodyTheAddressIsChanged() {
    WebhookRequest query = request("GET", "https://example.com/hooks?id=1", "");
    WebhookRequest bare = request("GET", "https://example.com/hooks", "");

    assertThat(Requests.changed(query).publicUri())
        .hasToString("https://example.com/hooks?id=1&changed=1");
    assertThat(Requests.changed(bare).publicUri())
        .hasToString("https://example.com/hooks?changed=1");
    assertThat(Requests.changed(query).header("X-Signature")).contains("s");
  }
}
