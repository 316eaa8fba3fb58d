package io.patchbay.provider.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorPageTitleTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "<html><head><title>502 Bad Gateway</title></head></html>",
        "<TITLE lang='en'>\n 403 - FORBIDDEN: Access denied. | Cloudflare </TITLE>",
        "<title></title>",
        "{\"messages\":[{\"id\":\"wamid.1\"}]}"
      })
  void usualTitlesStand(String page) {
    assertThat(ErrorPageTitle.hideUnusual(page)).isEqualTo(page);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<title>Blocked: see you at 7</title>",
        "<TITLE id='a'>Forbidden: your code is 123456</TITLE>",
        "<title>403 Forbidden</title><title>Your table is ready</title>"
      })
  void titleWithOtherWordsIsNone(String page) {
    String hidden = ErrorPageTitle.hideUnusual(page);

    assertThat(hidden).contains("<hidden").doesNotContainIgnoringCase("<title>Your");
    assertThat(hidden.replaceAll("(?i)<hidden", "<title")).isEqualToIgnoringCase(page);
  }

  @Test
  void jsonStaysJson() {
    String json = "{\"page\":\"<title>a \\\" b</title>\",\"messages\":[{\"id\":\"wamid.1\"}]}";

    assertThat(Json.object(ErrorPageTitle.hideUnusual(json)))
        .isEqualTo(Json.object(json.replace("<title", "<hidden")));
  }
}
