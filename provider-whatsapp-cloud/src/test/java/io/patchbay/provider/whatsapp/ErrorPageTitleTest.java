package io.patchbay.provider.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.provider.whatsapp.internal.send.ErrorPageTitle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorPageTitleTest {
  @Test
  void usualTitlesAreGivenOnOneLine() {
    assertThat(ErrorPageTitle.in("<html><head><title>502 Bad Gateway</title></head></html>"))
        .isEqualTo("502 Bad Gateway");
    assertThat(
            ErrorPageTitle.in(
                "<TITLE lang='en'>\n 403 - FORBIDDEN: Access\tdenied. | Cloudflare </TITLE>"))
        .isEqualTo("403 - FORBIDDEN: Access denied. | Cloudflare");
    assertThat(ErrorPageTitle.in("{\"page\":\"<title>Not found</title>\"}")).isEqualTo("Not found");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<title>Blocked: see you at 7</title>",
        "<TITLE id='a'>Forbidden: your code is 123456</TITLE>",
        "<title>Your table is ready</title><title>403 Forbidden</title>",
        "<title>Forbidden ****</title>",
        "<title></title>",
        "<title> \n </title>",
        "Bad Gateway",
        ""
      })
  void titleWithOtherWordsIsNone(String page) {
    assertThat(ErrorPageTitle.in(page)).isNull();
  }
}
