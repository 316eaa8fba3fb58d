package io.patchbay.provider.whatsapp;

import static io.patchbay.provider.whatsapp.AccountServer.ACCOUNT;
import static io.patchbay.provider.whatsapp.AccountServer.NUMBER;
import static io.patchbay.provider.whatsapp.AccountServer.error;
import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.Category;
import io.patchbay.channel.spi.Rate;
import io.patchbay.channel.spi.Sender;
import io.patchbay.channel.spi.SenderLookup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberLookupTest {
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
            "GET " + NUMBER + "?fields=id%2Cthroughput%2Cis_on_biz_app%2Cplatform_type");
  }

  @Test
  void whatMetaDoesNotSayStaysAsItWas() {
    graph.answer("GET", NUMBER, "{\"id\":\"1\"}");

    assertThat(lookup.lookUp(Connections.NUMBER_ID)).isEqualTo(graph.connection().sender(null));
  }

  @Test
  void senderOfSomebodyElseIsRefused() {
    assertThat(error(() -> lookup.lookUp("15550006")).category()).isEqualTo(Category.SENDER);
    assertThat(graph.requests()).isEmpty();
  }
}
