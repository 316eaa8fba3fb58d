package io.patchbay.testkit;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;

/** What may go wrong after a request has left, with no proof of what became of the message. */
enum Trouble {
  ERROR_PAGE_500,
  ERROR_PAGE_502,
  EMPTY_503,
  EMPTY_SUCCESS,
  SUCCESS_IN_HTML,
  SUCCESS_CUT_OFF,
  CLOSED_WITHOUT_ANSWER,
  RESET,
  BROKEN_CHUNKS,
  GARBAGE;

  ResponseDefinitionBuilder response(Answer success) {
    return switch (this) {
      case ERROR_PAGE_500 -> page(500, "<html>Internal error</html>");
      case ERROR_PAGE_502 -> page(502, "<html>Bad gateway</html>");
      case EMPTY_503 -> aResponse().withStatus(503);
      case EMPTY_SUCCESS -> aResponse().withStatus(success.status());
      case SUCCESS_IN_HTML -> page(success.status(), "<html>Welcome to this network</html>");
      case SUCCESS_CUT_OFF ->
          Bench.response(
              new Answer(
                  success.status(),
                  success.headers(),
                  success.body().substring(0, success.body().length() / 3)));
      case CLOSED_WITHOUT_ANSWER -> aResponse().withFault(Fault.EMPTY_RESPONSE);
      case RESET -> aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER);
      case BROKEN_CHUNKS -> aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK);
      case GARBAGE -> aResponse().withFault(Fault.RANDOM_DATA_THEN_CLOSE);
    };
  }

  private static ResponseDefinitionBuilder page(int status, String body) {
    return aResponse().withStatus(status).withHeader("Content-Type", "text/html").withBody(body);
  }
}
