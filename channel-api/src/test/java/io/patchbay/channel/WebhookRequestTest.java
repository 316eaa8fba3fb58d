package io.patchbay.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("locale")
class WebhookRequestTest {
  private static final URI ADDRESS = URI.create("https://example.com/hook?token=test-token");

  private static WebhookRequest request(Map<String, List<String>> headers, byte[] body) {
    return WebhookRequest.of("post", ADDRESS, headers, body);
  }

  @Test
  void headersAreFoundHoweverTheyAreWritten() {
    WebhookRequest request =
        request(Map.of("X-Hub-Signature-256", List.of("first", "second")), new byte[0]);

    assertThat(request.header("x-hub-signature-256")).contains("first");
    assertThat(request.header("X-HUB-SIGNATURE-256")).contains("first");
    assertThat(request.header("X-Hub-Signature")).isEmpty();
    assertThat(request(Map.of("X-Empty", List.of()), new byte[0]).header("X-Empty")).isEmpty();
  }

  @Test
  void aHeaderWrittenInTwoWaysIsOneHeader() {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    headers.put("X-Signature", List.of("first"));
    headers.put("x-signature", List.of("second"));
    assertThat(request(headers, new byte[0]).header("X-SIGNATURE")).contains("first");
  }

  @Test
  void nothingThatTheCallerChangesLaterChangesIt() {
    byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
    List<String> values = new ArrayList<>(List.of("first"));
    Map<String, List<String>> headers = new HashMap<>(Map.of("X-Signature", values));
    WebhookRequest request = request(headers, body);

    body[0] = 'x';
    values.clear();
    headers.clear();
    request.body()[1] = 'x';

    assertThat(request.bodyText()).isEqualTo("{}");
    assertThat(request.body()).containsExactly('{', '}');
    assertThat(request.header("X-Signature")).contains("first");
  }

  @Test
  void theMethodIsInUpperCaseInEveryLocale() {
    assertThat(WebhookRequest.of("delete-i", ADDRESS, Map.of(), new byte[0]).method())
        .isEqualTo("DELETE-I");
    assertThat(request(Map.of(), new byte[0]).publicUri()).isEqualTo(ADDRESS);
  }

  @Test
  void itShowsNeitherQueryNorHeadersNorBody() {
    assertThat(request(Map.of("X-Signature", List.of("first")), new byte[] {1, 2, 3}))
        .hasToString("WebhookRequest[POST /hook, 3 bytes]");
  }

  @Test
  void anAnswerHasAnHttpStatus() {
    assertThat(WebhookAnswer.of(200, "ok"))
        .isEqualTo(new WebhookAnswer(200, "text/plain; charset=utf-8", "ok"));
    assertThat(WebhookAnswer.of(599, "").status()).isEqualTo(599);
    assertThatThrownBy(() -> WebhookAnswer.of(99, ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("HTTP status 99 is outside 100 to 599");
    assertThatThrownBy(() -> WebhookAnswer.of(600, ""))
        .hasMessage("HTTP status 600 is outside 100 to 599");
  }
}
