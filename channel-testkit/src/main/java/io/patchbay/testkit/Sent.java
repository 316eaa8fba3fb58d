package io.patchbay.testkit;

import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/** A request as one text, to look for something that may be in any part of it. */
final class Sent {
  private Sent() {}

  static String whole(LoggedRequest request) {
    String headers =
        request.getHeaders().all().stream()
            .map(HttpHeader::toString)
            .collect(Collectors.joining("\n"));
    String text = request.getUrl() + "\n" + headers + "\n" + request.getBodyAsString();
    return text + "\n" + decoded(text);
  }

  /** Forms and queries are percent-encoded. */
  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
