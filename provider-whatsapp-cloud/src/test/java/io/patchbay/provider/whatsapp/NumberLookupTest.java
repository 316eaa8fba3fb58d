package io.patchbay.provider.whatsapp;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static io.patchbay.provider.whatsapp.AccountServer.ACCOUNT;
import static io.patchbay.provider.whatsapp.AccountServer.NUMBER;
import static io.patchbay.provider.whatsapp.AccountServer.error;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.patchbay.channel.Category;
import io.patchbay.channel.spi.Rate;
import io.patchbay.channel.spi.Sender;
import io.patchbay.channel.spi.SenderLookup;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberLookupTest {
  private static final String LIMIT = "%2Cwhatsapp_business_manager_messaging_limit";

  private final AccountServer graph = AccountServer.start();
  private final SenderLookup lookup = graph.use(SenderLookup.class);

  @AfterEach
  void close() {
    graph.close();
  }

  @ParameterizedTest
  @CsvSource({
    "STANDARD, false, 80",
    "HIGH, false, 1000",
    "NOT_APPLICABLE, false, 80",
    "ULTRA, false, 80",
    "STANDARD, true, 20"
  })
  void rateIsWhatTheNumberMayDo(String level, boolean shared, int rate) {
    graph.answer(
        "GET",
        NUMBER,
        "{\"id\":\"1\",\"throughput\":{\"level\":\""
            + level
            + "\"},\"is_on_biz_app\":"
            + shared
            + "}");

    Sender sender = lookup.lookUp(null);

    assertThat(sender.rate()).isEqualTo(Rate.perSecond(rate));
    assertThat(sender.key()).isEqualTo(Connections.NUMBER_ID);
    assertThat(sender.account()).isEqualTo(ACCOUNT);
    assertThat(sender.perRecipient()).isEqualTo(graph.connection().sender(null).perRecipient());
    assertThat(graph.seen())
        .containsExactly(
            "GET " + NUMBER + "?fields=id%2Cthroughput%2Cis_on_biz_app%2Cplatform_type" + LIMIT);
  }

  @Test
  void accountsOfOnePortfolioShareItsLimit() {
    try (AccountServer other = AccountServer.start("businessPortfolioId=506914307656634")) {
      other.answer("GET", NUMBER, "{\"id\":\"1\"}");

      assertThat(other.connection().sender(null).account()).isEqualTo("506914307656634");
      assertThat(other.use(SenderLookup.class).lookUp(null).account()).isEqualTo("506914307656634");
    }
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "unknown",
      value = {
        "TIER_50, 50",
        "TIER_250, 250",
        "TIER_2K, 2000",
        "TIER_100K, 100000",
        "TIER_UNLIMITED, 9223372036854775807",
        "TIER_NOT_SET, unknown",
        "TIER_9999999999, unknown",
        "MANY, unknown"
      })
  void peopleADayAreWhatTheAccountMayWriteTo(String tier, @Nullable Long people) {
    graph.answer(
        "GET",
        NUMBER,
        "{\"id\":\"1\",\"whatsapp_business_manager_messaging_limit\":\"" + tier + "\"}");

    assertThat(lookup.lookUp(null).dailyRecipients()).isEqualTo(people);
  }

  @Test
  void whatMetaDoesNotSayStaysAsItWas() {
    graph.answer("GET", NUMBER, "{\"id\":\"1\"}");

    assertThat(lookup.lookUp(Connections.NUMBER_ID)).isEqualTo(graph.connection().sender(null));
  }

  /** A version that lacks a field refuses the whole question, whatever else is asked. */
  @Test
  void aFieldThatGraphDoesNotHaveIsAskedForNoMore() {
    graph
        .answer("GET", NUMBER, "{\"id\":\"1\",\"throughput\":{\"level\":\"HIGH\"}}")
        .wire()
        .stubFor(
            get(urlPathEqualTo(NUMBER))
                .withQueryParam("fields", containing("is_on_biz_app"))
                .willReturn(nonexisting("is_on_biz_app")));

    assertThat(lookup.lookUp(null).rate()).isEqualTo(Rate.perSecond(1_000));
    assertThat(graph.seen())
        .containsExactly(
            "GET " + NUMBER + "?fields=id%2Cthroughput%2Cis_on_biz_app%2Cplatform_type" + LIMIT,
            "GET " + NUMBER + "?fields=id%2Cthroughput%2Cplatform_type" + LIMIT);
  }

  @Test
  void neitherFieldThatGraphMayLackSpoilsTheListOfNumbers() {
    String list = "/v25.0/" + ACCOUNT + "/phone_numbers";
    graph.answer("GET", list, "{\"data\":[{\"id\":\"1\"}]}");
    for (String field : List.of("whatsapp_business_manager_messaging_limit", "is_on_biz_app")) {
      graph
          .wire()
          .stubFor(
              get(urlPathEqualTo(list))
                  .withQueryParam("fields", containing(field))
                  .willReturn(nonexisting(field)));
    }

    assertThat(graph.use(PhoneNumbers.class).list())
        .extracting(NumberDetails::id)
        .containsExactly("1");
    assertThat(graph.requests()).hasSize(3);
  }

  @Test
  void anotherRefusalOfTheQuestionStays() {
    graph.wire().stubFor(get(urlPathEqualTo(NUMBER)).willReturn(nonexisting("throughput")));

    assertThat(error(() -> lookup.lookUp(null)).message()).contains("(throughput)");
    assertThat(graph.requests()).hasSize(1);
  }

  private static ResponseDefinitionBuilder nonexisting(String field) {
    return aResponse()
        .withStatus(400)
        .withBody(
            "{\"error\":{\"message\":\"(#100) Tried accessing nonexisting field ("
                + field
                + ")\",\"type\":\"OAuthException\",\"code\":100}}");
  }

  @Test
  void senderOfSomebodyElseIsRefused() {
    assertThat(error(() -> lookup.lookUp("15550006")).category()).isEqualTo(Category.SENDER);
    assertThat(graph.requests()).isEmpty();
  }
}
